// Findings as an editor sees them: at once, at the right place, for the right version, and gone when mended.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/checks/check.h"
#include "server/lsp/judge.h"
#include "server/lsp/publisher.h"
#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Codes = std::vector<std::string>;

namespace {

// A plugin with one command that is clean, its agent and a document that it links.
struct Plugin {
  Plugin() {
    write_manifest(folder);
    folder.write("agents/builder.md", agent_text("builder"));
    folder.write("docs/guide.md", "# Guide\n\n## First steps\n\nText.\n");
    folder.write("commands/make.md", command());
  }

  static std::string command(const std::string& agent_name = "builder",
                             const std::string& prompt = "Build it.") {
    return command_text("See [the guide](../docs/guide.md#first-steps).\n\n" +
                        build_phase(agent_name, prompt));
  }
  std::string make() const { return folder / "commands/make.md"; }

  TemporaryFolder folder;
};

Json insertion(int line, int character, const std::string& text) {
  const Json at = {{"line", line}, {"character", character}};
  return Json{{"range", {{"start", at}, {"end", at}}}, {"text", text}};
}

}  // namespace

TEST_CASE("an open document is judged at once, with its version") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), Plugin::command(), 7);
  const Json first = client.diagnostics(uri(plugin.make()));
  CHECK(first["version"] == 7);
  CHECK(client.settle(uri(plugin.make()), {}) == Codes{});
  // A fault in the prompt: line 13, behind "  Build ".
  client.change(plugin.make(), 8, Json::array({insertion(13, 8, "{phase9.builder.output} ")}));
  const Json word = client.diagnostics(uri(plugin.make()), 8);
  REQUIRE(word["diagnostics"].size() == 1);
  const Json& finding = word["diagnostics"][0];
  CHECK(word["version"] == 8);
  CHECK(finding["code"] == "unknown-phase");
  CHECK(finding["severity"] == 1);
  CHECK(finding["source"] == "baton");
  CHECK_FALSE(finding["message"].get<std::string>().empty());
  CHECK(finding["range"]["start"] == Json::parse(R"({"line":13,"character":9})"));
  CHECK(finding["range"]["end"] == Json::parse(R"({"line":13,"character":15})"));
  CHECK_FALSE(finding.contains("codeDescription"));
  CHECK_FALSE(finding.contains("relatedInformation"));
  CHECK_FALSE(finding.contains("data"));
  client.change(plugin.make(), 9, whole(Plugin::command()));
  CHECK(client.diagnostics(uri(plugin.make()), 9)["diagnostics"].empty());
  CHECK(client.finish() == 0);
}

TEST_CASE("places are told in the units of the client") {
  const Plugin plugin;
  const struct {
    const char* encoding;
    int character;
  } rows[] = {{"utf-8", 13}, {"utf-16", 8}, {"utf-32", 7}};
  for (const auto& row : rows) {
    LspClient client;
    client.initialize({}, {{"capabilities", {{"general", {{"positionEncodings", {row.encoding}}}}}}});
    client.open(plugin.make(), Plugin::command("builder", "é漢😀 {phase9.builder.output}"));
    const Json word = client.diagnostics(uri(plugin.make()));
    Json place;
    for (const Json& finding : word["diagnostics"])
      if (finding["code"] == "unknown-phase") place = finding["range"];
    REQUIRE(place.is_object());
    CHECK(place["start"]["character"] == row.character);
    CHECK(place["end"]["character"] == row.character + 6);
  }
}

TEST_CASE("what a client can show, it gets") {
  const Plugin plugin;
  LspClient client;
  client.initialize(
      {plugin.folder.path()},
      Json::parse(R"({"capabilities":{"textDocument":{"publishDiagnostics":{"relatedInformation":true,
                        "codeDescriptionSupport":true,"dataSupport":true,"tagSupport":{"valueSet":[1,2]}}}}})"));
  client.open(plugin.make(), Plugin::command("builder", "{phase9.builder.output}"));
  const Json word = client.diagnostics(uri(plugin.make()));
  REQUIRE(word["diagnostics"].size() >= 1);
  CHECK(word["diagnostics"][0]["codeDescription"]["href"] ==
        "https://github.com/baton-tools/baton/blob/main/docs/checks/unknown-phase.md");
}

TEST_CASE("several changes in one notification apply in order; only the last version is judged") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), "");
  for (int version = 2; version <= 40; ++version)
    client.change(plugin.make(), version, Json::array({insertion(0, 0, "a"), insertion(0, 1, "b")}));
  client.change(
      plugin.make(), 41,
      Json::array(
          {{{"text", "x"}},
           insertion(0, 1, Plugin::command("builder", "{phase9.builder.output}")),
           {{"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 0}, {"character", 1}}}}},
            {"text", ""}}}));
  CHECK(client.settle(uri(plugin.make()), {"unknown-phase"}) == Codes{"unknown-phase"});
  CHECK(client.last_words().at(uri(plugin.make()))["version"] == 41);
}

TEST_CASE("an agent's name decides over the commands that use it, open or not") {
  const Plugin plugin;
  plugin.folder.write("commands/other.md", Plugin::command());
  const std::string agent = plugin.folder / "agents/builder.md";
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), Plugin::command());
  client.open(agent, agent_text("builder"));
  client.settle(uri(plugin.make()), {});
  client.change(agent, 2, whole(agent_text("mason")));
  CHECK(client.settle(uri(plugin.make()), {"unknown-agent"}) == Codes{"unknown-agent"});
  CHECK(client.settle(uri(plugin.folder / "commands/other.md"), {"unknown-agent"}) == Codes{"unknown-agent"});
  CHECK_FALSE(client.last_words().at(uri(plugin.folder / "commands/other.md")).contains("version"));
  client.change(agent, 3, whole(agent_text("builder")));
  CHECK(client.settle(uri(plugin.make()), {}) == Codes{});
  CHECK(client.settle(uri(plugin.folder / "commands/other.md"), {}) == Codes{});
}

TEST_CASE("an agent that gives up its folder's rule of names takes it from the one beside it") {
  const Plugin plugin;
  const auto named = [](const std::string& name) {
    return "---\nname: " + name + "\ndescription: Does it\n---\n";
  };
  plugin.folder.write("agents/flow/review.md", named("flow-review"));
  const std::string closed = uri(plugin.folder / "agents/flow/review.md");
  const std::string agent = plugin.folder / "agents/flow/test.md";
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(agent, named("test"));
  CHECK(client.settle(closed, {"agent-name-mismatch"}) == Codes{"agent-name-mismatch"});
  client.change(agent, 2, whole(named("flow-test")));
  CHECK(client.settle(closed, {}) == Codes{});
  client.change(agent, 3, whole(named("test")));
  CHECK(client.settle(closed, {"agent-name-mismatch"}) == Codes{"agent-name-mismatch"});
}

TEST_CASE("an agent and a command that take another's name are told of there, open or not") {
  const Plugin plugin;
  const auto command = [](const std::string& name) {
    return "---\ncommand: /" + name + "\ndescription: Does it\n---\n\n# Do\n";
  };
  plugin.folder.write("agents/x/mason.md", agent_text("mason"));
  plugin.folder.write("commands/x/tidy.md", command("tidy"));
  const std::string closed_agent = uri(plugin.folder / "agents/x/mason.md");
  const std::string closed_command = uri(plugin.folder / "commands/x/tidy.md");
  const std::string agent = plugin.folder / "agents/first.md", tidy = plugin.folder / "commands/tidy.md";
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(agent, agent_text("first"));
  client.open(tidy, "---\ndescription: Does it\n---\n\n# Do\n");
  CHECK(client.settle(closed_command, {"duplicate-command"}) == Codes{"duplicate-command"});
  client.change(agent, 2, whole(agent_text("mason")));
  CHECK(client.settle(closed_agent, {"duplicate-agent"}) == Codes{"duplicate-agent"});
  CHECK(client.last_words().at(closed_agent)["diagnostics"][0]["severity"] == 4);  // the same file
  // Of another text: a fault now.
  client.change(agent, 3, whole(agent_text("mason") + "\nAnd more.\n"));
  for (int i = 0; i < 50 && client.last_words().at(closed_agent)["diagnostics"][0]["severity"] != 2; ++i)
    client.listen(100);
  CHECK(client.last_words().at(closed_agent)["diagnostics"][0]["severity"] == 2);
  client.change(agent, 4, whole(agent_text("first")));
  CHECK(client.settle(closed_agent, {}) == Codes{});
  client.change(tidy, 2, whole(command("neat")));
  CHECK(client.settle(closed_command, {}) == Codes{});
  client.change(tidy, 3, whole(command("tidy")));
  CHECK(client.settle(closed_command, {"duplicate-command"}) == Codes{"duplicate-command"});
  client.open(plugin.folder / "commands/x/tidy.md", command("tidy"));
  client.change(tidy, 4, whole(command("neat")));
  CHECK(client.settle(closed_command, {}) == Codes{});
}

TEST_CASE("a heading that is renamed breaks the links to it") {
  const Plugin plugin;
  const std::string guide = plugin.folder / "docs/guide.md";
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), Plugin::command());
  client.open(guide, "# Guide\n\n## First steps\n");
  client.settle(uri(plugin.make()), {});
  client.change(guide, 2, whole("# Guide\n\n## Last steps\n"));
  CHECK(client.settle(uri(plugin.make()), {"broken-anchor"}) == Codes{"broken-anchor"});
  // Closed without being saved: what the disk says counts again.
  client.close(guide);
  CHECK(client.settle(uri(plugin.make()), {}) == Codes{});
}

TEST_CASE("a new link is silent until the disk was asked, then judged") {
  const Plugin plugin;
  LspClient client;
  client.initialize({});  // no folder: everything is asked for one by one
  client.open(plugin.make(), "---\ndescription: Makes\n---\n# Make\n\n[a](../docs/guide.md)\n");
  CHECK(client.settle(uri(plugin.make()), {}) == Codes{});
  client.change(plugin.make(), 2,
                whole("---\ndescription: Makes\n---\n# Make\n\n[a](../docs/guidance.md)\n"));
  CHECK(client.settle(uri(plugin.make()), {"broken-link"}) == Codes{"broken-link"});
  client.change(plugin.make(), 3, whole("---\ndescription: Makes\n---\n# Make\n\n[a](../docs/guide.md)\n"));
  CHECK(client.settle(uri(plugin.make()), {}) == Codes{});
}

TEST_CASE("files that are not open are told of after loading, and again when they are closed") {
  const Plugin plugin;
  const std::string broken = plugin.folder / "commands/broken.md";
  plugin.folder.write("commands/broken.md", Plugin::command("builder", "{phase9.builder.output}"));
  LspClient client;
  client.initialize({plugin.folder.path()});
  CHECK(client.settle(uri(broken), {"unknown-phase"}) == Codes{"unknown-phase"});
  CHECK_FALSE(client.last_words().at(uri(broken)).contains("version"));
  client.listen(50);
  CHECK_FALSE(client.last_words().contains(uri(plugin.make())));  // clean: nothing was to be said
  client.open(broken, Plugin::command());
  CHECK(client.settle(uri(broken), {}) == Codes{});
  client.close(broken);
  CHECK(client.settle(uri(broken), {"unknown-phase"}) == Codes{"unknown-phase"});
}

TEST_CASE("a document of no file, one outside all folders, and empty ones") {
  const Plugin plugin;
  const TemporaryFolder elsewhere;
  LspClient client;
  client.initialize({plugin.folder.path()});
  const auto open_uri = [&](const std::string& name, const std::string& text) {
    client.notify(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", name}, {"languageId", "markdown"}, {"version", 1}, {"text", text}}}});
    return client.diagnostics(name);
  };
  CHECK(open_uri("untitled:Untitled-1", "[x](no/such/file.md)\n")["diagnostics"].empty());
  CHECK(open_uri("untitled:", "")["version"] == 1);
  CHECK(open_uri("git:/some/path.md?%7B%7D", "# X")["diagnostics"].empty());
  CHECK(open_uri(uri(plugin.folder / "empty.md"), "")["diagnostics"].empty());
  const std::string outside = elsewhere / "commands/x.md";
  client.open(outside, "[x](no/such/file.md)\n");
  client.diagnostics(uri(outside));
  client.close(outside);
  CHECK(client.settle(uri(outside), {}) == Codes{});
  client.notify("textDocument/didClose", {{"textDocument", {{"uri", "untitled:Untitled-1"}}}});
  CHECK(client.finish() == 0);
}

TEST_CASE("a path is one path however its URI is spelled") {
  const Plugin plugin;
  const std::string path = plugin.folder / "commands/a b(ü).md";
  const std::string spelled = "file://" + plugin.folder.path() + "/commands/a%20b%28%C3%BC%29.md";
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.notify(
      "textDocument/didOpen",
      {{"textDocument",
        {{"uri", spelled}, {"languageId", "markdown"}, {"version", 1}, {"text", Plugin::command()}}}});
  client.settle(spelled, {});
  client.change(path, 2, Json::array({{{"text", Plugin::command("builder", "{phase9.builder.output}")}}}));
  CHECK(client.settle(spelled, {"unknown-phase"}) == Codes{"unknown-phase"});
}

TEST_CASE("bytes that are no characters, and a text with every line end") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), "a\rb\r\nc\n\xc3\xa4 {phase9.b.output}\r\r\n");
  client.change(plugin.make(), 2,
                Json::array({insertion(99, 0, std::string("\0 \x01 \x7f", 5)), insertion(2, 99, "!")}));
  const Json word = client.diagnostics(uri(plugin.make()), 2);
  CHECK(word["version"] == 2);
  CHECK(client.finish() == 0);
}

TEST_CASE("half of a surrogate pair, as an editor may send it, is a character like any other") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()});
  client.open(plugin.make(), Plugin::command());
  client.settle(uri(plugin.make()), {});
  const auto change = [&](int version, int character, const std::string& written) {
    const std::string at = R"({"line":13,"character":)" + std::to_string(character) + "}";
    client.send_body(
        R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":")" +
        uri(plugin.make()) + R"(","version":)" + std::to_string(version) +
        R"(},"contentChanges":[{"range":{"start":)" + at + R"(,"end":)" + at + R"(},"text":")" + written +
        R"("}]}})");
  };
  change(2, 8, "\\ud83d");
  CHECK(client.diagnostics(uri(plugin.make()), 2)["version"] == 2);
  // Behind it everything stands where the editor believes it to stand.
  change(3, 9, " {phase9.builder.output}");
  const Json word = client.diagnostics(uri(plugin.make()), 3);
  REQUIRE(word["diagnostics"].size() == 1);
  CHECK(word["diagnostics"][0]["range"]["start"] == Json::parse(R"({"line":13,"character":11})"));
  CHECK(client.next("window/showMessage", 10).is_null());
}

TEST_CASE("codes that are treated in their own way are codes of checks") {
  for (const std::string_view code : baton::lsp::codes_of_the_workspace)
    CHECK_MESSAGE(baton::find_check(code) != nullptr, code);
  for (const std::string_view code : baton::lsp::codes_of_missing_files)
    CHECK_MESSAGE(baton::find_check(code) != nullptr, code);
}

TEST_CASE("a byte-order mark in a file's first line is not counted in places there") {
  const auto document = baton::parse_document("\xef\xbb\xbf# Title\n\n# Other\n");
  const baton::Place first = baton::place_in("/a.md", *document, {5, 10});
  for (const auto& range : {first.utf8, first.utf16, first.utf32})
    CHECK(range == baton::PositionRange{{0, 2}, {0, 7}});
  const baton::Place later = baton::place_in("/a.md", *document, {14, 19});
  for (const auto& range : {later.utf8, later.utf16, later.utf32})
    CHECK(range == baton::PositionRange{{2, 2}, {2, 7}});
}
