// The user sees that the workspace is read, where the client can show it, and can stop it.
#include <doctest/doctest.h>

#include <string>

#include "tests/support/lsp_client.h"

using baton::test::LspClient;
using baton::test::TemporaryFolder;
using baton::test::uri;
using Json = nlohmann::json;

namespace {

const Json can_show = Json::parse(R"({"capabilities":{"window":{"workDoneProgress":true}}})");

// The trace of one message, whatever was traced before it.
Json traced(LspClient& client, const std::string& message) {
  Json told = client.next("$/logTrace");
  while (told.is_object() && told["params"]["message"] != message) told = client.next("$/logTrace");
  REQUIRE(told.is_object());
  return told["params"];
}

}  // namespace

TEST_CASE("reading the workspace begins and ends before the client's eyes") {
  const TemporaryFolder folder;
  for (int i = 0; i < 300; ++i)
    folder.write("commands/c" + std::to_string(i) + ".md", "---\ndescription: Does it\n---\n\n# Do\n");
  LspClient client;
  client.initialize({folder.path()}, can_show);
  const Json asked = client.next("window/workDoneProgress/create");
  REQUIRE(asked.is_object());
  // All may be read before the client has agreed: then nothing is shown, else both the begin and the end.
  const Json first = client.next("$/progress", 1000);
  if (first.is_object()) {
    CHECK(first["params"]["token"] == asked["params"]["token"]);
    CHECK(first["params"]["value"]["kind"] == "begin");
    CHECK(first["params"]["value"]["cancellable"] == true);
    CHECK(client.next("$/progress")["params"]["value"]["kind"] == "end");
  }
  CHECK(client.next("$/progress", 50).is_null());
  for (const Json& odd :
       {Json(), Json::array(), Json::object(), Json{{"token", 7}}, Json{{"token", "other"}}})
    client.notify("window/workDoneProgress/cancel", odd);
  CHECK(client.finish() == 0);
}

TEST_CASE("a run is answered although the user has stopped the reading of the workspace") {
  const TemporaryFolder folder;
  for (int i = 0; i < 3000; ++i)
    folder.write("docs/d" + std::to_string(i) + "/README.md", "# Do\n\nIt is long.\n");
  folder.write("commands/c.md", "---\ndescription: Does it\n---\n\n# Do\n");
  LspClient client;
  client.initialize({folder.path()}, can_show);
  const Json asked = client.next("window/workDoneProgress/create");
  REQUIRE(asked.is_object());
  client.notify("window/workDoneProgress/cancel", {{"token", asked["params"]["token"]}});
  const Json command = {{"uri", uri(folder / "commands/c.md")}};
  CHECK(client.request("baton/pipeline", {{"textDocument", command}}).contains("result"));
  const Json run = client.request("workspace/executeCommand",
                                  {{"command", "baton.run"}, {"arguments", Json::array({command})}});
  const std::string words = run["error"]["message"];
  // Where all was read before it was stopped, this is a command without tasks.
  const bool stopped = words.find("\"Baton: Restart Index\" reads it again") != std::string::npos;
  CHECK_MESSAGE((stopped || words.find("no task") != std::string::npos), words);
  CHECK(client.request("workspace/executeCommand", {{"command", "baton.restartIndex"}}).contains("result"));
  const Json again = client.request("workspace/executeCommand",
                                    {{"command", "baton.run"}, {"arguments", Json::array({command})}});
  CHECK_MESSAGE(again["error"]["message"].get<std::string>().find("Restart") == std::string::npos,
                again.dump());
}

TEST_CASE("clients that show no progress are not asked to") {
  const TemporaryFolder folder;
  LspClient client;
  client.initialize({folder.path()});
  CHECK(client.next("window/workDoneProgress/create", 100).is_null());
}

TEST_CASE("a trace says what came, in words that the client wants") {
  LspClient client;
  client.initialize({}, {{"trace", "messages"}});
  client.open("/no/a.md", "# A\n");
  CHECK_FALSE(traced(client, "Received notification 'textDocument/didOpen'").contains("verbose"));
  client.notify("$/setTrace", {{"value", "verbose"}});
  client.close("/no/a.md");
  CHECK(traced(client, "Received notification 'textDocument/didClose'")["verbose"] ==
        "Document: file:///no/a.md");
  client.notify("$/setTrace", {{"value", "off"}});
  traced(client, "Received notification '$/setTrace'");
  client.open("/no/a.md", "# A\n");
  CHECK(client.next("$/logTrace", 100).is_null());
}
