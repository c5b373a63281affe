// Which agent a name means, from where it is written.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/cpu_time.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

using Files = std::map<std::string, std::string>;
using Names = std::vector<std::string>;
using Status = AgentResolution::Status;

std::string agent(const std::string& name) {
  return "---\nname: " + name + "\ndescription: Works\n---\n\nYou work.\n";
}

std::string manifest(const std::string& name) {
  return "{ \"name\": \"" + name + "\" }\n";
}

// What a name means: a path; or "ambiguous: …", "unknown", "unseen"; of an agent without a file "known".
std::string meaning(const Snapshot& snapshot, const std::string& from, const std::string& text) {
  const AgentResolution found = snapshot.resolve_agent(from, text);
  switch (found.status) {
    case Status::resolved:
      return found.agent != nullptr ? found.agent->path : "known";
    case Status::ambiguous: {
      std::string all = "ambiguous:";
      for (const Agent* candidate : found.candidates) all += ' ' + candidate->plugin + ':' + candidate->name;
      return all;
    }
    case Status::unknown:
      return "unknown";
    case Status::unseen_plugin:
      return "unseen";
  }
  return {};
}

std::string identity(const Snapshot& snapshot, const std::string& from, const std::string& text) {
  return snapshot.resolve_agent(from, text).identity;
}

const Files two_plugins = {
    {"/w/plugins/p/.claude-plugin/plugin.json", manifest("p")},
    {"/w/plugins/p/agents/worker.md", agent("worker")},
    {"/w/plugins/q/.claude-plugin/plugin.json", manifest("q")},
    {"/w/plugins/q/agents/worker.md", agent("worker")},
    {"/w/plugins/q/agents/deep/lone.md", agent("lone")},
};

// The same world with the user's own agents in /home/u.
std::shared_ptr<const Snapshot> with_home(const World& world) {
  SnapshotParts parts = world.snapshot->parts();
  parts.home_agents = "/home/u/.claude/agents";
  return std::make_shared<const Snapshot>(std::move(parts));
}

}  // namespace

TEST_CASE("a bare name is looked for in each scope in turn") {
  const Names order = {
      "/w/team/pack/agents/x.md",     // the file's own plugin
      "/w/team/.claude/agents/x.md",  // the nearest .claude/agents above
      "/w/.claude/agents/x.md",       // one further up
      "/other/.claude/agents/x.md",   // of another root
      "/home/u/.claude/agents/x.md",  // the user's
      "/w/side/agents/x.md",          // another plugin
      "/w/loose/agents/x.md",         // anywhere else
  };
  Files files = {{"/w/team/pack/plugin.json", manifest("pack")},
                 {"/w/team/pack/agents/other.md", agent("other")},
                 {"/w/side/plugin.json", manifest("side")},
                 {"/w/side/agents/other.md", agent("more")}};
  for (const std::string& path : order) files[path] = agent("x");
  for (const std::string& nearest : order) {
    const auto snapshot = with_home(make_world(files, {"/w", "/other"}));
    CHECK(meaning(*snapshot, "/w/team/pack/commands/a.md", "x") == nearest);
    files.erase(nearest);
  }
  const auto snapshot = with_home(make_world(files, {"/w", "/other"}));
  CHECK(meaning(*snapshot, "/w/team/pack/commands/a.md", "x") == "unknown");
}

TEST_CASE("the user's agents come behind those of every root, also where they lie above the file") {
  const Files files = {{"/home/u/.claude/agents/x.md", agent("x")},
                       {"/other/.claude/agents/x.md", agent("x")}};
  const auto snapshot = with_home(make_world(files, {"/home/u/project", "/other"}));
  CHECK(meaning(*snapshot, "/home/u/project/commands/a.md", "x") == "/other/.claude/agents/x.md");
  CHECK(meaning(*with_home(make_world(files, {})), "/home/u/.claude/commands/a.md", "x") ==
        "/home/u/.claude/agents/x.md");
}

TEST_CASE("of several .claude/agents above a file the nearest that has the name counts") {
  const World world = make_world({
      {"/w/.claude/agents/x.md", agent("x")},
      {"/w/.claude/agents/y.md", agent("y")},
      {"/w/team/.claude/agents/x.md", agent("x")},
      {"/w/other/.claude/agents/x.md", agent("x")},
  });
  const std::string from = "/w/team/.claude/commands/a.md";
  CHECK(meaning(*world.snapshot, from, "x") == "/w/team/.claude/agents/x.md");
  CHECK(meaning(*world.snapshot, from, "y") == "/w/.claude/agents/y.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "x") == "/w/.claude/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/team-b/a.md", "x") == "/w/.claude/agents/x.md");
}

TEST_CASE("several plugins, none nearer: ambiguous; one: resolved") {
  const World world = make_world(two_plugins);
  CHECK(meaning(*world.snapshot, "/w/commands/a.md", "worker") == "ambiguous: p:worker q:worker");
  CHECK(meaning(*world.snapshot, "/w/commands/a.md", "lone") == "/w/plugins/q/agents/deep/lone.md");
  CHECK(meaning(*world.snapshot, "/w/plugins/q/commands/a.md", "worker") == "/w/plugins/q/agents/worker.md");
  CHECK(meaning(*world.snapshot, "/w/plugins/p/docs/deep/a.md", "worker") == "/w/plugins/p/agents/worker.md");
}

TEST_CASE("a name with its plugin, in every form") {
  const World world = make_world(two_plugins);
  const std::string from = "/w/commands/a.md";
  for (const char* text : {"p:worker", "p::worker", "p-worker"}) {
    CHECK_MESSAGE(meaning(*world.snapshot, from, text) == "/w/plugins/p/agents/worker.md", text);
    CHECK_MESSAGE(identity(*world.snapshot, from, text) == "/w/plugins/p/agents/worker.md", text);
  }
  CHECK(meaning(*world.snapshot, from, "q:deep:lone") == "/w/plugins/q/agents/deep/lone.md");
  CHECK(meaning(*world.snapshot, from, "p:lone") == "unknown");
  CHECK(meaning(*world.snapshot, from, "p:Worker") == "unknown");
  CHECK(meaning(*world.snapshot, from, "P:worker") == "unseen");
  CHECK(meaning(*world.snapshot, from, "far:worker") == "unseen");
  CHECK(meaning(*world.snapshot, from, "far-worker") == "unknown");
  CHECK(meaning(*world.snapshot, from, "p-lone") == "unknown");
  CHECK(identity(*world.snapshot, from, "far::worker") == "far:worker");
  CHECK(identity(*world.snapshot, from, "p::lone") == identity(*world.snapshot, from, "p:lone"));
}

TEST_CASE("dashes belong to the name first, then part it from its plugin") {
  const World world = make_world({
      {"/w/a/plugin.json", manifest("data")},
      {"/w/a/agents/x.md", agent("desk-writer")},
      {"/w/b/plugin.json", manifest("data-desk")},
      {"/w/b/agents/x.md", agent("writer")},
      {"/w/b/agents/y.md", agent("data-reader")},
  });
  CHECK(meaning(*world.snapshot, "/w/a.md", "data-reader") == "/w/b/agents/y.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "data-desk-writer") == "/w/a/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/b/commands/a.md", "data-desk-writer") == "/w/b/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", std::string(100000, '-') + "data-writer") == "unknown");
}

TEST_CASE("names are compared exactly, and a file's stem stands in for one") {
  const World world = make_world({
      {"/w/agents/Größe.md", "---\ndescription: Works\n---\n"},
      {"/w/agents/file.md", agent("named")},
      {"/w/agents/empty.md", "---\nname:\ndescription: Works\n---\n"},
  });
  CHECK(meaning(*world.snapshot, "/w/a.md", "Größe") == "/w/agents/Größe.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "größe") == "unknown");
  CHECK(meaning(*world.snapshot, "/w/a.md", "named") == "/w/agents/file.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "file") == "unknown");
  CHECK(meaning(*world.snapshot, "/w/a.md", "empty") == "/w/agents/empty.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "") == "unknown");
}

TEST_CASE("of two agents of one name in one scope the first path counts") {
  const World world = make_world({
      {"/w/p/plugin.json", manifest("p")},
      {"/w/p/agents/a.md", agent("x")},
      {"/w/p/agents/b.md", agent("x")},
      {"/w/lib/agents/b.md", agent("y")},
      {"/w/lib/agents/a.md", agent("y")},
  });
  CHECK(meaning(*world.snapshot, "/w/c.md", "x") == "/w/p/agents/a.md");
  CHECK(meaning(*world.snapshot, "/w/c.md", "p:x") == "/w/p/agents/a.md");
  CHECK(meaning(*world.snapshot, "/w/c.md", "y") == "/w/lib/agents/a.md");
}

TEST_CASE("two plugins of one name: the file's own comes first") {
  const World world = make_world({
      {"/w/a/plugin.json", manifest("p")},
      {"/w/a/agents/x.md", agent("x")},
      {"/w/b/plugin.json", manifest("p")},
      {"/w/b/agents/x.md", agent("x")},
      {"/w/b/agents/y.md", agent("y")},
  });
  CHECK(meaning(*world.snapshot, "/w/b/commands/c.md", "p:x") == "/w/b/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/a/commands/c.md", "p:x") == "/w/a/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/a/commands/c.md", "p:y") == "/w/b/agents/y.md");
  CHECK(meaning(*world.snapshot, "/w/c.md", "p:x") == "/w/a/agents/x.md");
}

TEST_CASE("built-in agents come last, and only by their exact name") {
  World world = make_world(two_plugins);
  for (const char* name : {"general-purpose", "Explore", "Plan", "statusline-setup", "claude-code-guide"}) {
    CHECK_MESSAGE(meaning(*world.snapshot, "/w/a.md", name) == "known", name);
    CHECK(identity(*world.snapshot, "/w/a.md", name) == name);
  }
  CHECK(meaning(*world.snapshot, "/w/a.md", "explore") == "unknown");
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:Explore") == "unknown");
  world = make_world({{"/w/agents/mine.md", agent("Explore")}});
  CHECK(meaning(*world.snapshot, "/w/a.md", "Explore") == "/w/agents/mine.md");
}

TEST_CASE("agents that the configuration knows") {
  const World world = make_world({
      {"/w/.baton.yaml", "agents:\n  known: [ours, \"far:theirs\", \"p:missing\"]\n"},
      {"/w/p/plugin.json", manifest("p")},
      {"/w/p/agents/x.md", agent("x")},
  });
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "ours") == "known");
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "far::theirs") == "known");
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "p:missing") == "known");
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "Ours") == "unknown");
  CHECK(meaning(*world.snapshot, "/else/a.md", "ours") == "unknown");
}

TEST_CASE("a name with a variable in it is never unknown") {
  const World world = make_world(two_plugins);
  for (const char* text :
       {"{agent}", "$1", "$ARGUMENTS", "<x>", "p:{name}", "p:$1", "{plugin}:worker", "data-*"})
    CHECK_MESSAGE(meaning(*world.snapshot, "/w/plugins/p/commands/a.md", text) == "unseen", text);
}

TEST_CASE("a plugin that lists agents elsewhere is not seen in full") {
  const World world = make_world({
      {"/w/p/plugin.json", "{ \"name\": \"p\", \"agents\": [\"./agents/x.md\", \"./special/y.md\"] }"},
      {"/w/p/agents/x.md", agent("x")},
      {"/w/q/plugin.json", "{ \"name\": \"q\", \"agents\": [\"./agents/x.md\", \"agents/\"] }"},
      {"/w/q/agents/x.md", agent("x")},
  });
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:y") == "unseen");
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:x") == "/w/p/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "y") == "unseen");
  CHECK(meaning(*world.snapshot, "/w/a.md", "y") == "unknown");
  CHECK(meaning(*world.snapshot, "/w/a.md", "q:y") == "unknown");
}

TEST_CASE("agents that a manifest lists are the plugin's, and it is seen in full then") {
  const World world = make_world({
      {"/w/p/plugin.json", "{ \"name\": \"p\", \"agents\": [\"./special/y.md\", \"./team\"] }"},
      {"/w/p/agents/x.md", agent("x")},
      {"/w/p/special/y.md", agent("y")},
      {"/w/p/special/other.md", agent("other")},
      {"/w/p/team/deep/z.md", agent("z")},
      {"/w/.claude-plugin/marketplace.json",
       "{ \"plugins\": [{ \"name\": \"q\", \"source\": \"./q\", \"agents\": \"./people/x.md\" }] }"},
      {"/w/q/people/x.md", agent("x")},
  });
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:y") == "/w/p/special/y.md");
  CHECK(meaning(*world.snapshot, "/w/p/commands/a.md", "z") == "/w/p/team/deep/z.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:other") == "unknown");
  CHECK(meaning(*world.snapshot, "/w/a.md", "q:x") == "/w/q/people/x.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "q:y") == "unknown");
}

TEST_CASE("agents that are listed where nobody can look leave a plugin half seen") {
  for (const char* place : {"/opt/agents/y.md", "$HOME/agents/y.md", "reviewer", "../../beside/y.md"}) {
    const World world =
        make_world({{"/w/p/plugin.json", "{ \"name\": \"p\", \"agents\": [\"" + std::string(place) + "\"] }"},
                    {"/w/p/agents/x.md", agent("x")}});
    CHECK_MESSAGE(meaning(*world.snapshot, "/w/a.md", "p:y") == "unseen", place);
  }
}

TEST_CASE("a listed agent that an editor makes or ends tells how much of its plugin is seen") {
  const World world =
      make_world({{"/w/p/plugin.json", "{ \"name\": \"p\", \"agents\": [\"./special/y.md\"] }"},
                  {"/w/p/agents/x.md", agent("x")}});
  const auto edited = [](const Snapshot& before, const std::string& text) {
    const std::string path = "/w/p/special/y.md";
    const auto document = parse_document(text);
    return before.with_facts(
        make_facts(path, *document, kind_of(path, *document, before.plugins(), before.roots(), {})));
  };
  CHECK(meaning(*world.snapshot, "/w/a.md", "p:z") == "unseen");
  const auto made = edited(*world.snapshot, agent("y"));
  CHECK(meaning(*made, "/w/a.md", "p:y") == "/w/p/special/y.md");
  CHECK(meaning(*made, "/w/a.md", "p:z") == "unknown");
  const auto ended = edited(*made, "no front matter\n");
  CHECK(meaning(*ended, "/w/a.md", "p:y") == "unseen");
  CHECK(meaning(*ended, "/w/a.md", "p:z") == "unseen");
}

TEST_CASE("templates define no agent") {
  const World world = make_world({
      {"/w/agents/{{name}}.md", agent("a")},
      {"/w/agents/b.md", agent("{{ agent_name }}")},
  });
  CHECK(world.snapshot->agents().empty());
  CHECK(!world.snapshot->defines_agents());
}

TEST_CASE("a template that gives an agent a name is no rival of one that is there") {
  const std::string filled_in = "---\nname: x\ndescription: \"{{ what }}\"\n---\n";
  Files files = {{"/w/a/.claude-plugin/plugin.json", R"({"name": "a"})"},
                 {"/w/a/agents/x.md", filled_in},
                 {"/w/b/.claude-plugin/plugin.json", R"({"name": "b"})"},
                 {"/w/b/agents/x.md", agent("x")},
                 {"/w/b/agents/again.md", filled_in}};
  const World world = make_world(files);
  CHECK(meaning(*world.snapshot, "/w/c.md", "x") == "/w/b/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/c.md", "a:x") == "/w/a/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/c.md", "b:x") == "/w/b/agents/x.md");
  // An edit that ends the template makes a rival of it, one that makes it one again ends that.
  const auto edited = [](const Snapshot& before, const std::string& text) {
    const auto document = parse_document(text);
    return before.with_facts(
        make_facts("/w/a/agents/x.md", *document,
                   kind_of("/w/a/agents/x.md", *document, before.plugins(), before.roots(), {})));
  };
  const auto plain = edited(*world.snapshot, agent("x"));
  CHECK(meaning(*plain, "/w/c.md", "x") == "ambiguous: a:x b:x");
  CHECK(meaning(*edited(*plain, filled_in), "/w/c.md", "x") == "/w/b/agents/x.md");
  files["/w/b/agents/x.md"] = filled_in;
  CHECK(meaning(*make_world(files).snapshot, "/w/c.md", "x") == "ambiguous: a:x b:x");
  files.erase("/w/b/agents/x.md");
  files.erase("/w/b/agents/again.md");
  files["/w/lib/agents/x.md"] = agent("x");
  CHECK(meaning(*make_world(files).snapshot, "/w/c.md", "x") == "/w/lib/agents/x.md");
}

TEST_CASE("the user's own agents are none of the workspace's") {
  const Files files = {{"/home/u/.claude/agents/x.md", agent("x")}, {"/w/commands/a.md", "# A\n"}};
  CHECK(!with_home(make_world(files, {"/w"}))->defines_agents());
  CHECK(!with_home(make_world(files, {"/home/u"}))->defines_agents());
  CHECK(make_world(files, {"/home/u"}).snapshot->defines_agents());
}

TEST_CASE("names on offer: nearest scope first, each once") {
  Files files = two_plugins;
  files["/w/.claude/agents/near.md"] = agent("near");
  files["/w/.claude/agents/worker.md"] = agent("worker");
  files["/w/lib/agents/loose.md"] = agent("loose");
  files["/w/lib/agents/worker.md"] = agent("worker");
  files["/w/plugins/p/agents/again.md"] = agent("worker");
  files["/home/u/.claude/agents/mine.md"] = agent("mine");
  const auto snapshot = with_home(make_world(files));
  Names names = snapshot->agent_names("/w/plugins/p/commands/a.md");
  REQUIRE(names.size() > 6);
  CHECK(std::ranges::count(names, "general-purpose") == 1);
  names.resize(6);
  CHECK(names == Names{"worker", "near", "mine", "q:lone", "q:worker", "loose"});
  names = snapshot->agent_names("/w/a.md");
  names.resize(6);
  CHECK(names == Names{"near", "worker", "mine", "p:worker", "q:lone", "q:worker"});
}

TEST_CASE("every name on offer means an agent there") {
  Files files = two_plugins;
  files["/w/.claude/agents/near.md"] = agent("near");
  files["/w/lib/agents/worker.md"] = agent("worker");
  files["/w/lib/agents/lone.md"] = agent("lone");
  const World world = make_world(files);
  for (const char* from :
       {"/w/a.md", "/w/plugins/p/commands/a.md", "/w/lib/commands/a.md", "/elsewhere/a.md"})
    for (const std::string& name : world.snapshot->agent_names(from)) {
      INFO(from, " ", name);
      CHECK(world.snapshot->resolve_agent(from, name).status == Status::resolved);
    }
}

TEST_CASE("an edit that renames, makes or ends an agent is seen at once, in the new snapshot only") {
  const World world = make_world({{"/w/agents/x.md", agent("x")}});
  const auto edited = [&](const Snapshot& before, const std::string& path, const std::string& text) {
    const auto document = parse_document(text);
    return before.with_facts(
        make_facts(path, *document, kind_of(path, *document, before.plugins(), before.roots(), {})));
  };
  const auto renamed = edited(*world.snapshot, "/w/agents/x.md", agent("z"));
  CHECK(meaning(*renamed, "/w/a.md", "x") == "unknown");
  CHECK(meaning(*renamed, "/w/a.md", "z") == "/w/agents/x.md");
  CHECK(meaning(*world.snapshot, "/w/a.md", "x") == "/w/agents/x.md");
  const auto back = edited(*renamed, "/w/agents/x.md", agent("x"));
  CHECK(meaning(*back, "/w/a.md", "z") == "unknown");
  CHECK(meaning(*back, "/w/a.md", "x") == "/w/agents/x.md");
  const auto second = edited(*back, "/w/agents/a.md", agent("y"));
  CHECK(meaning(*second, "/w/a.md", "y") == "/w/agents/a.md");
  CHECK(second->agents().size() == 2);
  CHECK(second->agents()[0].path == "/w/agents/a.md");
  const auto ended = edited(*second, "/w/agents/x.md", "no front matter\n");
  CHECK(meaning(*ended, "/w/a.md", "x") == "unknown");
  CHECK(ended->agents().size() == 1);
  CHECK(ended->defines_agents());
}

TEST_CASE("ten thousand agents cost little to name, and to rename") {
  SnapshotParts parts = make_world({}).snapshot->parts();
  std::map<std::string, std::shared_ptr<const FileFacts>> facts;
  for (int i = 0; i < 10000; ++i) {
    auto one = std::make_shared<FileFacts>();
    one->path = "/w/plugins/p" + std::to_string(i % 100) + "/agents/agent-" + std::to_string(i) + ".md";
    one->kind = FileKind::agent;
    one->name = "agent-" + std::to_string(i);
    facts.emplace(one->path, std::move(one));
  }
  parts.facts =
      std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>(std::move(facts));
  auto snapshot = std::make_shared<const Snapshot>(std::move(parts));
  const CpuTime finding;
  std::size_t found = 0;
  for (int i = 0; i < 20000; ++i)
    found += snapshot->resolve_agent("/w/a/b/c/d/e/f.md", "agent-" + std::to_string(i)).agent != nullptr;
  CHECK(found == 10000);
  const double names = finding.seconds();
  const CpuTime renaming;
  for (int i = 0; i < 20; ++i) {
    FileFacts renamed = *snapshot->facts("/w/plugins/p7/agents/agent-7.md");
    renamed.name = "key-press-" + std::to_string(i);
    snapshot = snapshot->with_facts(std::make_shared<const FileFacts>(std::move(renamed)));
  }
  const double renames = renaming.seconds();
  CHECK(meaning(*snapshot, "/w/a.md", "key-press-19") == "/w/plugins/p7/agents/agent-7.md");
  CHECK(meaning(*snapshot, "/w/a.md", "key-press-18") == "unknown");
  INFO("20,000 names: ", names, " s; a rename: ", renames / 20, " s");
  // Generous: a slow machine and sanitizers included. A step that were quadratic would take minutes.
  CHECK(names < 5);
  CHECK(renames < 20);
}
