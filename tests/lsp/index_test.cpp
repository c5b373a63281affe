// The workspace behind the open files: what changed is read again and nothing else, many changes are one.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/lsp_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Codes = std::vector<std::string>;

namespace {

std::string command(const std::string& link) {
  return command_text("[guide](" + link + ")\n");
}

void fill(const TemporaryFolder& folder) {
  folder.write("docs/guide.md", "# Guide\n\n## Part\n");
  for (const char* name : {"one", "two", "three"})
    folder.write(std::string("commands/") + name + ".md", command("../docs/guide.md#part"));
}

struct Watched {
  Watched() {
    fill(folder);
    client.initialize({folder.path()}, can_watch);
    client.next("client/registerCapability");
    // Loaded: this file's finding is there.
    folder.write("commands/told.md", command("nowhere.md"));
    tell_of(client, folder / "commands/told.md", 1);
    client.settle(uri(folder / "commands/told.md"), {"broken-link"});
  }
  TemporaryFolder folder;
  LspClient client;
};

}  // namespace

TEST_CASE("a file that changed is read again, and no other") {
  Watched desk;
  const std::string one = desk.folder / "commands/one.md", two = desk.folder / "commands/two.md";
  desk.folder.write("commands/one.md", command("nowhere.md"));
  desk.folder.write("commands/two.md", command("nowhere.md"));
  tell_of(desk.client, one, 2);
  CHECK(desk.client.settle(uri(one), {"broken-link"}) == Codes{"broken-link"});
  desk.client.listen(200);
  CHECK_FALSE(desk.client.last_words().contains(uri(two)));  // nobody told of it
  tell_of(desk.client, two, 2);
  CHECK(desk.client.settle(uri(two), {"broken-link"}) == Codes{"broken-link"});
}

TEST_CASE("what a changed file says to others reaches those that are not open") {
  Watched desk;
  const std::string guide = desk.folder / "docs/guide.md", three = desk.folder / "commands/three.md";
  desk.folder.write("docs/guide.md", "# Guide\n\n## Other\n");
  tell_of(desk.client, guide, 2);
  CHECK(desk.client.settle(uri(three), {"broken-anchor"}) == Codes{"broken-anchor"});
  desk.folder.remove("docs/guide.md");
  tell_of(desk.client, guide, 3);
  CHECK(desk.client.settle(uri(three), {"broken-link"}) == Codes{"broken-link"});
  desk.folder.write("docs/guide.md", "# Guide\n\n## Part\n");
  tell_of(desk.client, guide, 1);
  CHECK(desk.client.settle(uri(three), {}) == Codes{});
}

TEST_CASE("a page of a site that goes or comes reaches the links that name it without its ending") {
  Watched desk;
  const std::string build = desk.folder / "docs/commands/build.md",
                    init = desk.folder / "docs/commands/init.md";
  desk.folder.write("docs/commands/init.md", "# Init\n");
  desk.folder.write("docs/commands/build.md", command("./init"));
  tell_of(desk.client, Json::array({event(init, 1), event(build, 1)}));
  desk.client.listen(200);
  CHECK(desk.client.settle(uri(build), {}) == Codes{});
  desk.folder.remove("docs/commands/init.md");
  tell_of(desk.client, init, 3);
  CHECK(desk.client.settle(uri(build), {"broken-link"}) == Codes{"broken-link"});
  desk.folder.write("docs/commands/init.md", "# Init\n");
  tell_of(desk.client, init, 1);
  CHECK(desk.client.settle(uri(build), {}) == Codes{});
}

TEST_CASE("what is said of an unknown agent follows the file of its name") {
  Watched desk;
  const std::string call = desk.folder / "commands/call.md", plain = desk.folder / ".claude/agents/plain.md";
  const auto message = [&](bool there) {
    const auto says_so = [&] {
      const auto words = desk.client.last_words().find(uri(call));
      if (words == desk.client.last_words().end()) return false;
      const Json& found = words->second["diagnostics"];
      return found.size() == 1 && found[0]["code"] == "unknown-agent" &&
             (found[0]["message"].get<std::string>().find("is there, but has no front matter") !=
              std::string::npos) == there;
    };
    for (int i = 0; i < 50 && !says_so(); ++i) desk.client.listen(100);
    return says_so();
  };
  desk.folder.write(".claude/agents/helper.md", agent_text("helper"));
  desk.folder.write("commands/call.md", command_text(build_phase("plain")));
  tell_of(desk.client, Json::array({event(desk.folder / ".claude/agents/helper.md", 1), event(call, 1)}));
  CHECK(message(false));
  desk.folder.write(".claude/agents/plain.md", "# Plain\n");
  tell_of(desk.client, plain, 1);
  CHECK(message(true));
  desk.folder.remove(".claude/agents/plain.md");
  tell_of(desk.client, plain, 3);
  CHECK(message(false));
}

TEST_CASE("an agent behind a link to its folder is read again when its file changes") {
  const TemporaryFolder folder;
  folder.write(".claude/agents/helper.md", agent_text("helper"));
  folder.write("shared/mate.md", agent_text("mate"));
  folder.write("commands/call.md", command_text(build_phase("mate")));
  std::filesystem::create_directory_symlink("../../shared", folder / ".claude/agents/team");
  LspClient client;
  client.initialize({folder.path()}, can_watch);
  client.next("client/registerCapability");
  const std::string call = folder / "commands/call.md", mate = folder / "shared/mate.md";
  client.open(call, command_text(build_phase("mate")));
  client.listen(200);
  CHECK(client.settle(uri(call), {}) == Codes{});
  folder.write("shared/mate.md", agent_text("friend"));
  tell_of(client, mate, 2);
  CHECK(client.settle(uri(call), {"unknown-agent"}) == Codes{"unknown-agent"});
  folder.write("shared/mate.md", agent_text("mate"));
  tell_of(client, mate, 2);
  CHECK(client.settle(uri(call), {}) == Codes{});
}

TEST_CASE("a link typed to a file that came a moment ago is no finding") {
  Watched desk;
  const std::string one = desk.folder / "commands/one.md";
  desk.client.open(one, command("../docs/guide.md"));
  desk.folder.write("docs/picture.png", "x");
  tell_of(desk.client, desk.folder / "docs/picture.png", 1);
  desk.client.listen(200);
  desk.client.change(one, 2, whole(command("../docs/picture.png")));
  desk.client.listen(200);
  CHECK(desk.client.settle(uri(one), {}) == Codes{});
}

TEST_CASE("thousands of changes at once are looked at together") {
  Watched desk;
  Json events = Json::array();
  for (int i = 0; i < 5000; ++i) {
    const std::string name = "commands/many/c" + std::to_string(i) + ".md";
    // Of most nothing is left when the server comes to look.
    if (i % 50 == 0) desk.folder.write(name, command("../nowhere.md"));
    events.push_back(event(desk.folder / name, 1));
  }
  const auto begin = std::chrono::steady_clock::now();
  tell_of(desk.client, events);
  const std::string last = desk.folder / "commands/many/c4950.md";
  CHECK(desk.client.settle(uri(last), {"broken-link"}) == Codes{"broken-link"});
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(8));
  CHECK(desk.client.next("window/showMessage", 0).is_null());
}

TEST_CASE("a folder that is renamed takes its files along") {
  Watched desk;
  const std::string old_one = desk.folder / "commands/told.md",
                    new_one = desk.folder / "moved/commands/told.md";
  desk.folder.remove("commands");
  desk.folder.write("moved/commands/told.md", command("nowhere.md"));
  tell_of(desk.client, Json::array({event(desk.folder / "commands", 3), event(desk.folder / "moved", 1)}));
  CHECK(desk.client.settle(uri(new_one), {"broken-link"}) == Codes{"broken-link"});
  CHECK(desk.client.settle(uri(old_one), {}) == Codes{});
}

TEST_CASE("a document closed without being saved leaves nothing behind in other files") {
  Watched desk;
  const std::string guide = desk.folder / "docs/guide.md", two = desk.folder / "commands/two.md";
  desk.client.open(guide, "# Guide\n\n## Other\n");
  CHECK(desk.client.settle(uri(two), {"broken-anchor"}) == Codes{"broken-anchor"});
  desk.client.close(guide);
  CHECK(desk.client.settle(uri(two), {}) == Codes{});
}

TEST_CASE("where nobody tells of changes they are found when the editor turns to a document") {
  const TemporaryFolder folder;
  fill(folder);
  const std::string one = folder / "commands/one.md", two = folder / "commands/two.md";
  LspClient client;
  client.initialize({folder.path()});
  client.open(one, command("nowhere.md"));
  CHECK(client.settle(uri(one), {"broken-link"}) == Codes{"broken-link"});
  client.listen(100);
  folder.write("commands/two.md", command("nowhere.md"));
  folder.write("commands/deep/new.md", command("nowhere.md"));
  folder.write("commands/nowhere.md", "# Here now\n");
  client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(one)}}}});
  CHECK(client.settle(uri(folder / "commands/deep/new.md"), {"broken-link"}) == Codes{"broken-link"});
  CHECK(client.settle(uri(one), {}) == Codes{});
  CHECK_FALSE(client.last_words().contains(uri(two)));
  folder.remove("commands/nowhere.md");
  client.open(folder / "docs/guide.md", "# Guide\n\n## Part\n");
  CHECK(client.settle(uri(two), {"broken-link"}) == Codes{"broken-link"});
  folder.write(".baton.yaml", "severity:\n  broken-link: off\n");
  client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri(one)}}}});
  CHECK(client.settle(uri(two), {}) == Codes{});
}
