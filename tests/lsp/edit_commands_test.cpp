// Commands of the editor that make or show something: an agent's file, a pipeline's graph.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "server/flow/pipeline_picture.h"
#include "tests/lsp/run_client.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using baton::testing::text_of;
using Json = nlohmann::json;

namespace {

const Json can_create = Json::parse(R"({"capabilities": {"workspace": {"applyEdit": true,
  "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
  "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}})");
const Json shows_documents = Json::parse(R"({"capabilities":{"window":{"showDocument":{"support":true}}}})");
const Json asks_for_content = Json::parse(
    R"({"capabilities":{"workspace":{"textDocumentContent":{}},"window":{"showDocument":{"support":true}}}})");

std::string one_task(const std::string& agent) {
  return "---\ndescription: D\n---\n\n# Pipe\n\n## Phase 1: A\n\n<Task>\nsubagent_type: " + agent +
         "\nprompt: |\n  Look.\n</Task>\n";
}

// An editor that can make files, and says so.
struct Maker : RunClient {
  Json applied = {{"applied", true}};
  Json edit;

  Maker(const RunPlace& place, const std::string& text, const Json& more = can_create)
      : RunClient(place, text, more) {
    on_request = [this](const Json& request) -> Json {
      if (request["method"] != "workspace/applyEdit") return nullptr;
      edit = request["params"]["edit"];
      return {{"result", applied}};
    };
  }
  Json fix_of_unknown_agent() {
    wait_until_read(*this);
    const Json found =
        request("textDocument/codeAction", {{"textDocument", {{"uri", uri(file)}}},
                                            {"range", range(9, 15, 15)},
                                            {"context", {{"diagnostics", Json::array()}}}})["result"];
    for (const Json& action : found)
      if (action["title"].get<std::string>().starts_with("Create agent")) return action["edit"];
    return {};
  }
};

}  // namespace

TEST_CASE("create agent: the edit that the fix of unknown-agent makes") {
  const RunPlace place;
  Maker client(place, one_task("three"));
  const Json fix = client.fix_of_unknown_agent();
  REQUIRE(fix.is_object());
  const std::string file = place.root / ".claude/agents/three.md";
  CHECK(client.execute("baton.createAgent", {{"name", "three"}})["result"] == Json{{"uri", uri(file)}});
  CHECK(client.edit == fix);
  CHECK(client.edit["documentChanges"][0] == Json{{"kind", "create"}, {"uri", uri(file)}});
  CHECK(client.edit["documentChanges"][1]["edits"][0]["newText"] ==
        "---\nname: three\ndescription: Use when \n---\n\n");
  CHECK(client.finish() == 0);
  CHECK(client.validator_faults.empty());
}

TEST_CASE("create agent: refused with the reason") {
  const RunPlace place;
  SUBCASE("a name that no file has, or that is taken") {
    Maker client(place, one_task("one"));
    place.root.write(".claude/agents/shelf.md", "---\nname: other\ndescription: D\n---\n");
    for (const char* name :
         {"../up", "a b", "a\nb", ".", "..", ".hidden", "a/b", "x:", "x::", ":", "con:trol/", "\x01"})
      CHECK_MESSAGE(client.refusal("baton.createAgent", {{"name", name}}).find("cannot be the name") !=
                        std::string::npos,
                    name);
    CHECK(client.refusal("baton.createAgent", {{"name", std::string(300, 'a')}}).find("cannot be the name") !=
          std::string::npos);
    CHECK(client.refusal("baton.createAgent", {{"name", "one"}}) ==
          "there is an agent \"one\" already: " + (place.root / ".claude/agents/one.md"));
    CHECK(client.refusal("baton.createAgent", {{"name", "nowhere:two"}}) ==
          "no plugin \"nowhere\" is in this workspace");
    CHECK(client.edit.is_null());
    CHECK(client.finish() == 0);
  }
  SUBCASE("a file of that name, whose agent has another") {
    place.root.write(".claude/agents/shelf.md", "---\nname: other\ndescription: D\n---\n");
    Maker client(place, one_task("one"));
    CHECK(client.refusal("baton.createAgent", {{"name", "shelf"}}) ==
          "there is a file " + (place.root / ".claude/agents/shelf.md") + " already");
    CHECK(client.finish() == 0);
  }
  SUBCASE("arguments of other kinds") {
    Maker client(place, one_task("one"));
    const auto code = [&](const Json& list) {
      return client.error_of("workspace/executeCommand",
                             {{"command", "baton.createAgent"}, {"arguments", list}});
    };
    CHECK(code(Json::array()) == -32602);
    CHECK(code(Json::array({uri(place.pipe()), "x"})) == -32602);
    CHECK(code(Json::array({Json{{"uri", uri(place.pipe())}}})) == -32602);
    CHECK(code(Json::array({Json{{"uri", uri(place.pipe())}, {"name", ""}}})) == -32602);
    CHECK(code(Json::array({Json{{"uri", uri(place.pipe())}, {"name", 7}}})) == -32602);
    CHECK(code(Json::array({Json{{"uri", 1}, {"name", "x"}}})) == -32602);
    CHECK(code(Json::array({Json{{"uri", "untitled:x"}, {"name", "x"}}})) == -32803);
    CHECK(client.finish() == 0);
  }
  SUBCASE("an editor that cannot, or does not") {
    {
      Maker client(place, one_task("three"), Json::object());
      CHECK(client.refusal("baton.createAgent", {{"name", "three"}}) ==
            "this editor cannot be told to create a file");
      CHECK(client.finish() == 0);
    }
    Maker client(place, one_task("three"));
    client.applied = {{"applied", false}, {"failureReason", "it is read-only"}};
    CHECK(client.refusal("baton.createAgent", {{"name", "three"}}) ==
          "the editor did not create the file: it is read-only");
    client.applied = 7;
    CHECK(client.refusal("baton.createAgent", {{"name", "three"}}) ==
          "the editor did not create the file: the editor did not say why");
    CHECK(client.finish() == 0);
  }
}

TEST_CASE("show graph: as text, and as a document where one can be shown") {
  const RunPlace place;
  const std::string text = two_phases("Look", "Go on: {phase1.one.output}", three_modes);
  SUBCASE("as text") {
    RunClient client(place, text);
    const Json answer = client.execute("baton.showGraph")["result"];
    CHECK(answer.size() == 1);
    CHECK(answer["mermaid"].get<std::string>().starts_with("flowchart TB\n  subgraph p1[\"Phase 1: A\"]\n"));
    CHECK(answer["mermaid"].get<std::string>().find("t1 --> t2") != std::string::npos);
    CHECK(client.execute("baton.showGraph", {{"mode", "quick"}})["result"].contains("mermaid"));
    CHECK(client.execute("baton.showGraph", {{"mode", "slow"}})["error"]["code"] == -32602);
    CHECK(client.execute("baton.showGraph", {{"mode", 1}})["error"]["code"] == -32602);
    CHECK(client.next("window/showDocument", 20).is_null());
    CHECK_FALSE(std::filesystem::exists(place.root / ".baton"));
    CHECK(client.finish() == 0);
  }
  SUBCASE("as a file") {
    RunClient client(place, text, shows_documents);
    const Json answer = client.execute("baton.showGraph")["result"];
    const std::string file = place.root / ".baton/runs/pipe/previews/graph.md";
    CHECK(answer["uri"] == uri(file));
    CHECK(client.next("window/showDocument")["params"]["uri"] == uri(file));
    CHECK(text_of(file) == "```mermaid\n" + answer["mermaid"].get<std::string>() + "```\n");
    CHECK(client.finish() == 0);
  }
  SUBCASE("as a text without a file") {
    RunClient client(place, text, asks_for_content);
    const std::string shown = client.execute("baton.showGraph")["result"]["uri"];
    CHECK(shown == "baton:///preview/pipe/graph.md");
    CHECK(client.request("workspace/textDocumentContent", {{"uri", shown}})["result"]["text"]
              .get<std::string>()
              .starts_with("```mermaid\nflowchart TB\n"));
    CHECK(client.finish() == 0);
  }
  SUBCASE("refused for what is no command; left to an editor that draws graphs itself") {
    RunClient client(place, text,
                     Json::parse(R"({"capabilities":{"experimental":{"commands":["baton.showGraph"]}}})"));
    for (const Json& name : client.offered["capabilities"]["executeCommandProvider"]["commands"])
      CHECK(name != "baton.showGraph");
    const Json agent = {{"uri", uri(place.root / ".claude/agents/one.md")}};
    CHECK(RunClient::refusal_in(
              client.request("workspace/executeCommand",
                             {{"command", "baton.showGraph"}, {"arguments", Json::array({agent})}})) ==
          "this file is no command: it has no graph");
    CHECK(client.finish() == 0);
  }
}
