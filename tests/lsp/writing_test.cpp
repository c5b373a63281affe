// What helps while one writes, over the wire: what each kind of client gets, and that a late answer is none.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using baton::test::DeskPlugin;
using baton::test::LspClient;
using baton::test::range;
using baton::test::uri;
using baton::test::whole;
using Json = nlohmann::json;

namespace {

// Its hint is no YAML.
struct Plugin : DeskPlugin {
  Plugin()
      : DeskPlugin(
            "---\r\ndescription: Makes $1 of $2\r\nargument-hint: [a] [b]\r\n---\r\n\r\n"  // 0 … 4
            "## Phase 1: Build\r\n\r\n<Task>\r\nsubagent_type: builder\r\nprompt: |\r\n"   // 5 … 9
            "  \xF0\x9D\x84\x9E Build $1 and $2.\r\n</Task>\r\n") {}                       // 10 … 11
};

Json with(const Json& text_document, bool document_changes = true) {
  return Json{
      {"capabilities",
       {{"textDocument", text_document},
        {"workspace",
         {{"workspaceEdit",
           {{"documentChanges", document_changes}, {"resourceOperations", {"create", "rename"}}}}}}}}};
}

Json literals(bool lazy) {
  Json out = {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}},
              {"isPreferredSupport", true}};
  if (lazy) {
    out["dataSupport"] = true;
    Json properties = Json::array();
    properties.push_back("edit");
    out["resolveSupport"] = {{"properties", properties}};
  }
  return Json{{"codeAction", out}};
}

Json actions_at(const std::string& path, int line, const Json& only = nullptr) {
  Json context = {{"diagnostics", Json::array()}};
  if (!only.is_null()) context["only"] = only;
  return Json{{"textDocument", {{"uri", uri(path)}}}, {"range", range(line, 16, 16)}, {"context", context}};
}

Json only(const char* kind) {
  Json list = Json::array();
  list.push_back(kind);
  return list;
}

// The workspace is read in the background.
Json patiently(LspClient& client, const std::string& method, const Json& params) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return client.request(method, params)["result"];
}

// Those of one kind, once there are any: within ten seconds.
Json actions_in_time(LspClient& client, const std::string& path, int line, const char* kind) {
  Json list;
  for (int tries = 0; tries < 500 && list.empty(); ++tries)
    list = patiently(client, "textDocument/codeAction", actions_at(path, line, only(kind)));
  return list;
}

}  // namespace

TEST_CASE("a quick fix has its edit, for the version that it was made for") {
  const Plugin plugin;
  LspClient client;
  const Json result = client.initialize({plugin.folder.path()}, with(literals(false)));
  CHECK(result["capabilities"]["codeActionProvider"]["resolveProvider"] == false);
  client.open(plugin.make(), plugin.text, 7);
  const Json list =
      client.request("textDocument/codeAction", actions_at(plugin.make(), 2, only("quickfix")))["result"];
  REQUIRE(list.size() >= 1);
  CHECK(list[0]["isPreferred"] == true);
  CHECK(list[0]["kind"] == "quickfix");
  const Json& change = list[0]["edit"]["documentChanges"][0];
  CHECK(change["textDocument"] == Json{{"uri", uri(plugin.make())}, {"version", 7}});
  CHECK(change["edits"][0]["range"] == range(2, 15, 22));
  CHECK(change["edits"][0]["newText"] == "\"[a] [b]\"");
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}

TEST_CASE("a lazy client resolves an action, and not after an edit") {
  const Plugin plugin;
  LspClient client;
  const Json result = client.initialize({plugin.folder.path()}, with(literals(true)));
  CHECK(result["capabilities"]["codeActionProvider"]["resolveProvider"] == true);
  client.open(plugin.make(), plugin.text);
  for (const char* kind : {"quickfix", "source.fixAll", "refactor"}) {
    CAPTURE(kind);
    const int line = std::string(kind) == "refactor" ? 8 : 2;
    const Json list = actions_in_time(client, plugin.make(), line, kind);
    REQUIRE(list.size() >= 1);
    for (const Json& action : list) {
      CHECK(action["kind"].get<std::string>().starts_with(kind));
      CHECK_FALSE(action.contains("edit"));
      const Json resolved = client.request("codeAction/resolve", action)["result"];
      CHECK(resolved["title"] == action["title"]);
      CHECK(resolved["edit"]["documentChanges"][0]["edits"].size() >= 1);
    }
  }
  const Json action = client.request("textDocument/codeAction", actions_at(plugin.make(), 2))["result"][0];
  client.change(plugin.make(), 2, whole(plugin.text + "\r\nMore.\r\n"));
  CHECK(client.error_of("codeAction/resolve", action) == -32801);
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}

TEST_CASE("without literals there are commands only, without documentChanges a plain edit") {
  const Plugin plugin;
  {
    LspClient client;
    const Json result = client.initialize({plugin.folder.path()}, with(Json::object()));
    CHECK(result["capabilities"]["codeActionProvider"] == true);
    client.open(plugin.make(), plugin.text);
    const Json list = client.request("textDocument/codeAction", actions_at(plugin.make(), 2))["result"];
    for (const Json& command : list) CHECK(command["command"].is_string());
    CHECK(client.request("textDocument/codeAction", actions_at(plugin.make(), 2, only("quickfix")))["result"]
              .empty());
    client.finish();
  }
  LspClient client;
  client.initialize({plugin.folder.path()}, with(literals(false), false));
  client.open(plugin.make(), plugin.text);
  const Json list = client.request("textDocument/codeAction", actions_at(plugin.make(), 2))["result"];
  REQUIRE(list.size() >= 1);
  CHECK(list[0]["edit"]["changes"][uri(plugin.make())][0]["newText"] == "\"[a] [b]\"");
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}

TEST_CASE("completion: one range for all where the client takes defaults; documentation when asked for") {
  const Plugin plugin;
  for (const bool modern : {false, true}) {
    CAPTURE(modern);
    LspClient client;
    Json given = {{"completionItem", {{"snippetSupport", true}}}};
    if (modern)
      given = Json::parse(
          R"({"completionItem": {"snippetSupport": true, "resolveSupport": {"properties": ["documentation"]},
        "documentationFormat": ["markdown"]}, "completionList": {"itemDefaults": ["editRange"]}})");
    client.initialize({plugin.folder.path()}, with(Json{{"completion", given}}));
    client.open(plugin.make(), plugin.text);
    const Json params = {{"textDocument", {{"uri", uri(plugin.make())}}},
                         {"position", {{"line", 8}, {"character", 17}}}};
    Json answer;
    for (int i = 0; i < 100 && (answer.is_null() || answer["items"][0]["label"] != "builder"); ++i)
      answer = patiently(client, "textDocument/completion", params);
    const Json& item = answer["items"][0];
    CHECK(item["label"] == "builder");
    CHECK(item["detail"] == "opus");
    const Json where = range(8, 15, 22);
    if (modern) {
      CHECK(answer["itemDefaults"]["editRange"] == where);
      CHECK_FALSE(item.contains("textEdit"));
      CHECK_FALSE(item.contains("documentation"));
      const Json resolved = client.request("completionItem/resolve", item)["result"];
      CHECK(resolved["documentation"]["kind"] == "markdown");
      CHECK(resolved["documentation"]["value"] == "Builds it\n\nModel: `opus`\n\nPlugin: `desk`");
    } else {
      CHECK_FALSE(answer.contains("itemDefaults"));
      CHECK(item["textEdit"]["range"] == where);
      CHECK(item["documentation"]["kind"] == "plaintext");
    }
    CHECK(client.finish() == 0);
    for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
  }
}

TEST_CASE("semantic tokens: the client's own types where it has them; changes alone the second time") {
  const Plugin plugin;
  LspClient client;
  const Json result = client.initialize(
      {plugin.folder.path()},
      with(Json::parse(R"({"semanticTokens": {"requests": {}, "formats": ["relative"], "tokenModifiers": [],
                           "tokenTypes": ["agent", "phase"]}})")));
  const Json& legend = result["capabilities"]["semanticTokensProvider"]["legend"];
  CHECK(legend["tokenTypes"][0] == "phase");
  CHECK(legend["tokenTypes"][1] == "agent");
  CHECK(legend["tokenTypes"][2] == "variable");
  client.open(plugin.make(), plugin.text);
  Json params = {{"textDocument", {{"uri", uri(plugin.make())}}}};
  const Json first = client.request("textDocument/semanticTokens/full", params)["result"];
  CHECK(first["data"].size() % 5 == 0);
  params["previousResultId"] = first["resultId"];
  Json change = Json::array();
  change.push_back(Json{{"text", "\n"}, {"range", range(4, 0, 0)}});
  client.change(plugin.make(), 2, change);
  const Json second = client.request("textDocument/semanticTokens/full/delta", params)["result"];
  REQUIRE(second["edits"].size() == 1);
  std::vector<int> data = first["data"];
  const Json& edit = second["edits"][0];
  const auto at = data.begin() + edit["start"].get<int>();
  data.erase(at, at + edit["deleteCount"].get<int>());
  const std::vector<int> added = edit.value("data", std::vector<int>());
  data.insert(data.begin() + edit["start"].get<int>(), added.begin(), added.end());
  params.erase("previousResultId");
  CHECK(client.request("textDocument/semanticTokens/full", params)["result"]["data"] == data);
  params["previousResultId"] = "of another time";
  CHECK(client.request("textDocument/semanticTokens/full/delta", params)["result"].contains("data"));
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}

TEST_CASE("code lens: references only for a client that can show them, counted when resolved") {
  const Plugin plugin;
  for (const bool shows : {false, true}) {
    LspClient client;
    Json given = with(Json::object());
    Json commands = Json::array();
    commands.push_back(shows ? "baton.showReferences" : "baton.showGraph");
    given["capabilities"]["experimental"] = {{"commands", commands}};
    const Json result = client.initialize({plugin.folder.path()}, given);
    CHECK(result["capabilities"]["codeLensProvider"]["resolveProvider"] == true);
    const std::string path = plugin.folder / "agents/builder.md";
    client.open(path, "---\nname: builder\ndescription: x\n---\n");
    const Json list =
        client.request("textDocument/codeLens", {{"textDocument", {{"uri", uri(path)}}}})["result"];
    REQUIRE(list.size() == (shows ? 1 : 0));
    if (shows) {
      Json lens;
      for (int i = 0; i < 100 && (lens.is_null() || lens["command"]["title"] == "no references"); ++i)
        lens = patiently(client, "codeLens/resolve", list[0]);
      Json places = Json::array();
      places.push_back(Json{{"uri", uri(plugin.make())}, {"range", range(8, 15, 22)}});
      Json arguments = Json::array();
      arguments.push_back(uri(path));
      arguments.push_back(Json{{"line", 1}, {"character", 6}});
      arguments.push_back(places);
      CHECK(lens["command"] ==
            Json{{"title", "1 reference"}, {"command", "baton.showReferences"}, {"arguments", arguments}});
    }
    CHECK(client.finish() == 0);
    for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
  }
}

TEST_CASE("what a request must say is asked for by name") {
  LspClient client;
  client.initialize({});
  for (const char* method :
       {"textDocument/codeAction", "textDocument/completion", "textDocument/foldingRange",
        "textDocument/selectionRange", "textDocument/linkedEditingRange", "textDocument/documentColor",
        "textDocument/colorPresentation", "textDocument/inlayHint", "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range",
        "textDocument/formatting", "textDocument/rangeFormatting", "textDocument/onTypeFormatting",
        "textDocument/codeLens"})
    CHECK(client.error_of(method, Json::object()) == -32602);
  CHECK(client.finish() == 0);
  for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
}
