// The features that find one's way, over the wire: each message is judged by the protocol's model, and places
// are the client's.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/lsp_client.h"

using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::test::uri;
using Json = nlohmann::json;

namespace {

// A plugin with a command, two agents and a guide.
struct Plugin {
  Plugin() {
    folder.write(".claude-plugin/plugin.json",
                 R"({"name": "desk", "version": "1.0.0", "description": "A desk"})");
    folder.write("agents/builder.md",
                 "---\nname: builder\ndescription: Builds it\nmodel: opus\n---\n\nBuild.\n");
    folder.write("agents/tester.md", "---\nname: tester\ndescription: Tests it\n---\n\nTest.\n");
    folder.write("docs/guide.md", "# Guide\n\n## First steps\n\nText.\n");
    folder.write("commands/make.md", text);
  }
  std::string make() const { return folder / "commands/make.md"; }

  const std::string text =
      "---\ndescription: Makes something\nexecution_modes:\n  quick: \"1 day\"\n---\n\n"       // 0 … 5
      "# Make\n\nSee [the guide](../docs/guide.md#first-steps).\n\n"                           // 6 … 9
      "## Phase 1: Build\n\n<Task>\nsubagent_type: builder\nprompt: |\n  Build.\n</Task>\n\n"  // 10 … 17
      "## Phase 2: Test\n\n<Task>\nsubagent_type: tester\nprompt: |\n"                         // 18 … 22
      "  𝄞 {phase1.builder.output}\n</Task>\n";                                                // 23 … 24
  TemporaryFolder folder;
};

Json document(const std::string& path) {
  return Json{{"textDocument", {{"uri", uri(path)}}}};
}

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
