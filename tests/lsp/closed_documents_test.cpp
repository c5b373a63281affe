// Documents that nobody judges are read when a rename or a search for references has to know their links:
// while that goes on all else is answered, and what comes of it fits the texts as they are when it comes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;

namespace {

constexpr int documents = 400;
const Json versioned =
    Json::parse(R"({"capabilities":{"workspace":{"workspaceEdit":{"documentChanges":true}}}})");
const std::string guide = "# Guide\n\n## Two\n\n[Here](#two)\n";

std::string note(int i) {
  return "notes/n" + std::to_string(i) + ".md";
}

// A guide, open, that each of many closed documents links to.
struct Library {
  TemporaryFolder folder;
  LspClient client;
  std::string path = folder / "docs/guide.md";

  Library() {
    write_manifest(folder);
    folder.write("docs/guide.md", guide);
    for (int i = 0; i < documents; ++i)
      folder.write(note(i), "See [it](../docs/guide.md#two), and [all](../docs/guide.md).\n");
    client.initialize({folder.path()}, versioned);
    client.open(path, guide, 3);
  }
  Json at_heading() const {
    return {{"textDocument", {{"uri", uri(path)}}}, {"position", {{"line", 2}, {"character", 4}}}};
  }
  Json rename(const std::string& id) const {
    Json params = at_heading();
    params["newName"] = "Second";
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", "textDocument/rename"}, {"params", params}};
  }
  Json hover(const std::string& id) const {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", "textDocument/hover"}, {"params", at_heading()}};
  }
  Json change_of(const std::string& document, int version) const {
    Json changes = Json::array();
    changes.push_back({{"range", range(0, 0, 0)}, {"text", "x"}});
    return {
        {"jsonrpc", "2.0"},
        {"method", "textDocument/didChange"},
        {"params",
         {{"textDocument", {{"uri", uri(document)}, {"version", version}}}, {"contentChanges", changes}}}};
  }
};

}  // namespace

TEST_CASE("closed documents: references to a heading are those that its rename changes") {
  Library library;
  wait_until_read(library.client);
  Json params = library.at_heading();
  params["context"] = {{"includeDeclaration", false}};
  const Json found = library.client.request("textDocument/references", params)["result"];
  REQUIRE(found.size() == documents + 1);
  CHECK(found[0] == Json{{"uri", uri(library.path)}, {"range", range(4, 8, 11)}});
  CHECK(found[1] == Json{{"uri", uri(library.folder / note(0))}, {"range", range(0, 26, 29)}});
  params["context"] = {{"includeDeclaration", true}};
  CHECK(library.client.request("textDocument/references", params)["result"].size() == documents + 2);
  library.client.send_together({library.rename("r")});
  const Json edit = library.client.answer("r")["result"];
  REQUIRE(edit["documentChanges"].size() == documents + 1);
  const Json& first = edit["documentChanges"][1];
  CHECK(first["textDocument"] == Json{{"uri", uri(library.folder / note(0))}, {"version", nullptr}});
  CHECK(first["edits"][0] == Json{{"range", range(0, 26, 29)}, {"newText", "second"}});
  CHECK(library.client.finish() == 0);
  CHECK(library.client.validator_faults.empty());
}

TEST_CASE("closed documents: nothing else waits while they are read") {
  Library library;
  wait_until_read(library.client);
  library.client.answered.clear();
  library.client.send_together({library.rename("r"), library.hover("h1"), library.hover("h2")});
  CHECK(library.client.answer("r").contains("result"));
  CHECK(library.client.answered == std::vector<Json>{"h1", "h2", "r"});
  CHECK(library.client.finish() == 0);
}

TEST_CASE("closed documents: an edit while they are read") {
  Library library;
  wait_until_read(library.client);
  SUBCASE("of the document that was asked about: the place is not there any more") {
    library.client.send_together({library.rename("r"), library.change_of(library.path, 4)});
    CHECK(library.client.answer("r")["error"]["code"] == -32801);
  }
  SUBCASE("of one that has to be edited: what counts is its text then") {
    const std::string other = library.folder / note(7);
    library.client.open(other, "[a](../docs/guide.md#two)\n", 1);
    library.client.send_together({library.rename("r"), library.change_of(other, 2)});
    const Json edit = library.client.answer("r")["result"];
    bool seen = false;
    for (const Json& document : edit["documentChanges"]) {
      if (document["textDocument"]["uri"] != uri(other)) continue;
      seen = true;
      CHECK(document["textDocument"]["version"] == 2);
      CHECK(document["edits"][0]["range"] == range(0, 22, 25));
    }
    CHECK(seen);
  }
  SUBCASE("cancelled: that is the answer") {
    library.client.send_together(
        {library.rename("r"),
         {{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", "r"}}}}});
    CHECK(library.client.answer("r")["error"]["code"] == -32800);
    CHECK(library.client.request("textDocument/hover", library.at_heading()).contains("result"));
  }
  SUBCASE("or the end") {
    library.client.send_together({library.rename("r")});
  }
  CHECK(library.client.finish() == 0);
}

TEST_CASE("closed documents: a rename waits for the first reading of the workspace") {
  Library library;
  library.client.send_together({library.rename("r")});
  CHECK(library.client.answer("r")["result"]["documentChanges"].size() == documents + 1);
  CHECK(library.client.finish() == 0);
}
