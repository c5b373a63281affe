// URIs, parameters with and without faults, and values that go out.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "protocol/types/diagnostics.h"
#include "protocol/types/lifecycle.h"
#include "protocol/types/text_sync.h"
#include "protocol/types/window.h"
#include "protocol/types/workspace.h"
#include "protocol/uri.h"

using namespace baton::protocol;

TEST_CASE("file URIs and paths") {
  CHECK(path_of_uri("file:///a/b%20c.md") == "/a/b c.md");
  CHECK(path_of_uri("FILE://LOCALHOST/a") == "/a");
  CHECK(path_of_uri("file:/a/b") == "/a/b");
  CHECK(path_of_uri("file:///c%3A/x") == "/c:/x");
  CHECK(path_of_uri("file:///a/%E6%BC%A2%F0%9F%98%80") == "/a/漢😀");
  CHECK(path_of_uri("file:///a/漢 x") == "/a/漢 x");
  CHECK(path_of_uri("file:///a/100%") == "/a/100%");
  CHECK(path_of_uri("file:///a/%zz%4") == "/a/%zz%4");
  CHECK(path_of_uri("file:///a.md?x=1#L3") == "/a.md");
  CHECK(path_of_uri("file:///a%23b%3Fc") == "/a#b?c");
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
  CHECK_FALSE(path_of_uri("file://server/share"));
  CHECK_FALSE(path_of_uri("file://"));
  CHECK_FALSE(path_of_uri("file:relative"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
  CHECK_FALSE(path_of_uri("/plain/path"));
  CHECK_FALSE(path_of_uri(""));
  CHECK(uri_of_path("/a b/ä#?%[x].md") == "file:///a%20b/%C3%A4%23%3F%25%5Bx%5D.md");
}

TEST_CASE("every path comes back from its URI") {
  std::string all = "/";
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(path_of_uri(uri_of_path(all)) == all);
}

TEST_CASE("faults name the field") {
  const auto fault = [](const char* params) { return parse_initialize(Json::parse(params)).fault; };
  CHECK(fault("null") == "params: an object is expected");
  CHECK(fault("[]") == "params: an object is expected");
  CHECK(fault("{}") == "capabilities is missing");
  CHECK(fault(R"({"capabilities":3})") == "capabilities: an object is expected");
  CHECK(fault(R"({"capabilities":{},"processId":"x"})") == "processId: an integer is expected");
  CHECK(fault(R"({"capabilities":{},"processId":1.5})") == "processId: an integer is expected");
  CHECK(fault(R"({"capabilities":{},"rootUri":7})") == "rootUri: a string is expected");
  CHECK(fault(R"({"capabilities":{},"workspaceFolders":{}})") == "workspaceFolders: a list is expected");
  CHECK(fault(R"({"capabilities":{},"workspaceFolders":[{"uri":"file:///a"},{"name":"x"}]})") ==
        "workspaceFolders[1].uri is missing");
  const auto change = [](const char* params) { return parse_did_change(Json::parse(params)).fault; };
  CHECK(change("{}") == "textDocument is missing");
  CHECK(change(R"({"textDocument":{"uri":"u"},"contentChanges":[{"text":"a"},{"text":5}]})") ==
        "contentChanges[1].text: a string is expected");
  CHECK(change(
            R"({"textDocument":{"uri":"u"},"contentChanges":[{"text":"","range":{"start":{"line":-1}}}]})") ==
        "contentChanges[0].range.start.line: an integer that is not negative is expected");
}

TEST_CASE("initialize: roots, capabilities, and the unknown passed over") {
  const auto parse = [](const char* params) {
    const auto parsed = parse_initialize(Json::parse(params));
    REQUIRE_MESSAGE(parsed.value.has_value(), parsed.fault);
    return *parsed.value;
  };
  const InitializeParams least = parse(R"({"capabilities":{}})");
  CHECK_FALSE(least.process_id);
  CHECK(least.folders.empty());
  CHECK(least.trace == Trace::off);
  const InitializeParams full = parse(R"({
      "processId": 17, "clientInfo": {"name": "c", "version": "1"}, "rootPath": "/p", "rootUri": "file:///u",
      "workspaceFolders": [{"uri": "file:///w", "name": "w"}], "trace": "verbose", "unknown": {"x": []},
      "capabilities": {"experimental": 1, "general": {"positionEncodings": ["utf-16", 5, "utf-8"]},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true}},
        "textDocument": {"publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true,
          "dataSupport": true, "tagSupport": {"valueSet": [1, 2]}}}}})");
  CHECK(full.process_id == 17);
  REQUIRE(full.folders.size() == 1);
  CHECK(full.folders[0].uri == "file:///w");
  CHECK(full.trace == Trace::verbose);
  CHECK(full.capabilities.position_encodings == std::vector<std::string>{"utf-16", "utf-8"});
  CHECK(full.capabilities.related_information);
  CHECK(full.capabilities.code_description);
  CHECK(full.capabilities.diagnostic_data);
  CHECK(full.capabilities.diagnostic_tags == std::vector<int>{1, 2});
  CHECK(full.capabilities.watch_files);
  CHECK(full.capabilities.relative_patterns);
  CHECK(parse(R"({"capabilities":{},"workspaceFolders":null,"rootUri":"file:///u","rootPath":"/p"})")
            .folders[0]
            .uri == "file:///u");
  CHECK(parse(R"({"capabilities":{},"rootUri":null,"rootPath":"/p q"})").folders[0].uri == "file:///p%20q");
  const InitializeParams odd = parse(R"({"capabilities":{"general":5,"textDocument":{"publishDiagnostics":
      {"tagSupport":true,"relatedInformation":"yes"}},"workspace":[]},"trace":"loud"})");
  CHECK_FALSE(odd.capabilities.related_information);
  CHECK(odd.trace == Trace::off);
}

TEST_CASE("document notifications") {
  const auto opened = parse_did_open(
      Json::parse(R"({"textDocument":{"uri":"file:///a","languageId":"markdown","version":3,"text":"x"}})"));
  REQUIRE(opened.value);
  CHECK(opened.value->version == 3);
  const auto changed =
      parse_did_change(Json::parse(R"({"textDocument":{"uri":"u","version":null},"contentChanges":[
      {"range":{"start":{"line":1.0,"character":99999999999},"end":{"line":2,"character":0}},"rangeLength":5,"text":"t"},
      {"text":"whole"}]})"));
  REQUIRE_MESSAGE(changed.value, changed.fault);
  CHECK_FALSE(changed.value->version);
  REQUIRE(changed.value->changes.size() == 2);
  CHECK(changed.value->changes[0].range == Range{{1, 0x7fffffff}, {2, 0}});
  CHECK_FALSE(changed.value->changes[1].range);
  CHECK(parse_did_save(Json::parse(R"({"textDocument":{"uri":"u"},"text":"t"})")).value->text == "t");
  CHECK(parse_did_close(Json::parse(R"({"textDocument":{"uri":"u"}})")).value->uri == "u");
  const auto files = parse_did_change_watched_files(
      Json::parse(R"({"changes":[{"uri":"a","type":1},{"uri":"b","type":3},{"uri":"c","type":9}]})"));
  REQUIRE(files.value);
  CHECK(files.value->changes[1].type == FileChange::deleted);
  CHECK(files.value->changes[2].type == FileChange::changed);
  const auto folders = parse_did_change_workspace_folders(
      Json::parse(R"({"event":{"added":[{"uri":"a","name":"A"}],"removed":[]}})"));
  REQUIRE(folders.value);
  CHECK(folders.value->added[0].name == "A");
}

TEST_CASE("diagnostics leave out what is empty") {
  CHECK(diagnostics_text({}).text == "[]");
  CHECK(Json::parse(publish_diagnostics_params("file:///a", {}, diagnostics_text({})).text) ==
        Json::parse(R"({"uri":"file:///a","diagnostics":[]})"));
  Diagnostic diagnostic;
  diagnostic.range = {{0, 1}, {0, 2}};
  diagnostic.code = "c";
  diagnostic.source = "baton";
  diagnostic.message = "m";
  CHECK(
      Json::parse(diagnostics_text({diagnostic}).text) ==
      Json::parse(R"([{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"severity":1,
                         "code":"c","source":"baton","message":"m"}])"));
  diagnostic.code_href = "https://x";
  diagnostic.tags = {1, 2};
  diagnostic.related = {{{"file:///b", {{3, 4}, {5, 6}}}, "there"}, {{"file:///c", {}}, "and there"}};
  diagnostic.fix_titles = {"Mend it", "Leave \"it\""};
  const Json params =
      Json::parse(publish_diagnostics_params("file:///a", 7, diagnostics_text({diagnostic, {}})).text);
  CHECK(params["version"] == 7);
  REQUIRE(params["diagnostics"].size() == 2);
  CHECK(
      params["diagnostics"][0] ==
      Json::parse(R"({"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"severity":1,
          "code":"c","codeDescription":{"href":"https://x"},"source":"baton","message":"m","tags":[1,2],
          "relatedInformation":[
            {"location":{"uri":"file:///b","range":{"start":{"line":3,"character":4},"end":{"line":5,"character":6}}},
             "message":"there"},
            {"location":{"uri":"file:///c","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}},
             "message":"and there"}],
          "data":{"fixes":["Mend it","Leave \"it\""]}})"));
}

TEST_CASE("text as JSON is what the JSON library makes of it, whatever the bytes") {
  const auto written = [](std::string_view text) {
    std::string out;
    append_string(out, text);
    return out;
  };
  const auto expected = [](const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  CHECK(written("") == "\"\"");
  CHECK(written("caf\xc3\xa9 \xf0\x9f\x98\x80 \"x\" \\ \n\r\t\x01\x1f\x7f") ==
        "\"caf\xc3\xa9 \xf0\x9f\x98\x80 \\\"x\\\" \\\\ \\n\\r\\t\\u0001\\u001f\x7f\"");
  CHECK(written(std::string_view("\0", 1)) == "\"\\u0000\"");
  // Plain text is copied many bytes at a time: every other byte is seen wherever it stands between.
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text = "twenty plain letters";
      text[at] = static_cast<char>(byte);
      for (const std::string& one : {text, text.substr(0, at + 1)})
        REQUIRE(Json::parse(written(one)) == Json::parse(expected(one)));
    }
  }
  std::mt19937 random(7);
  const std::string pieces[] = {"a", "\xc3\xa9", "\xe6\xbc\xa2", "\xf0\x9f\x98\x80", "\"", "\\", "/"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += pieces[random() % 7];
    CHECK(written(text) == Json(text).dump());
  }
  // Of bytes that are no UTF-8 the number of marks is ours to choose; the result is a string in any case.
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int i = 0; i < 6; ++i)
      text += static_cast<char>(random() % 2 ? 0xc0 + random() % 64 : random() % 256);
    const Json read = Json::parse(written(text), nullptr, false);
    REQUIRE_FALSE(read.is_discarded());
    if (expected(text).find("\xef\xbf\xbd") == std::string::npos) CHECK(read == text);
  }
}
