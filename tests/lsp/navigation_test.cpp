// The features that find one's way, over the wire: each message is judged by the protocol's model, and places
// are the client's.
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
using Json = nlohmann::json;

namespace {

// With another agent and a guide.
struct Plugin : DeskPlugin {
  Plugin()
      : DeskPlugin(
            "---\ndescription: Makes something\nexecution_modes:\n  quick: \"1 day\"\n---\n\n"  // 0 … 5
            "# Make\n\nSee [the guide](../docs/guide.md#first-steps).\n\n"                      // 6 … 9
            "## Phase 1: Build\n\n<Task>\nsubagent_type: builder\nprompt: |\n  Build.\n</Task>\n\n"  // 10 …
                                                                                                     // 17
            "## Phase 2: Test\n\n<Task>\nsubagent_type: tester\nprompt: |\n"  // 18 … 22
            "  𝄞 {phase1.builder.output}\n</Task>\n") {                       // 23 … 24
    folder.write("agents/tester.md", "---\nname: tester\ndescription: Tests it\n---\n\nTest.\n");
    folder.write("docs/guide.md", "# Guide\n\n## First steps\n\nText.\n");
  }
};

Json document(const std::string& path) {
  return Json{{"textDocument", {{"uri", uri(path)}}}};
}

Json at(const std::string& path, int line, int character) {
  Json params = document(path);
  params["position"] = {{"line", line}, {"character", character}};
  return params;
}

// A client that takes everything.
Json able() {
  const Json links = {{"linkSupport", true}};
  return Json{{"capabilities",
               {{"textDocument",
                 {{"definition", links},
                  {"declaration", links},
                  {"typeDefinition", links},
                  {"implementation", links},
                  {"hover", {{"contentFormat", {"markdown", "plaintext"}}}},
                  {"documentLink", {{"tooltipSupport", true}}},
                  {"rename", {{"prepareSupport", true}}}}},
                {"workspace",
                 {{"workspaceEdit", {{"documentChanges", true}, {"resourceOperations", {"rename"}}}}}}}}};
}

// The client with the plugin's command open, once its workspace is known.
struct Desk {
  explicit Desk(const Json& more = able()) {
    capabilities = client.initialize({plugin.folder.path()}, more)["capabilities"];
    client.open(plugin.make(), plugin.text);
    client.settle(uri(plugin.make()), {});
    for (int i = 0; i < 500; ++i) {
      const Json found = client.request("workspace/symbol", {{"query", "builder"}});
      if (found["result"].size() == 1) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  ~Desk() {
    CHECK(client.finish() == 0);
    for (const std::string& fault : client.validator_faults) FAIL_CHECK(fault);
  }
  Json ask(const std::string& method, int line, int character) {
    return client.request("textDocument/" + method, at(plugin.make(), line, character))["result"];
  }

  Plugin plugin;
  LspClient client;
  Json capabilities;
};

}  // namespace

TEST_CASE("document symbols: a tree for clients that take one, else a list") {
  const Plugin plugin;
  for (const bool tree : {true, false}) {
    LspClient client;
    client.initialize(
        {plugin.folder.path()},
        {{"capabilities",
          {{"textDocument", {{"documentSymbol", {{"hierarchicalDocumentSymbolSupport", tree}}}}}}}});
    client.open(plugin.make(), plugin.text);
    const Json answer = client.request("textDocument/documentSymbol", document(plugin.make()));
    const Json& list = answer["result"];
    REQUIRE(list.size() == (tree ? 3 : 6));
    CHECK(list[0]["name"] == "quick");
    CHECK(list[1]["name"] == "Phase 1");
    if (tree) {
      CHECK(list[2]["children"][0]["name"] == "tester");
      const Json& read = list[2]["children"][0]["children"][0];
      CHECK(read["range"]["start"] == Json{{"line", 23}, {"character", 5}});  // UTF-16: the note counts two
    } else {
      CHECK(list[5]["containerName"] == "tester");
    }
    CHECK(client.finish() == 0);
    CHECK(client.validator_faults.empty());
  }
}

TEST_CASE("a document that is not open gets no answer, a request without one an error") {
  LspClient client;
  client.initialize({});
  CHECK(client.request("textDocument/documentSymbol", document("/nowhere.md"))["result"].is_null());
  const Json wrong = client.request("textDocument/documentSymbol", Json::object());
  CHECK(wrong["error"]["code"] == -32602);
  CHECK(wrong["error"]["message"] == "textDocument is missing");
  client.finish();
  CHECK(client.validator_faults.empty());
}

TEST_CASE("what is offered is what the client can take") {
  {
    const Desk desk;
    CHECK(desk.capabilities["renameProvider"] == Json{{"prepareProvider", true}});
    CHECK(desk.capabilities["definitionProvider"] == true);
  }
  const Desk plain(Json::object());
  CHECK(plain.capabilities["renameProvider"] == true);
}

TEST_CASE("definition: links with their origin, or places") {
  {
    Desk desk;
    const Json agent = desk.ask("definition", 13, 17);
    REQUIRE(agent.size() == 1);
    CHECK(agent[0]["originSelectionRange"] == range(13, 15, 22));
    CHECK(agent[0]["targetUri"] == uri(desk.plugin.folder / "agents/builder.md"));
    CHECK(agent[0]["targetSelectionRange"] == range(1, 6, 13));
    const Json task = desk.ask("definition", 23, 14);
    REQUIRE(task.size() == 1);
    CHECK(task[0]["originSelectionRange"] == range(23, 13, 20));
    CHECK(task[0]["targetRange"]["start"] == Json{{"line", 12}, {"character", 0}});
    CHECK(task[0]["targetSelectionRange"] == range(13, 15, 22));
    CHECK(desk.ask("declaration", 23, 14)[0]["targetSelectionRange"] == range(10, 3, 10));
    CHECK(desk.ask("typeDefinition", 23, 14)[0]["targetUri"] ==
          uri(desk.plugin.folder / "agents/builder.md"));
    CHECK(desk.ask("implementation", 23, 14) == desk.ask("definition", 23, 14));
    CHECK(desk.ask("definition", 6, 3)[0]["targetSelectionRange"] == range(6, 2, 6));
    CHECK(desk.ask("definition", 7, 0) == Json::array());
  }
  Desk plain(Json::object());
  const Json heading = plain.ask("definition", 8, 7);
  REQUIRE(heading.size() == 1);
  CHECK(heading[0]["uri"] == uri(plain.plugin.folder / "docs/guide.md"));
  CHECK(heading[0]["range"] == range(2, 3, 14));
}

TEST_CASE("references and highlights") {
  Desk desk;
  Json params = at(desk.plugin.make(), 13, 17);
  params["context"] = {{"includeDeclaration", true}};
  CHECK(desk.client.request("textDocument/references", params)["result"].size() == 3);
  params["context"] = {{"includeDeclaration", false}};
  const Json found = desk.client.request("textDocument/references", params)["result"];
  REQUIRE(found.size() == 2);
  CHECK(found[1] == Json{{"uri", uri(desk.plugin.make())}, {"range", range(23, 13, 20)}});
  const Json output = desk.ask("documentHighlight", 23, 14);
  REQUIRE(output.size() == 2);
  CHECK(output[0] == Json{{"kind", 3}, {"range", range(13, 15, 22)}});
  CHECK(output[1] == Json{{"kind", 2}, {"range", range(23, 5, 28)}});
}

TEST_CASE("hover: Markdown where the client shows it") {
  {
    Desk desk;
    const Json found = desk.ask("hover", 13, 17);
    CHECK(found["range"] == range(13, 15, 22));
    CHECK(found["contents"]["kind"] == "markdown");
    CHECK(found["contents"]["value"] ==
          "Agent **builder** of plugin `desk`\n\nBuilds it\n\nModel: `opus`\n\nFile: `agents/builder.md`");
    CHECK(desk.ask("hover", 7, 0).is_null());
  }
  Desk plain(Json::object());
  const Json found = plain.ask("hover", 13, 17);
  CHECK(found["contents"]["kind"] == "plaintext");
  CHECK(found["contents"]["value"] ==
        "Agent builder of plugin desk\n\nBuilds it\n\nModel: opus\n\nFile: agents/builder.md");
}

TEST_CASE("document links lead to the line of their heading") {
  Desk desk;
  const Json found = desk.client.request("textDocument/documentLink", document(desk.plugin.make()))["result"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["range"] == range(8, 16, 44));
  CHECK(found[0]["target"] == uri(desk.plugin.folder / "docs/guide.md") + "#L3");
  CHECK(found[0]["tooltip"] == "docs/guide.md: First steps");
}

TEST_CASE("workspace symbols come with their place") {
  Desk desk;
  const Json found = desk.client.request("workspace/symbol", {{"query", "test"}})["result"];
  REQUIRE(found.size() == 2);
  CHECK(found[0]["name"] == "tester");
  CHECK(found[0]["containerName"] == "desk");
  CHECK(found[0]["location"]["range"] == range(1, 6, 12));
  CHECK(found[1]["name"] == "Phase 2: Test");
  CHECK(found[1]["containerName"] == "/make");
}

TEST_CASE("the data flow as a call hierarchy") {
  Desk desk;
  const Json items = desk.ask("prepareCallHierarchy", 14, 2);
  REQUIRE(items.size() == 1);
  CHECK(items[0]["name"] == "builder");
  CHECK(items[0]["detail"] == "Phase 1: Build");
  const Json readers = desk.client.request("callHierarchy/incomingCalls", {{"item", items[0]}})["result"];
  REQUIRE(readers.size() == 1);
  CHECK(readers[0]["from"]["name"] == "tester");
  CHECK(readers[0]["fromRanges"] == Json::array({range(23, 5, 28)}));
  const Json reads =
      desk.client.request("callHierarchy/outgoingCalls", {{"item", readers[0]["from"]}})["result"];
  REQUIRE(reads.size() == 1);
  CHECK(reads[0]["to"]["name"] == "builder");
  CHECK(desk.client.request("callHierarchy/outgoingCalls", {{"item", items[0]}})["result"] == Json::array());
  CHECK(desk.ask("prepareCallHierarchy", 0, 0).is_null());
}

TEST_CASE("rename: prepared, refused with a reason, done with versions and the file") {
  Desk desk;
  const Json prepared = desk.ask("prepareRename", 23, 14);
  CHECK(prepared == Json{{"placeholder", "builder"}, {"range", range(23, 13, 20)}});
  const Json nothing = desk.client.request("textDocument/prepareRename", at(desk.plugin.make(), 7, 0));
  CHECK(nothing["error"]["code"] == -32803);
  CHECK(nothing["error"]["message"] == "nothing that can be renamed stands here");
  Json params = at(desk.plugin.make(), 23, 14);
  params["newName"] = "tester";
  const Json taken = desk.client.request("textDocument/rename", params);
  CHECK(taken["error"]["message"] == "there is an agent \"tester\" already, in agents/tester.md");
  params["newName"] = "maker";
  const Json edit = desk.client.request("textDocument/rename", params)["result"];
  const Json& changes = edit["documentChanges"];
  REQUIRE(changes.size() == 3);
  CHECK(changes[0]["textDocument"] ==
        Json{{"uri", uri(desk.plugin.folder / "agents/builder.md")}, {"version", nullptr}});
  CHECK(changes[0]["edits"] == Json::array({Json{{"newText", "maker"}, {"range", range(1, 6, 13)}}}));
  CHECK(changes[1]["textDocument"] == Json{{"uri", uri(desk.plugin.make())}, {"version", 1}});
  CHECK(changes[1]["edits"].size() == 2);
  CHECK(changes[2] == Json{{"kind", "rename"},
                           {"oldUri", uri(desk.plugin.folder / "agents/builder.md")},
                           {"newUri", uri(desk.plugin.folder / "agents/maker.md")}});
}

TEST_CASE("rename for a client without file renames: the names alone") {
  Desk plain(Json::object());
  Json params = at(plain.plugin.make(), 13, 17);
  params["newName"] = "maker";
  const Json edit = plain.client.request("textDocument/rename", params)["result"];
  CHECK(edit.size() == 1);
  CHECK(edit["changes"].size() == 2);
  CHECK(edit["changes"][uri(plain.plugin.make())].size() == 2);
}

TEST_CASE("a request right behind an edit is answered for the new text, and the findings still come") {
  Desk desk;
  const Json start = {{"line", 13}, {"character", 15}}, end = {{"line", 13}, {"character", 22}};
  desk.client.change(desk.plugin.make(), 2,
                     Json::array({Json{{"range", {{"start", start}, {"end", end}}}, {"text", "tester"}}}));
  const Json agent = desk.ask("definition", 13, 17);
  REQUIRE(agent.size() == 1);
  CHECK(agent[0]["targetUri"] == uri(desk.plugin.folder / "agents/tester.md"));
  CHECK(desk.client.diagnostics(uri(desk.plugin.make()), 2)["version"] == 2);
}
