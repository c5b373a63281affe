// Manifests and .baton.yaml in the editor: told of while they are written, and what they say of other files
// counts when they are saved.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Codes = std::vector<std::string>;

namespace {

const std::string command = command_text("[guide](guide.md)\n");
const std::string manifest = "{ \"name\": \"desk\" }\n";

void fill(const TemporaryFolder& folder) {
  folder.write("commands/make.md", command);
  folder.write("plugin.json", manifest);
  folder.write(".baton.yaml", "severity:\n  broken-link: warning\n");
}

void saved(LspClient& client, const std::string& path) {
  client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(path)}}}});
}

int severity_of(LspClient& client, const std::string& path) {
  const Json& found = client.last_words().at(uri(path))["diagnostics"];
  return found.empty() ? 0 : found[0]["severity"].get<int>();
}

}  // namespace

TEST_CASE("closed manifests and configurations are judged") {
  const TemporaryFolder folder;
  fill(folder);
  folder.write("plugin.json", "{ \"name\": \"größe\", \"commands\": \"./none.md\" }");
  folder.write("sub/.baton.yaml", "severty:\n");
  LspClient client;
  client.initialize({folder.path()});
  client.settle(uri(folder / "plugin.json"), {"manifest-path-missing"});
  client.settle(uri(folder / "sub/.baton.yaml"), {"config-invalid"});
  const Json& found = client.last_words().at(uri(folder / "plugin.json"))["diagnostics"][0];
  CHECK(found["range"] ==
        Json::parse(R"({"start":{"line":0,"character":32},"end":{"line":0,"character":41}})"));
}

TEST_CASE("an open manifest is judged by the editor's text") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string path = folder / "plugin.json";
  LspClient client;
  client.initialize({folder.path()});
  client.open(path, manifest);
  CHECK(client.settle(uri(path), {}) == Codes{});
  client.change(path, 2, whole("{ \"name\": \"desk\", }\n"));
  CHECK(client.settle(uri(path), {"manifest-syntax"}) == Codes{"manifest-syntax"});
  client.change(path, 3, whole("{ \"name\": 3 }\n"));
  CHECK(client.settle(uri(path), {"manifest-schema"}) == Codes{"manifest-schema"});
  client.change(path, 4, whole("{ \"name\": \"x\", \"hooks\": \"../../none.json\" }\n"));
  CHECK(client.settle(uri(path), {"manifest-path-missing", "manifest-schema"}) ==
        Codes{"manifest-path-missing", "manifest-schema"});
  // A range sent by the editor, in UTF-16.
  client.change(path, 5, whole("{ \"name\": \"😀\" }\n"));
  client.settle(uri(path), {});
  client.change(path, 6,
                Json::array({{{"range", Json::parse(R"({"start":{"line":0,"character":14},
                                                         "end":{"line":0,"character":14}})")},
                              {"text", ","}}}));
  CHECK(client.settle(uri(path), {"manifest-syntax"}) == Codes{"manifest-syntax"});
  client.close(path);
  CHECK(client.settle(uri(path), {}) == Codes{});
}

TEST_CASE("an open configuration is judged at once, and holds for others when it is saved") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string path = folder / ".baton.yaml", make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()});
  client.settle(uri(make), {"broken-link"});
  CHECK(severity_of(client, make) == 2);
  client.open(path, "severity:\n  broken-link: warning\n");
  CHECK(client.settle(uri(path), {}) == Codes{});
  client.change(path, 2, whole("severity:\n  broken-link: hint\n  borken-link: off\n"));
  CHECK(client.settle(uri(path), {"config-invalid"}) == Codes{"config-invalid"});
  client.listen(200);
  CHECK(severity_of(client, make) == 2);
  folder.write(".baton.yaml", "severity:\n  broken-link: hint\n  borken-link: off\n");
  saved(client, path);
  for (int i = 0; i < 50 && severity_of(client, make) != 4; ++i) client.listen(100);
  CHECK(severity_of(client, make) == 4);
  // Its own findings follow what it says once that counts.
  folder.write(".baton.yaml", "severity:\n  config-invalid: off\n  borken-link: off\n");
  client.change(path, 3, whole("severity:\n  config-invalid: off\n  borken-link: off\n"));
  saved(client, path);
  CHECK(client.settle(uri(path), {}) == Codes{});
}

TEST_CASE("plugin.json is a manifest as soon as it stands beside commands") {
  const TemporaryFolder folder;
  folder.write("plugin.json", "{}");
  const std::string path = folder / "plugin.json";
  LspClient client;
  client.initialize({folder.path()});
  client.open(path, "{}");
  client.listen(200);
  CHECK(client.settle(uri(path), {}) == Codes{});
  folder.write("commands/a.md", "# A\n");
  saved(client, path);
  CHECK(client.settle(uri(path), {"manifest-schema"}) == Codes{"manifest-schema"});
}

TEST_CASE("a file that a manifest waits for takes its finding away") {
  const TemporaryFolder folder;
  fill(folder);
  folder.write("plugin.json", "{ \"name\": \"x\", \"hooks\": \"./hooks.json\" }");
  LspClient client;
  client.initialize({folder.path()}, can_watch);
  client.next("client/registerCapability");
  const std::string path = folder / "plugin.json";
  CHECK(client.settle(uri(path), {"manifest-path-missing"}) == Codes{"manifest-path-missing"});
  folder.write("hooks.json", "{}");
  tell_of(client, folder / "hooks.json", 1);
  CHECK(client.settle(uri(path), {}) == Codes{});
}

TEST_CASE("other JSON and YAML is left alone") {
  const TemporaryFolder folder;
  fill(folder);
  LspClient client;
  client.initialize({folder.path()});
  for (const char* name : {"package.json", "marketplace.json", "baton.yaml"}) {
    client.open(folder / name, "{,}");
    CHECK(client.settle(uri(folder / name), {}) == Codes{});
  }
}

TEST_CASE("suppressions in an open document") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()}, Json::parse(R"({"capabilities":{"textDocument":{"publishDiagnostics":
    {"tagSupport":{"valueSet":[1]}}}}})"));
  client.open(make, command);
  client.settle(uri(make), {"broken-link"});
  client.change(
      make, 2,
      whole("---\ndescription: D\n---\n\n<!-- baton-disable-next-line broken-link -->\n[g](guide.md)\n"));
  CHECK(client.settle(uri(make), {}) == Codes{});
  client.change(make, 3, whole("---\ndescription: D\n---\n\n<!-- baton-disable-file broken-link -->\n"));
  CHECK(client.settle(uri(make), {"suppression-unused"}) == Codes{"suppression-unused"});
  const Json& found = client.last_words().at(uri(make))["diagnostics"][0];
  CHECK(found["severity"] == 4);
  CHECK(found["tags"] == Json::array({1}));  // unnecessary
}

TEST_CASE("a manifest and a configuration offer the fixes of their findings, and nothing else") {
  const TemporaryFolder folder;
  fill(folder);
  const Json able =
      Json::parse(R"({"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": true}},
    "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
      "isPreferredSupport": true, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}}}}})");
  LspClient client;
  client.initialize({folder.path()}, able);
  const auto actions = [&](const std::string& path, const Json& where) {
    return client.request("textDocument/codeAction",
                          {{"textDocument", {{"uri", uri(path)}}},
                           {"range", where},
                           {"context", {{"diagnostics", Json::array()}}}})["result"];
  };
  const std::string path = folder / "plugin.json", configuration = folder / ".baton.yaml";
  client.open(path, "{ \"name\": \"größe\", }\n", 3);
  client.settle(uri(path), {"manifest-syntax"});
  const Json list = actions(path, range(0, 18, 20));
  REQUIRE(list.size() == 1);
  CHECK(list[0]["title"] == "Remove the comma");
  const Json change = client.request("codeAction/resolve", list[0])["result"]["edit"]["documentChanges"][0];
  CHECK(change["textDocument"] == Json{{"uri", uri(path)}, {"version", 3}});
  Json edits = Json::array();
  edits.push_back({{"range", range(0, 17, 18)}, {"newText", ""}});
  CHECK(change["edits"] == edits);
  CHECK(actions(path, range(0, 2, 3)).empty());

  client.open(configuration, "severity:\n  broken-lnk: warning\n");
  client.settle(uri(configuration), {"config-invalid"});
  const Json meant = actions(configuration, range(1, 4, 4));
  REQUIRE(meant.size() == 1);
  CHECK(client.request("codeAction/resolve",
                       meant[0])["result"]["edit"]["documentChanges"][0]["edits"][0]["newText"] ==
        "broken-link");
  // Everything else is about Markdown.
  const Json at = {{"textDocument", {{"uri", uri(configuration)}}},
                   {"position", {{"line", 1}, {"character", 4}}}};
  for (const char* method : {"hover", "completion", "definition", "documentSymbol", "foldingRange"})
    CHECK(client.request(std::string("textDocument/") + method, at)["result"].is_null());
}
