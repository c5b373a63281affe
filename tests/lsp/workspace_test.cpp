// What happens to files and folders while the editor looks on.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Codes = std::vector<std::string>;

namespace {

std::string command(const std::string& link) {
  return command_text("[guide](" + link + ")\n\n" + build_phase());
}

void fill(const TemporaryFolder& folder) {
  write_manifest(folder);
  folder.write("agents/builder.md", agent_text("builder"));
  folder.write("agents/other.md", "---\nname: other\ndescription: Does something else\n---\n\nDo.\n");
  folder.write("docs/guide.md", "# Guide\n");
  folder.write("commands/make.md", command("../docs/guide.md"));
}

// And takes patterns below a folder.
const Json can_watch_below = Json::parse(R"({"capabilities":{"workspace":{"didChangeWatchedFiles":
    {"dynamicRegistration":true,"relativePatternSupport":true}}}})");

}  // namespace

TEST_CASE("watchers are registered as the client can") {
  const TemporaryFolder folder;
  {
    LspClient client;
    client.initialize({folder.path()}, can_watch_below);
    const Json request = client.next("client/registerCapability");
    const Json& registration = request["params"]["registrations"][0];
    CHECK(registration["method"] == "workspace/didChangeWatchedFiles");
    const Json& watcher = registration["registerOptions"]["watchers"][0];
    CHECK(watcher["globPattern"]["baseUri"] == uri(folder.path()));
    CHECK(watcher["globPattern"]["pattern"] == "**/*");
  }
  {
    LspClient client;
    client.initialize({folder.path()}, can_watch);
    const Json request = client.next("client/registerCapability");
    CHECK(request["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"] == "**/*");
  }
  LspClient client;
  client.initialize({folder.path()});
  CHECK(client.next("client/registerCapability", 100).is_null());
}

TEST_CASE("files that come and go are heard of where the client watches") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()}, can_watch_below);
  client.next("client/registerCapability");
  client.open(make, command("../docs/guide.md"));
  client.settle(uri(make), {});
  folder.remove("docs/guide.md");
  tell_of(client, folder / "docs/guide.md", 3);
  CHECK(client.settle(uri(make), {"broken-link"}) == Codes{"broken-link"});
  folder.write("docs/guide.md", "# Guide\n");
  tell_of(client, folder / "docs/guide.md", 1);
  CHECK(client.settle(uri(make), {}) == Codes{});
  folder.remove("docs");
  tell_of(client, folder / "docs", 3);
  CHECK(client.settle(uri(make), {"broken-link"}) == Codes{"broken-link"});
  folder.write("docs/guide.md", "# Guide\n");
  tell_of(client, folder / "docs", 1);
  CHECK(client.settle(uri(make), {}) == Codes{});
  folder.remove("agents/builder.md");
  tell_of(client, folder / "agents/builder.md", 3);
  CHECK(client.settle(uri(make), {"unknown-agent"}) == Codes{"unknown-agent"});
  folder.write("agents/builder.md", agent_text("builder"));
  tell_of(client, folder / "agents/builder.md", 1);
  CHECK(client.settle(uri(make), {}) == Codes{});
}

TEST_CASE("a file that is open is what the editor says, whatever happens to it on the disk") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()}, can_watch_below);
  client.next("client/registerCapability");
  client.open(make, command("../docs/guide.md"));
  client.settle(uri(make), {});
  folder.write("commands/make.md", command("../docs/nowhere.md"));
  tell_of(client, make, 2);
  tell_of(client, folder / "agents/other.md", 2);
  client.listen(200);
  CHECK(client.settle(uri(make), {}) == Codes{});
  client.close(make);
  CHECK(client.settle(uri(make), {"broken-link"}) == Codes{"broken-link"});
  folder.remove("commands/make.md");
  tell_of(client, make, 3);
  CHECK(client.settle(uri(make), {}) == Codes{});
}

TEST_CASE("where the client cannot watch, saving looks again") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()});
  client.open(make, command("../docs/guide.md"));
  client.settle(uri(make), {});
  client.listen(100);
  folder.remove("docs/guide.md");
  client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(make)}}}});
  CHECK(client.settle(uri(make), {"broken-link"}) == Codes{"broken-link"});
  folder.write("docs/guide.md", "# Guide\n");
  client.open(folder / "docs/guide.md", "# Guide\n");
  CHECK(client.settle(uri(make), {}) == Codes{});
}

TEST_CASE("a document's text comes along when it is saved") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string make = folder / "commands/make.md";
  LspClient client;
  client.initialize({folder.path()});
  client.open(make, command("../docs/guide.md"));
  client.settle(uri(make), {});
  client.notify("textDocument/didSave",
                {{"textDocument", {{"uri", uri(make)}}}, {"text", command("../docs/nowhere.md")}});
  CHECK(client.settle(uri(make), {"broken-link"}) == Codes{"broken-link"});
}

TEST_CASE("folders come and go") {
  const TemporaryFolder one;
  const TemporaryFolder other;
  fill(one);
  fill(other);
  other.write("commands/make.md", command("../docs/nowhere.md"));
  const std::string broken = other / "commands/make.md";
  LspClient client;
  client.initialize({one.path()}, can_watch_below);
  client.next("client/registerCapability");
  client.listen(100);
  CHECK_FALSE(client.last_words().contains(uri(broken)));
  change_folders(client, {other.path()}, {});
  CHECK(client.settle(uri(broken), {"broken-link"}) == Codes{"broken-link"});
  const Json again = client.next("client/registerCapability");
  CHECK(again["params"]["registrations"][0]["registerOptions"]["watchers"].size() == 6);
  CHECK_FALSE(client.next("client/unregisterCapability").is_null());
  // The same folder, written with a slash at its end.
  change_folders(client, {}, {other.path() + "/"});
  CHECK(client.settle(uri(broken), {}) == Codes{});
  CHECK(client.finish() == 0);
}

TEST_CASE("rootUri and rootPath serve older clients") {
  const TemporaryFolder folder;
  fill(folder);
  folder.write("commands/make.md", command("../docs/nowhere.md"));
  for (const Json& root : {Json{{"rootUri", uri(folder.path())}}, Json{{"rootPath", folder.path()}}}) {
    LspClient client;
    client.initialize({}, root);
    CHECK(client.settle(uri(folder / "commands/make.md"), {"broken-link"}) == Codes{"broken-link"});
  }
}

TEST_CASE("more files than are read: that is said once, and open files still work") {
  const TemporaryFolder folder;
  fill(folder);
  baton::lsp::SessionOptions options = baton::test::quick_options();
  options.index.file_cap = 2;
  LspClient client(options);
  client.initialize({folder.path()});
  CHECK(client.next("window/showMessage")["params"]["type"] == 2);
  client.open(folder / "commands/make.md", command("../docs/nowhere.md"));
  CHECK_FALSE(client.diagnostics(uri(folder / "commands/make.md")).is_null());
  client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(folder / "commands/make.md")}}}});
  CHECK(client.next("window/showMessage", 200).is_null());
}
