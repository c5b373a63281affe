// Settings, however a client words them, and what is said of those that are unknown.
#include "server/lsp/settings.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/lsp_client.h"

using baton::lsp::changed_settings;
using baton::lsp::read_settings;
using baton::lsp::Settings;
using baton::test::LspClient;
using Json = nlohmann::json;

TEST_CASE("settings in one piece and in objects, with and without a name around them") {
  for (const char* text :
       {R"({"trusted":true,"server":{"logLevel":"debug","path":"x"},"trace":{"server":"off"}})",
        R"({"baton":{"trusted":true,"server.logLevel":"debug"}})"}) {
    const auto read = read_settings(Json::parse(text));
    CHECK(read.settings.trusted);
    CHECK(read.settings.log_level == "debug");
    CHECK(read.faults.empty());
  }
}

TEST_CASE("what is no setting is told, and the rest is used") {
  const auto read = read_settings(Json::parse(
      R"({"trusted":1,"server":{"logLevel":"loud","colour":"red"},"lens":true,"more":null,"trace":{"server":"off"}})"));
  CHECK_FALSE(read.settings.trusted);
  CHECK(read.settings.log_level.empty());
  CHECK(read.faults ==
        std::vector<std::string>{"Baton does not know the setting \"baton.lens\".",
                                 "Baton does not know the setting \"baton.server.colour\".",
                                 "The setting \"baton.server.logLevel\" has a value that Baton cannot use.",
                                 "The setting \"baton.trusted\" has a value that Baton cannot use."});
  for (const char* odd : {"null", "[]", "3", "{}", R"({"baton":null})", R"({"baton":[1]})"})
    CHECK(read_settings(Json::parse(odd)).faults.empty());
}

TEST_CASE("an unknown setting is told once, whichever way it comes") {
  const Json unknown = {{"baton", {{"lens", true}}}};
  {
    LspClient client;
    client.initialize({}, {{"initializationOptions", {{"lens", true}}}});
    CHECK(client.next("window/showMessage")["params"]["message"] ==
          "Baton does not know the setting \"baton.lens\".");
    for (int i = 0; i < 3; ++i) client.notify("workspace/didChangeConfiguration", {{"settings", unknown}});
    for (const Json& odd : {Json(), Json::array(), Json(3)})
      client.notify("workspace/didChangeConfiguration", {{"settings", odd}});
    client.notify("workspace/didChangeConfiguration", nullptr);
    CHECK(client.next("window/showMessage", 100).is_null());
    CHECK(client.finish() == 0);
  }
  LspClient client;
  client.initialize({}, Json::parse(R"({"capabilities":{"workspace":{"configuration":true}}})"));
  const Json asked = client.next("workspace/configuration");
  CHECK(asked["params"] == Json::parse(R"({"items":[{"section":"baton"}]})"));
  // The client of these tests answers with null. Told of a change, the server asks again.
  client.notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  CHECK_FALSE(client.next("workspace/configuration").is_null());
  CHECK(client.finish() == 0);
}

TEST_CASE("trust is given at the start or not at all") {
  Settings before;
  const Settings later =
      read_settings(Json::parse(R"({"trusted":true,"server":{"logLevel":"debug"}})")).settings;
  CHECK_FALSE(changed_settings(before, later).trusted);
  CHECK(changed_settings(before, later).log_level == "debug");
  before.trusted = true;
  CHECK(changed_settings(before, Settings{}).trusted);
}
