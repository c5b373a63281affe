// A user moves and deletes files in the editor: links follow, also those of files that nobody has open, and
// the workspace is what it is afterwards, whether or not the client watches it.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;

namespace {

const Json full = Json::parse(R"({"capabilities": {"workspace": {
  "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]},
  "fileOperations": {"willCreate": true, "didCreate": true, "willRename": true, "didRename": true,
                     "willDelete": true, "didDelete": true}}}})");

struct Plugin : DeskPlugin {
  Plugin() : DeskPlugin(command_text("See [it](../docs/guide.md#two).\n\n" + build_phase())) {
    folder.write("docs/guide.md", "# Guide\n\n## Two\n\n[Back](../README.md)\n");
    folder.write("README.md", "Read [the guide](docs/guide.md#two) and [the builder](agents/builder.md).\n");
    folder.write("notes/deep.md", "Nothing.\n\n<a href=\"x\">[of it](<../docs/guide.md>)</a>\n");
  }
};

Json renames(const std::string& from, const std::string& to) {
  Json files = Json::array();
  files.push_back({{"oldUri", uri(from)}, {"newUri", uri(to)}});
  return {{"files", files}};
}

Json files(const std::string& path) {
  Json list = Json::array();
  list.push_back({{"uri", uri(path)}});
  return {{"files", list}};
}

// Edits of each document, by URI.
std::map<std::string, Json> by_uri(const Json& edit) {
  std::map<std::string, Json> out;
  for (const Json& change : edit.at("documentChanges"))
    if (change.contains("textDocument")) out[change["textDocument"]["uri"]] = change;
  return out;
}

void open_when_read(LspClient& client, const DeskPlugin& plugin) {
  client.open(plugin.make(), plugin.text, 4);
  wait_until_read(client);
}

}  // namespace

TEST_CASE("file operations: asked for as far as the client tells of them") {
  const Plugin plugin;
  {
    LspClient client;
    const Json filters = client.initialize({plugin.folder.path()}, full)["capabilities"]["workspace"];
    for (const char* what : {"willRename", "didRename", "willDelete", "didDelete", "didCreate"})
      CHECK(filters["fileOperations"][what]["filters"][0]["pattern"]["glob"] == "**/*");
    CHECK_FALSE(filters["fileOperations"].contains("willCreate"));
    CHECK(client.request("workspace/willCreateFiles", files(plugin.folder / "x.md"))["result"].is_null());
    for (const char* method : {"Create", "Rename", "Delete"})
      CHECK(client.error_of(std::string("workspace/will") + method + "Files", Json::object()) == -32602);
    CHECK(client.finish() == 0);
  }
  LspClient client;
  const Json result = client.initialize({plugin.folder.path()});
  CHECK_FALSE(result["capabilities"]["workspace"].contains("fileOperations"));
  CHECK(client.finish() == 0);
}

TEST_CASE("file operations: links follow a file, in open and in closed files") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()}, full);
  open_when_read(client, plugin);
  const std::string from = plugin.folder / "docs/guide.md", to = plugin.folder / "notes/the guide.md";
  const Json edit = client.request("workspace/willRenameFiles", renames(from, to))["result"];
  auto changes = by_uri(edit);
  CHECK(changes.size() == 3);
  const Json& make = changes[uri(plugin.make())];
  CHECK(make["textDocument"]["version"] == 4);
  CHECK(make["edits"] ==
        Json::parse("[" + Json({{"range", range(6, 9, 25)}, {"newText", "../notes/the%20guide.md"}}).dump() +
                    "]"));
  const Json& readme = changes[uri(plugin.folder / "README.md")];
  CHECK(readme["textDocument"]["version"].is_null());
  CHECK(readme["edits"][0]["newText"] == "notes/the%20guide.md");
  CHECK(changes[uri(plugin.folder / "notes/deep.md")]["edits"][0]["newText"] == "the%20guide.md");
  CHECK_FALSE(changes.contains(uri(from)));  // from one folder to its neighbour, "../" stays
  CHECK(client.finish() == 0);
}

TEST_CASE("file operations: an agent follows its file, and says so where it cannot") {
  const Plugin plugin;
  plugin.folder.write("agents/taken.md", agent_text("taken"));
  LspClient client;
  client.initialize({plugin.folder.path()}, full);
  open_when_read(client, plugin);
  const std::string from = plugin.folder / "agents/builder.md";
  auto changes = by_uri(client.request("workspace/willRenameFiles",
                                       renames(from, plugin.folder / "agents/maker.md"))["result"]);
  CHECK(changes.size() == 3);
  CHECK(changes[uri(from)]["edits"][0]["newText"] == "maker");
  CHECK(changes[uri(plugin.make())]["edits"][0]["newText"] == "maker");
  CHECK(changes[uri(plugin.folder / "README.md")]["edits"][0]["newText"] == "agents/maker.md");
  CHECK(client.next("window/showMessage", 30).is_null());

  changes = by_uri(client.request("workspace/willRenameFiles",
                                  renames(from, plugin.folder / "agents/more/taken.md"))["result"]);
  CHECK(changes.size() == 1);
  const Json said = client.next("window/showMessage")["params"];
  CHECK(said["type"] == 2);
  CHECK(said["message"] ==
        "The agent \"builder\" keeps its name: there is an agent \"taken\" already, in agents/taken.md.");
  CHECK(client.finish() == 0);
}

TEST_CASE("file operations: a client without documentChanges gets plain edits") {
  const Plugin plugin;
  LspClient client;
  client.initialize(
      {plugin.folder.path()},
      Json::parse(R"({"capabilities": {"workspace": {"fileOperations": {"willRename": true}}}})"));
  open_when_read(client, plugin);
  const Json edit = client.request("workspace/willRenameFiles",
                                   renames(plugin.folder / "docs", plugin.folder / "texts"))["result"];
  CHECK(edit["changes"].size() == 3);
  CHECK(edit["changes"][uri(plugin.make())][0]["newText"] == "../texts/guide.md");
  CHECK(client
            .request("workspace/willRenameFiles",
                     renames(plugin.folder / "none", plugin.folder / "some"))["result"]
            .is_null());
  CHECK(
      client
          .request("workspace/willRenameFiles",
                   Json::parse(R"({"files": [{"oldUri": "untitled:a", "newUri": "untitled:b"}]})"))["result"]
          .is_null());
  CHECK(client.finish() == 0);
}

TEST_CASE("file operations: what a deletion leaves behind is said, and does not stop it") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()}, full);
  open_when_read(client, plugin);
  CHECK(client.request("workspace/willDeleteFiles", files(plugin.folder / "docs"))["result"].is_null());
  const Json said = client.next("window/showMessage")["params"];
  CHECK(said["type"] == 2);
  CHECK(said["message"] ==
        "Without docs, 3 references lead nowhere: in README.md, commands/make.md, notes/deep.md.");
  CHECK(client.request("workspace/willDeleteFiles", files(plugin.folder / "notes/deep.md"))["result"]
            .is_null());
  CHECK(client.next("window/showMessage", 30).is_null());
  CHECK(client.finish() == 0);
}

TEST_CASE("file operations: what was done is seen without any watcher") {
  namespace fs = std::filesystem;
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()}, full);
  open_when_read(client, plugin);
  const std::string make = uri(plugin.make());
  client.settle(make, {});
  const std::string agent = plugin.folder / "agents/builder.md", other = plugin.folder / "agents/other.md";
  const std::string guide = plugin.folder / "docs/guide.md", moved = plugin.folder / "docs/moved.md";
  fs::rename(guide, moved);
  client.notify("workspace/didRenameFiles", renames(guide, moved));
  CHECK(client.settle(make, {"broken-link"}) == std::vector<std::string>{"broken-link"});
  fs::copy_file(moved, guide);
  client.notify("workspace/didCreateFiles", files(guide));
  CHECK(client.settle(make, {}).empty());
  plugin.folder.write("agents/other.md", agent_text("other"));
  client.notify("workspace/didCreateFiles", files(other));
  fs::remove(agent);
  client.notify("workspace/didDeleteFiles", files(agent));
  CHECK(client.settle(make, {"unknown-agent"}) == std::vector<std::string>{"unknown-agent"});
  client.notify("workspace/didDeleteFiles", Json::object());
  client.notify("workspace/didRenameFiles", Json::array());
  CHECK(client.finish() == 0);
}

TEST_CASE("rename: documents that nobody has open follow a heading and an agent's file") {
  const Plugin plugin;
  LspClient client;
  client.initialize({plugin.folder.path()}, full);
  open_when_read(client, plugin);
  const std::string guide = plugin.folder / "docs/guide.md";
  client.open(guide, "# Guide\n\n## Two\n\n[Back](../README.md)\n");
  const auto rename = [&](const std::string& path, int line, int character, const char* name) {
    return by_uri(
        client.request("textDocument/rename", {{"textDocument", {{"uri", uri(path)}}},
                                               {"position", {{"line", line}, {"character", character}}},
                                               {"newName", name}})["result"]);
  };
  auto changes = rename(guide, 2, 4, "Three");
  CHECK(changes.size() == 3);
  CHECK(changes[uri(plugin.folder / "README.md")]["edits"][0]["newText"] == "three");
  CHECK(changes[uri(plugin.make())]["edits"][0]["newText"] == "three");
  changes = rename(plugin.make(), 11, 16, "maker");
  CHECK(changes[uri(plugin.folder / "README.md")]["edits"][0]["newText"] == "agents/maker.md");
  CHECK(client.finish() == 0);
}
