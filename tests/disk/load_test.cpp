// Loading a workspace from the disk, looking up what it lacks, bringing it up to date.
#include "server/workspace/disk/load.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/workspace/disk/kind_guess.h"
#include "server/workspace/disk/linked_agents.h"
#include "server/workspace/disk/refresh.h"
#include "server/workspace/disk/walk.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
using namespace baton;
using baton::test::Scratch;
using Names = std::vector<std::string>;

namespace {

LoadOptions options_for(const Scratch& scratch, const Names& targets = {}) {
  LoadOptions options;
  options.roots = {scratch.folder()};
  for (const std::string& target : targets) options.targets.push_back(scratch.path(target));
  return options;
}

LoadedWorkspace load(const LoadOptions& options) {
  Workers two(2);
  return load_workspace(options, two);
}

Names judged(const Scratch& scratch, const LoadedWorkspace& loaded) {
  Names names;
  for (const LoadedFile& file : loaded.files) names.push_back(file.path.substr(scratch.folder().size() + 1));
  return names;
}

constexpr const char* command = "---\ndescription: D.\n---\n\n# Title\n";
constexpr const char* agent = "---\nname: helper\ndescription: D.\n---\n";

}  // namespace

TEST_CASE("manifests and configurations are judged where they are walked or named") {
  Scratch scratch;
  scratch.write(".gitignore", "old/\n");
  scratch.write(".baton.yaml", "files:\n  exclude: drafts\n");
  scratch.write("p/.claude-plugin/plugin.json", "{}");
  scratch.write("q/plugin.json", "{}");
  scratch.write("q/agents/helper.md", agent);
  scratch.write("r/plugin.json", "{}");
  scratch.write("drafts/.claude-plugin/plugin.json", "{}");
  scratch.write("old/.claude-plugin/plugin.json", "{}");
  scratch.write("old/.baton.yaml", "severity:\n  broken-link: off\n");
  const LoadedWorkspace all = load(options_for(scratch));
  CHECK(judged(scratch, all) ==
        Names{".baton.yaml", "p/.claude-plugin/plugin.json", "q/agents/helper.md", "q/plugin.json"});
  for (const LoadedFile& file : all.files)
    CHECK(file.kind == (file.path.ends_with(".json")   ? FileKind::manifest
                        : file.path.ends_with(".yaml") ? FileKind::configuration
                                                       : FileKind::agent));
  CHECK(all.snapshot->parts().manifests->size() == 3);  // an excluded one is a plugin all the same
  // One that is ignored is judged by name, and makes neither plugin nor configuration.
  const Names names = {"old/.baton.yaml", "old/.claude-plugin/plugin.json", "r/plugin.json"};
  const LoadedWorkspace named = load(options_for(scratch, names));
  CHECK(judged(scratch, named) == Names{"old/.baton.yaml", "old/.claude-plugin/plugin.json"});
  CHECK(named.snapshot->parts().manifests->size() == 3);
  CHECK(named.snapshot->parts().configurations->size() == 1);
  // What lies outside of the targets counts, and is not judged.
  CHECK(judged(scratch, load(options_for(scratch, {"p"}))) == Names{"p/.claude-plugin/plugin.json"});
}

TEST_CASE("a text given for a manifest or a configuration counts as the disk's") {
  Scratch scratch;
  scratch.write(".baton.yaml", "files:\n  exclude: a\n");
  scratch.write("a/commands/x.md", command);
  scratch.write("b/.claude-plugin/plugin.json", "{ \"name\": \"old\" }");
  LoadOptions options = options_for(scratch);
  options.texts[scratch.path(".baton.yaml")] = "files:\n  exclude: b\n";
  options.texts[scratch.path("b/.claude-plugin/plugin.json")] = "{ \"name\": \"new\" }";
  const LoadedWorkspace loaded = load(options);
  CHECK(judged(scratch, loaded) == Names{".baton.yaml", "a/commands/x.md"});
  CHECK(loaded.snapshot->plugin_named("new") != nullptr);
}

TEST_CASE("a manifest that is no text is a trouble, and no plugin's name") {
  Scratch scratch;
  scratch.write("a/.claude-plugin/plugin.json", std::string("{ \"name\": \"x\0\" }", 16));
  scratch.write("b/.claude-plugin/plugin.json", "{ \"name\": \"caf\xE9\" }");
  fs::create_directories(scratch.path("c/.claude-plugin/plugin.json"));
  const LoadedWorkspace loaded = load(options_for(scratch));
  CHECK(judged(scratch, loaded) == Names{"b/.claude-plugin/plugin.json"});
  REQUIRE(loaded.troubles.size() == 2);
  CHECK(loaded.troubles[0].message == "holds NUL bytes, the first in line 1: it was not judged");
  CHECK(loaded.troubles[1].message.starts_with("is not UTF-8 (byte 0xe9 in line 1)"));
  CHECK(loaded.snapshot->plugin_named("b") != nullptr);
}

TEST_CASE("files that a manifest lists are read wherever they lie") {
  Scratch scratch;
  scratch.write("p/.claude-plugin/plugin.json",
                "{ \"name\": \"p\", \"commands\": \"./more\", \"agents\": [\"./team/x.md\"] }");
  scratch.write("p/more/run.md", "# Run\n");
  scratch.write("p/team/x.md", "---\nname: x\ndescription: D.\n---\n");
  scratch.write("p/team/y.md", "---\nname: y\ndescription: D.\n---\n");
  const LoadedWorkspace loaded = load(options_for(scratch));
  CHECK(judged(scratch, loaded) == Names{"p/.claude-plugin/plugin.json", "p/more/run.md", "p/team/x.md"});
  CHECK(loaded.snapshot->agents().size() == 1);
}

TEST_CASE("commands, agents and skills are judged; documents are known by name only") {
  Scratch scratch;
  scratch.write("commands/a.md", command);
  scratch.write("agents/helper.md", agent);
  scratch.write("skills/s/SKILL.md", "---\nname: s\ndescription: D.\n---\n");
  scratch.write("docs/guide.md", "# Guide\n");
  scratch.write("notes/flow.md", "# Flow\n\n<Task>\nsubagent_type: helper\nprompt: Go\n</Task>\n");
  scratch.write("notes/front.md", "---\nexecution_modes:\n  quick: 1 h\n---\n");
  const LoadedWorkspace loaded = load(options_for(scratch));
  CHECK(judged(scratch, loaded) ==
        Names{"agents/helper.md", "commands/a.md", "notes/flow.md", "notes/front.md", "skills/s/SKILL.md"});
  CHECK(loaded.snapshot->facts(scratch.path("docs/guide.md")) == nullptr);
  CHECK(loaded.snapshot->look_up(scratch.path("docs/guide.md")).presence == Presence::exists);
  CHECK(loaded.snapshot->defines_agents());
  CHECK(loaded.troubles.empty());
}

TEST_CASE("the anchors of documents that are linked to with a fragment are read, and only those") {
  Scratch scratch;
  scratch.write("commands/a.md",
                "---\ndescription: D.\n---\n\n[x](../docs/one.md#part) [y](../docs/two.md)\n");
  scratch.write("docs/one.md", "# One\n\n## Part\n");
  scratch.write("docs/two.md", "# Two\n");
  const LoadedWorkspace loaded = load(options_for(scratch));
  const FileFacts* one = loaded.snapshot->facts(scratch.path("docs/one.md"));
  REQUIRE(one != nullptr);
  CHECK(one->anchors == Names{"one", "part"});
  CHECK(loaded.snapshot->facts(scratch.path("docs/two.md")) == nullptr);
}

TEST_CASE("targets in folders that are not walked are looked up, letter case included") {
  Scratch scratch;
  scratch.write(".gitignore", "out/\n");
  scratch.write("out/Deep/Guide.md", "# Guide\n");
  scratch.write("commands/a.md", command);
  const auto before = load(options_for(scratch)).snapshot;
  const std::string exact = scratch.path("out/Deep/Guide.md");
  const std::string other = scratch.path("out/deep/guide.md");
  const std::string none = scratch.path("out/Deep/none.md");
  CHECK(before->look_up(exact).presence == Presence::unknown);
  Needs needs;
  needs.paths = {exact, other, none};
  needs.outlines = {exact};
  const auto after = resolve_needs(before, needs);
  CHECK(after->look_up(exact).presence == Presence::exists);
  CHECK(!after->look_up(exact).case_differs);
  CHECK(after->look_up(other).presence == Presence::exists);
  CHECK(after->look_up(other).case_differs);
  CHECK(after->look_up(other).path == exact);
  CHECK(after->look_up(none).presence == Presence::missing);
  REQUIRE(after->facts(exact) != nullptr);
  CHECK(after->facts(exact)->anchors == Names{"guide"});
  CHECK(resolve_needs(after, needs) == after);
}

TEST_CASE("what the links of a file need is known after one look") {
  Scratch scratch;
  scratch.write("root/.gitignore", "out/\n");
  scratch.write("root/out/guide.md", "# Guide\n");
  scratch.write("root/docs/plan.md", "# Plan\n");
  scratch.write("beside/deep/guide.md", "# Guide\n");
  fs::create_directory_symlink(scratch.path("beside"), scratch.path("root/linked"));
  scratch.write("root/commands/a.md", command);
  LoadOptions options;
  options.roots = {scratch.path("root")};
  const auto before = load(options).snapshot;
  const auto document = parse_document(
      "---\nexternal_docs: {a: out/guide.md, b: ../out/none.md}\n---\n\n[a](../out/guide.md#guide)\n"
      "[b](../out/none.md#x) [c](../linked/deep/guide.md) [d](../linked/none.md) [e](../docs/plan.md#plan)\n"
      "[f](../../beside/deep) [g](../../beside/none%00.md) [h](../../beside/x/y/z.md) [i](../linked)\n");
  const std::string from = scratch.path("root/commands/a.md");
  const auto after = resolve_needs(before, needs_of(*before, from, *document));
  const Needs left = needs_of(*after, from, *document);
  CHECK(left.paths.empty());
  CHECK(left.outlines.empty());
  CHECK(after->resolve_external_doc(from, "out/guide.md").path == scratch.path("root/out/guide.md"));
  CHECK(after->resolve_external_doc(from, "../out/none.md").presence == Presence::missing);
  CHECK(after->look_up(scratch.path("root/linked/deep/guide.md")).presence == Presence::exists);
  CHECK(after->look_up(scratch.path("root/linked/none.md")).presence == Presence::missing);
  CHECK(after->look_up(scratch.path("root/linked")).is_folder);
  CHECK(after->look_up(scratch.path("beside/x/y/z.md")).presence == Presence::missing);
}

TEST_CASE("outside of the roots only existence is asked, and nothing is read") {
  Scratch scratch;
  scratch.write("root/commands/a.md", command);
  scratch.write("beside/guide.md", "# Guide\n");
  LoadOptions options;
  options.roots = {scratch.path("root")};
  const auto before = load(options).snapshot;
  Needs needs;
  needs.paths = {scratch.path("beside/guide.md"), scratch.path("beside/none.md"), scratch.path("beside")};
  needs.outlines = {scratch.path("beside/guide.md")};
  const auto after = resolve_needs(before, needs);
  CHECK(after->look_up(scratch.path("beside/guide.md")).presence == Presence::exists);
  CHECK(after->look_up(scratch.path("beside/none.md")).presence == Presence::missing);
  CHECK(after->look_up(scratch.path("beside")).is_folder);
  CHECK(after->facts(scratch.path("beside/guide.md")) == nullptr);
}

TEST_CASE("texts given stand in for the disk's") {
  Scratch scratch;
  scratch.write("commands/a.md", command);
  LoadOptions options = options_for(scratch, {"commands/a.md", "commands/new.md"});
  options.texts[scratch.path("commands/a.md")] = "given";
  options.texts[scratch.path("commands/new.md")] = "new";
  const LoadedWorkspace loaded = load(options);
  REQUIRE(judged(scratch, loaded) == Names{"commands/a.md", "commands/new.md"});
  CHECK(loaded.files[0].document->text == "given");
  CHECK(loaded.files[1].document->text == "new");
  CHECK(loaded.notes.empty());
}

TEST_CASE("the user's own agents are known and not judged") {
  Scratch scratch;
  scratch.write("root/commands/a.md", command);
  scratch.write("home/.claude/agents/helper.md", agent);
  LoadOptions options;
  options.roots = {scratch.path("root")};
  options.home = scratch.path("home");
  const LoadedWorkspace loaded = load(options);
  CHECK(loaded.files.size() == 1);
  CHECK(loaded.snapshot->resolve_agent(scratch.path("root/commands/a.md"), "helper").status ==
        AgentResolution::Status::resolved);
}

TEST_CASE("of a page beside agents it is known what it is, though nobody judges it") {
  Scratch scratch;
  scratch.write(".claude/agents/plain.md", "# Plain\n");
  scratch.write(".claude/agents/deep/page.md", "# Page\n");
  const LoadedWorkspace loaded = load(options_for(scratch));
  CHECK(loaded.files.empty());
  const FileFacts* facts = loaded.snapshot->facts(scratch.path(".claude/agents/plain.md"));
  REQUIRE(facts != nullptr);
  CHECK(facts->kind == FileKind::document);
  CHECK(facts->anchors == Names{"plain"});
  CHECK(loaded.snapshot->facts(scratch.path(".claude/agents/deep/page.md")) == nullptr);
}

TEST_CASE("agents behind links to their folders are known and not judged") {
  Scratch scratch;
  const auto named = [](const std::string& name) {
    return "---\nname: " + name + "\ndescription: D.\n---\n";
  };
  scratch.write("ext/agents/outer.md", named("outer"));
  scratch.write("w/shared/team/deep/mate.md", named("mate"));
  scratch.write("w/agents/own.md", named("own"));
  scratch.write("w/one/.claude/agents/real.md", named("real"));
  scratch.write("w/two/.claude/");
  scratch.write("w/three/.claude/");
  scratch.write("ext/.claude/agents/hidden.md", named("hidden"));
  scratch.write("w/four/");
  const auto link = [&](const char* target, const char* at) {
    fs::create_directory_symlink(target, scratch.path(at));
  };
  link("../../../ext/agents", "w/two/.claude/agents");
  link("../../../shared/team", "w/one/.claude/agents/team");
  link("../../ext/.claude", "w/four/.claude");
  link("../../agents", "w/three/.claude/agents");  // known anyway
  link(".", "w/one/.claude/agents/loop");
  link("../..", "w/one/.claude/agents/around");
  link("../../../shared/team", "w/shared/team/deep/loop");
  LoadOptions options;
  options.roots = {scratch.path("w")};
  const LoadedWorkspace loaded = load(options);
  Names names;
  for (const Agent& agent : loaded.snapshot->agents())
    names.push_back(agent.name + " " + agent.path.substr(scratch.path("w/").size()));
  CHECK(names == Names{"own agents/own.md", "hidden four/.claude/agents/hidden.md",
                       "real one/.claude/agents/real.md", "mate one/.claude/agents/team/deep/mate.md",
                       "outer two/.claude/agents/outer.md"});
  Names files;
  for (const LoadedFile& file : loaded.files) files.push_back(file.path.substr(scratch.path("w/").size()));
  CHECK(files == Names{"agents/own.md", "one/.claude/agents/real.md"});
  // A change behind a link, or of the link, is read again.
  scratch.write("ext/agents/outer.md", named("other"));
  fs::remove(scratch.path("w/four/.claude"));
  const auto after = refresh_paths(
      loaded.snapshot, {scratch.path("w/two/.claude/agents/outer.md"), scratch.path("w/four/.claude")});
  CHECK(after->resolve_agent(scratch.path("w/x.md"), "other").status == AgentResolution::Status::resolved);
  CHECK(after->resolve_agent(scratch.path("w/x.md"), "mate").status == AgentResolution::Status::resolved);
  CHECK(after->resolve_agent(scratch.path("w/x.md"), "hidden").status == AgentResolution::Status::unknown);
}

TEST_CASE("an agent that changes is read again behind the link to its folder too") {
  Scratch scratch;
  const auto named = [](const std::string& name) { return "---\nname: " + name + "\n---\n"; };
  scratch.write("shared/mate.md", named("mate"));
  scratch.write("agents/own.md", named("own"));
  scratch.write(".claude/agents/real.md", named("real"));
  fs::create_directory_symlink("../../shared", scratch.path(".claude/agents/team"));
  fs::create_directory_symlink("../../agents", scratch.path(".claude/agents/known"));
  const LoadedWorkspace loaded = load(options_for(scratch));
  scratch.write("shared/mate.md", named("friend"));
  scratch.write("shared/new.md", named("new"));
  const Names behind = paths_behind_links(
      *loaded.snapshot, {scratch.path("shared/mate.md"), scratch.path("shared/new.md"),
                         scratch.path("agents/own.md"), scratch.path(".claude/agents/team/mate.md")});
  CHECK(behind ==
        Names{scratch.path(".claude/agents/team/mate.md"), scratch.path(".claude/agents/team/new.md")});
  const auto after = refresh_paths(loaded.snapshot, behind);
  const auto status = [&](const char* name) {
    return after->resolve_agent(scratch.path("x.md"), name).status;
  };
  CHECK(status("friend") == AgentResolution::Status::resolved);
  CHECK(status("new") == AgentResolution::Status::resolved);
  CHECK(status("mate") == AgentResolution::Status::unknown);
}

TEST_CASE("behind a link to a folder of agents no more is looked at than such a folder holds") {
  Scratch scratch;
  scratch.write("w/.claude/agents/real.md", "---\nname: real\n---\n");
  for (int i = 0; i < 700; ++i) scratch.write("home/f" + std::to_string(i) + "/a.md", "");
  scratch.write("home/node_modules/x/a.md", "");
  fs::create_directory_symlink("../../../home", scratch.path("w/.claude/agents/all"));
  const std::string link = scratch.path("w/.claude/agents/all");
  CHECK(agents_behind(link, {scratch.path("w")}).size() == 499);
  CancelToken stopped;
  stopped.cancel();
  CHECK(agents_behind(link, {scratch.path("w")}, stopped).empty());
  CHECK(agents_behind(scratch.path("w/.claude/all"), {scratch.path("w")}).empty());
}

TEST_CASE("a plugin whose folder of agents is a link to agents known anyway may have any of them") {
  Scratch scratch;
  scratch.write("agents/own.md", "---\nname: own\ndescription: D.\n---\n");
  scratch.write("p/.claude-plugin/plugin.json", "{\"name\": \"p\"}");
  fs::create_directory_symlink("../agents", scratch.path("p/agents"));
  const LoadedWorkspace loaded = load(options_for(scratch));
  CHECK(loaded.snapshot->resolve_agent(scratch.path("x.md"), "p:own").status ==
        AgentResolution::Status::unseen_plugin);
}

TEST_CASE("a file that vanishes or is above the cap is told, and nothing stops") {
  Scratch scratch;
  for (int i = 0; i < 5; ++i) scratch.write("commands/c" + std::to_string(i) + ".md", command);
  LoadOptions options = options_for(scratch);
  options.file_cap = 3;
  const LoadedWorkspace loaded = load(options);
  CHECK(judged(scratch, loaded) == Names{"commands/c0.md", "commands/c1.md", "commands/c2.md"});
  CHECK(loaded.notes == Names{"There are 5 Markdown files: only the first 3 were read"});
  const LoadedWorkspace gone = load(options_for(scratch, {"commands/gone.md"}));
  CHECK(gone.files.empty());
  CHECK(gone.notes == Names{scratch.path("commands/gone.md") + ": gone before it could be read"});
}

TEST_CASE("work that is cancelled ends early and still gives a snapshot") {
  Scratch scratch;
  scratch.write("commands/a.md", command);
  LoadOptions options = options_for(scratch);
  options.cancel.cancel();
  const LoadedWorkspace loaded = load(options);
  CHECK(loaded.snapshot != nullptr);
  CHECK(loaded.files.empty());
}

TEST_CASE("refreshing after changes gives what loading again gives") {
  Scratch scratch;
  scratch.write(".gitignore", "ignored/\n");
  scratch.write("commands/a.md", "---\ndescription: D.\n---\n\n[x](../docs/one.md#part)\n");
  scratch.write("agents/helper.md", agent);
  scratch.write("docs/one.md", "# One\n\n## Part\n");
  scratch.write("old/agents/gone.md", "---\nname: gone\ndescription: D.\n---\n");
  auto snapshot = load(options_for(scratch)).snapshot;

  scratch.write("agents/helper.md", "---\nname: renamed\ndescription: D.\n---\n");
  scratch.write("agents/second.md", "---\nname: second\ndescription: D.\n---\n");
  scratch.write("new/deep/agents/third.md", "---\nname: third\ndescription: D.\n---\n");
  scratch.write("ignored/commands/x.md", command);
  scratch.write("docs/one.md", "# One\n\n## Other\n");
  scratch.write("commands/b.txt", "x");
  fs::remove_all(scratch.path("old"));
  std::vector<std::string> changed;
  for (const char* path :
       {"agents/helper.md", "agents/second.md", "new/deep/agents/third.md", "ignored/commands/x.md",
        "docs/one.md", "commands/b.txt", "old/agents/gone.md", "old"})
    changed.push_back(scratch.path(path));
  snapshot = refresh_paths(snapshot, changed);
  const auto again = load(options_for(scratch)).snapshot;

  Names ours, theirs;
  for (const Agent& found : snapshot->agents()) ours.push_back(found.name + " " + found.path);
  for (const Agent& found : again->agents()) theirs.push_back(found.name + " " + found.path);
  CHECK(ours == theirs);
  CHECK(ours.size() == 3);
  Names folders, folders_again;
  for (const auto& [path, listing] : *snapshot->parts().folders) {
    folders.push_back(path);
    REQUIRE(again->parts().folders->contains(path));
    CHECK(again->parts().folders->at(path).files == listing.files);
    CHECK(again->parts().folders->at(path).folders == listing.folders);
  }
  for (const auto& [path, listing] : *again->parts().folders) folders_again.push_back(path);
  CHECK(folders == folders_again);
  REQUIRE(snapshot->facts(scratch.path("docs/one.md")) != nullptr);
  CHECK(snapshot->facts(scratch.path("docs/one.md"))->anchors == Names{"one", "other"});
  CHECK(snapshot->facts(scratch.path("old/agents/gone.md")) == nullptr);
}

TEST_CASE("the root is the nearest folder with a repository or a marketplace") {
  Scratch scratch;
  scratch.write("repo/.git/HEAD");
  scratch.write("repo/shop/.claude-plugin/marketplace.json", "{}");
  scratch.write("repo/shop/plugins/p/commands/a.md");
  scratch.write("repo/other/a.md");
  scratch.write("bare/a.md");
  CHECK(find_root(scratch.path("repo/shop/plugins/p")) == scratch.path("repo/shop"));
  CHECK(find_root(scratch.path("repo/other")) == scratch.path("repo"));
  CHECK(find_root(scratch.path("repo")) == scratch.path("repo"));
  CHECK(find_root(scratch.path("bare")) == scratch.path("bare"));
}

TEST_CASE("the root of a file without a repository is what its folders are made for, and no whole home") {
  Scratch scratch;
  scratch.write("repo/.git/HEAD");
  scratch.write("repo/p/commands/a.md");
  const std::string home = scratch.path("home");
  const auto root = [&](const std::string& file) { return find_root_of_file(scratch.path(file), home); };
  CHECK(root("repo/p/commands/a.md") == scratch.path("repo"));
  CHECK(root("bare/.claude/commands/deep/a.md") == scratch.path("bare"));
  CHECK(root("bare/p/commands/a.md") == scratch.path("bare/p"));
  CHECK(root("bare/notes/a.md") == scratch.path("bare/notes"));
  CHECK(root("home/.claude/commands/a.md") == scratch.path("home/.claude"));
  CHECK(root("home/commands/a.md") == scratch.path("home/commands"));
  CHECK(root("home/p/commands/a.md") == scratch.path("home/p"));
  CHECK(find_root_of_file("/commands/a.md", home) == "/commands");
  CHECK(find_root_of_file("/.claude/commands/a.md", "") == "/.claude");
}

TEST_CASE("the quick look leaves out no file that is judged") {
  const Configuration none;
  const std::vector<std::pair<std::string, std::string>> samples = {
      {"/r/notes/a.md", "---\ncommand: /a\n---\n"},
      {"/r/notes/a.md", "\xEF\xBB\xBF---\r\nexternal_docs: [a.md]\r\n---\r\n"},
      {"/r/notes/a.md", "---\n\"execution_modes\":\n  quick: 1 h\n---\n"},
      {"/r/notes/a.md", "---\nname: x\n\ncommand: /a\n\n# Title\n"},
      {"/r/notes/a.md", "# T\n\n<Task>\nsubagent_type: x\nprompt: y\n</Task>\n"},
      {"/r/notes/a.md", "# T\n\n```yaml\nTask:\n  subagent_type: x\n  prompt: y\n```\n"},
      {"/r/x/SKILL.md", ""},
      {"/r/agents/x.md", "---\nname: x\n---\n"},
      {"/r/commands/x.md", ""},
  };
  for (const auto& [path, text] : samples)
    CHECK_MESSAGE(may_be_judged(path, text, none, {}), path, "\n", text);
  CHECK(!may_be_judged("/r/README.md", "# Title\n\nRun the task: <b>now</b>. My Task is done.\n", none, {}));
  CHECK(!may_be_judged("/r/README.md", "---\ntitle: x\n---\n\ncommand: external\n", none, {}));

  const std::string corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  WalkOptions options;
  options.folders = {fs::canonical(corpora).string()};
  LoadOptions all;
  all.roots = options.folders;
  const LoadedWorkspace loaded = load(all);
  std::size_t left_out = 0;
  Workers two(2);
  for (const std::string& path : walk(options, two).markdown) {
    const std::string text = text_of(path);
    if (may_be_judged(path, text, none, loaded.snapshot->plugins())) continue;
    ++left_out;
    const auto document = parse_document(text);
    CHECK_MESSAGE(
        kind_of(path, *document, loaded.snapshot->plugins(), options.folders, none) == FileKind::document,
        path);
  }
  CHECK(left_out > 100);
}
