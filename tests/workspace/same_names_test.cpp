// Which of two files of one scope had a name first, and that edits are heard of.
#include <doctest/doctest.h>

#include "tests/support/cpu_time.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

std::string agent(const std::string& name) {
  return "---\nname: " + name + "\ndescription: Works\n---\n";
}

std::string command(const std::string& key) {
  return "---\ncommand: " + key + "\n---\n";
}

// "name: path" of the file that had the name of `path` before it, or "".
std::string before(const Snapshot& snapshot, const std::string& path) {
  const auto found = snapshot.same_name_before(path);
  return found ? found->name + ": " + found->first->path : "";
}

std::shared_ptr<const Snapshot> edited(const Snapshot& snapshot, const std::string& path,
                                       const std::string& text) {
  const auto document = parse_document(text);
  return snapshot.with_facts(
      make_facts(path, *document, kind_of(path, *document, snapshot.plugins(), snapshot.roots(), {})));
}

}  // namespace

TEST_CASE("the later of two files is told of the first") {
  const World world = make_world({{"/w/p/.claude-plugin/plugin.json", R"({"name": "p"})"},
                                  {"/w/p/agents/a/x.md", agent("größe")},
                                  {"/w/p/agents/b/größe.md", "---\ndescription: Works\n---\n"},
                                  {"/w/p/agents/c.md", agent("größe")},
                                  {"/w/p/commands/größe.md", command("/größe")},
                                  {"/w/p/commands/git/commit.md", "# Commit\n"},
                                  {"/w/p/commands/z.md", command("/git:commit")},
                                  {"/w/.claude/agents/x.md", agent("größe")}});
  const Snapshot& snapshot = *world.snapshot;
  CHECK(before(snapshot, "/w/p/agents/a/x.md") == "");
  CHECK(before(snapshot, "/w/p/agents/b/größe.md") == "größe: /w/p/agents/a/x.md");
  CHECK(before(snapshot, "/w/p/agents/c.md") == "größe: /w/p/agents/a/x.md");
  CHECK(before(snapshot, "/w/p/commands/größe.md") == "");
  CHECK(before(snapshot, "/w/p/commands/z.md") == "git:commit: /w/p/commands/git/commit.md");
  CHECK(before(snapshot, "/w/.claude/agents/x.md") == "");
  CHECK(before(snapshot, "/w/nowhere.md") == "");
}

TEST_CASE("names that an edit gives and takes") {
  const World world =
      make_world({{"/w/.claude/agents/b.md", agent("b")}, {"/w/.claude/commands/y.md", command("/y")}});
  const auto agents = edited(*world.snapshot, "/w/.claude/agents/a.md", agent("b"));
  CHECK(before(*agents, "/w/.claude/agents/b.md") == "b: /w/.claude/agents/a.md");
  CHECK(before(*world.snapshot, "/w/.claude/agents/b.md") == "");
  CHECK(before(*edited(*agents, "/w/.claude/agents/a.md", agent("a")), "/w/.claude/agents/b.md") == "");
  CHECK(before(*edited(*agents, "/w/.claude/agents/a.md", "# No agent\n"), "/w/.claude/agents/b.md") == "");
  const auto commands = edited(*agents, "/w/.claude/commands/x.md", command("/y"));
  CHECK(before(*commands, "/w/.claude/commands/y.md") == "y: /w/.claude/commands/x.md");
  CHECK(before(*commands, "/w/.claude/agents/b.md") == "b: /w/.claude/agents/a.md");
  CHECK(before(*edited(*commands, "/w/.claude/commands/x.md", command("/x")), "/w/.claude/commands/y.md") ==
        "");
  CHECK(before(*edited(*commands, "/w/.claude/commands/x.md", command("/{{x}}")),
               "/w/.claude/commands/y.md") == "");
}

TEST_CASE("the first file's facts are those of the newest edit") {
  const World world =
      make_world({{"/w/.claude/agents/a.md", agent("b")}, {"/w/.claude/agents/b.md", agent("b")}});
  const auto later = edited(*world.snapshot, "/w/.claude/agents/a.md", "---\nmodel: x\nname: b\n---\n");
  const auto found = later->same_name_before("/w/.claude/agents/b.md");
  REQUIRE(found);
  CHECK(found->first->model == "x");
  CHECK(found->first->name_place.utf16.start == Position{2, 6});
}

TEST_CASE("ten thousand files of one name") {
  SnapshotParts parts = make_world({}).snapshot->parts();
  std::map<std::string, std::shared_ptr<const FileFacts>> facts;
  for (int i = 0; i < 10000; ++i) {
    auto one = std::make_shared<FileFacts>();
    one->path = "/w/.claude/agents/" + std::to_string(100000 + i) + ".md";
    one->kind = FileKind::agent;
    one->name = "same";
    facts.emplace(one->path, std::move(one));
  }
  parts.facts =
      std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>(std::move(facts));
  const CpuTime time;
  const Snapshot snapshot(std::move(parts));
  CHECK(before(snapshot, "/w/.claude/agents/109999.md") == "same: /w/.claude/agents/100000.md");
  CHECK(time.seconds() < 5);
}
