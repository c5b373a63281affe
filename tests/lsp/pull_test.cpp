// Diagnostics for clients that ask: told once, "unchanged" after that, and nothing is pushed at them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;

namespace {

const Json can_pull = Json::parse(R"({"capabilities":{"textDocument":{"diagnostic":{}},
    "workspace":{"diagnostics":{"refreshSupport":true},"didChangeWatchedFiles":{"dynamicRegistration":true}}}})");

std::string command(const std::string& agent_name) {
  return command_text(build_phase(agent_name));
}

struct Desk {
  Desk() {
    write_manifest(folder);
    folder.write("agents/builder.md", agent_text("builder"));
    folder.write("commands/make.md", command("builder"));
    folder.write("commands/broken.md", command("nobody"));
  }
  TemporaryFolder folder;
};

Json pull(LspClient& client, const std::string& path, const Json& previous = nullptr) {
  Json params = {{"textDocument", {{"uri", uri(path)}}}};
  if (!previous.is_null()) params["previousResultId"] = previous;
  return client.request("textDocument/diagnostic", params)["result"];
}

std::vector<std::string> codes(const Json& report) {
  std::vector<std::string> found;
  for (const Json& item : report["items"]) found.push_back(item["code"]);
  return found;
}

// Asks until the report has these codes: the workspace may not be loaded yet.
Json pull_until(LspClient& client, const std::string& path, const std::vector<std::string>& expected) {
  Json report;
  for (int i = 0; i < 100; ++i) {
    report = pull(client, path);
    if (codes(report) == expected) break;
    client.listen(50);
  }
  CHECK(codes(report) == expected);
  return report;
}

}  // namespace

TEST_CASE("pulling is offered to clients that can, and they are told nothing unasked") {
  const Desk desk;
  {
    LspClient client;
    CHECK_FALSE(client.initialize({desk.folder.path()})["capabilities"].contains("diagnosticProvider"));
    const std::string broken = desk.folder / "commands/broken.md";
    client.open(broken, command("nobody"));
    CHECK(client.settle(uri(broken), {"unknown-agent"}) == std::vector<std::string>{"unknown-agent"});
    CHECK(client.error_of("textDocument/diagnostic", {{"textDocument", {{"uri", uri(broken)}}}}) == -32601);
    CHECK(client.error_of("workspace/diagnostic", {{"previousResultIds", Json::array()}}) == -32601);
  }
  LspClient client;
  const Json provider =
      client.initialize({desk.folder.path()}, can_pull)["capabilities"]["diagnosticProvider"];
  CHECK(provider["interFileDependencies"] == true);
  CHECK(provider["workspaceDiagnostics"] == true);
  const std::string make = desk.folder / "commands/make.md";
  client.open(make, command("nobody"));
  pull_until(client, make, {"unknown-agent"});
  client.change(make, 2, whole(command("builder")));
  CHECK(codes(pull(client, make)).empty());
  CHECK(client.listen(200).empty());  // no textDocument/publishDiagnostics
  CHECK(client.finish() == 0);
}

TEST_CASE("what the client knows is unchanged, what it does not know is told") {
  const Desk desk;
  const std::string make = desk.folder / "commands/make.md";
  LspClient client;
  client.initialize({desk.folder.path()}, can_pull);
  client.open(make, command("nobody"));
  const Json first = pull_until(client, make, {"unknown-agent"});
  CHECK(first["kind"] == "full");
  const Json again = pull(client, make, first["resultId"]);
  CHECK(again == Json{{"kind", "unchanged"}, {"resultId", first["resultId"]}});
  // The question is asked of the text as it is now, however little time there was.
  client.change(make, 2, whole(command("builder")));
  const Json mended = pull(client, make, first["resultId"]);
  CHECK(mended["kind"] == "full");
  CHECK(mended["items"].empty());
  client.change(make, 3, whole(command("nobody")));
  CHECK(pull(client, make, first["resultId"])["kind"] == "unchanged");
  CHECK(client.error_of("textDocument/diagnostic", Json::object()) == -32602);
}

TEST_CASE("when another file changes what is to be said, the client is asked to ask again") {
  const Desk desk;
  const std::string make = desk.folder / "commands/make.md";
  LspClient client;
  client.initialize({desk.folder.path()}, can_pull);
  client.open(make, command("builder"));
  client.open(desk.folder / "agents/builder.md", agent_text("builder"));
  pull_until(client, make, {});
  client.listen(300);
  while (!client.next("workspace/diagnostic/refresh", 0).is_null()) {
  }
  client.change(desk.folder / "agents/builder.md", 2, whole(agent_text("mason")));
  CHECK_FALSE(client.next("workspace/diagnostic/refresh").is_null());
  CHECK(codes(pull(client, make)) == std::vector<std::string>{"unknown-agent"});
}

TEST_CASE(
    "files that are not open come in the workspace's report, and the request waits for the next change") {
  const Desk desk;
  const std::string broken = desk.folder / "commands/broken.md";
  LspClient client;
  client.initialize({desk.folder.path()}, can_pull);
  const Json ask = {{"previousResultIds", Json::array()}};
  const Json first = client.request("workspace/diagnostic", ask)["result"];
  REQUIRE(first["items"].size() == 1);
  const Json& report = first["items"][0];
  CHECK(report["uri"] == uri(broken));
  CHECK(report["version"].is_null());
  CHECK(codes(report) == std::vector<std::string>{"unknown-agent"});

  const Json known = {
      {"previousResultIds", Json::array({{{"uri", uri(broken)}, {"value", report["resultId"]}}})}};
  const int held = client.ask("workspace/diagnostic", known);
  client.listen(200);
  CHECK(pull(client, broken, report["resultId"])["kind"] == "unchanged");  // others are answered meanwhile
  desk.folder.write("commands/broken.md", command("builder"));
  tell_of(client, broken, 2);
  const Json second = client.answer(held)["result"];
  REQUIRE(second["items"].size() == 1);
  CHECK(second["items"][0]["uri"] == uri(broken));
  CHECK(second["items"][0]["items"].empty());
}

TEST_CASE("with a token the workspace's report comes in parts until it is cancelled") {
  const Desk desk;
  const std::string broken = desk.folder / "commands/broken.md";
  LspClient client;
  client.initialize({desk.folder.path()}, can_pull);
  const int asked = client.ask("workspace/diagnostic",
                               {{"previousResultIds", Json::array()}, {"partialResultToken", "parts"}});
  const Json part = client.next("$/progress")["params"];
  CHECK(part["token"] == "parts");
  REQUIRE(part["value"]["items"].size() == 1);
  CHECK(part["value"]["items"][0]["uri"] == uri(broken));
  desk.folder.remove("commands/broken.md");
  tell_of(client, broken, 3);
  const Json next = client.next("$/progress")["params"];
  REQUIRE(next["value"]["items"].size() == 1);
  CHECK(next["value"]["items"][0]["items"].empty());
  client.notify("$/cancelRequest", {{"id", asked}});
  CHECK(client.answer(asked)["error"]["code"] == -32800);
  // One that is held when the server is shut down has an answer, too.
  const int last = client.ask("workspace/diagnostic", {{"previousResultIds", Json::array()}});
  CHECK(client.finish() == 0);
  CHECK(client.answer(last)["result"]["items"].empty());
}

TEST_CASE("a file that is closed is the workspace's again") {
  const Desk desk;
  const std::string broken = desk.folder / "commands/broken.md";
  LspClient client;
  client.initialize({desk.folder.path()}, can_pull);
  client.ask("workspace/diagnostic", {{"previousResultIds", Json::array()}, {"partialResultToken", 7}});
  CHECK(client.next("$/progress")["params"]["token"] == 7);
  client.open(broken, command("builder"));
  CHECK(codes(pull(client, broken)).empty());
  client.close(broken);
  bool told = false;
  for (Json part = client.next("$/progress"); !part.is_null() && !told;
       part = client.next("$/progress", 2000))
    for (const Json& item : part["params"]["value"]["items"])
      told = told || (item["uri"] == uri(broken) && codes(item) == std::vector<std::string>{"unknown-agent"});
  CHECK(told);
}

TEST_CASE("a client that cannot be told to ask again has the whole word at its first question") {
  const Desk desk;
  desk.folder.write("docs/a.md", "# A\n");
  const auto text = [](const std::string& doc, const std::string& anchor) {
    return "---\ndescription: Make it\nexternal_docs:\n  a: ../docs/" + doc + "\n---\n[a](../docs/a.md" + anchor +
           ")\n" + build_phase("nobody");
  };
  const std::string make = desk.folder / "commands/make.md";
  LspClient client;
  Json capabilities = can_pull;
  capabilities["capabilities"]["workspace"].erase("diagnostics");
  client.initialize({desk.folder.path()}, capabilities);
  client.open(make, text("a.md", ""));
  CHECK(codes(pull(client, make)) == std::vector<std::string>{"unknown-agent"});
  client.change(make, 2, whole(text("a.md", "#nope")));
  CHECK(codes(pull(client, make)) == std::vector<std::string>{"broken-anchor", "unknown-agent"});
  client.change(make, 3, whole(text("q.md", "")));
  CHECK(codes(pull(client, make)) == std::vector<std::string>{"missing-external-doc", "unknown-agent"});
  CHECK(codes(pull(client, make)).size() == 2);
  CHECK(client.finish() == 0);
}
