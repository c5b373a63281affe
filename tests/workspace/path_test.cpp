// Whether a path is there, as the links of language.md ask it.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "server/workspace/name_table.h"
#include "server/workspace/snapshot.h"
#include "tests/support/cpu_time.h"
#include "tests/workspace/tree.h"

using namespace baton;
using baton::testing::CpuTime;
using baton::testing::snapshot_of;
using baton::testing::Tree;

namespace {

// "exists /w/docs", "exists /w/docs/ folder", "exists /w/a.md other case", "missing /w/b.md", "unknown /x".
std::string words(const PathLookup& found) {
  const char* presence = found.presence == Presence::exists    ? "exists "
                         : found.presence == Presence::missing ? "missing "
                                                               : "unknown ";
  return presence + found.path + (found.is_folder ? "/" : "") + (found.case_differs ? " other case" : "");
}

std::string look_up(const Tree& tree, std::string_view path) {
  return words(snapshot_of(tree)->look_up(path));
}

std::string doc(const Tree& tree, std::string_view from, std::string_view path) {
  return words(snapshot_of(tree)->resolve_external_doc(from, path));
}

constexpr std::string_view manifest = R"({"name": "p"})";

}  // namespace

TEST_CASE("what lies in known folders is there or is not") {
  const Tree tree{{"/w/docs/guide.md", "/w/.github/ci.yml", "/w/docs/ß.md"}};
  CHECK(look_up(tree, "/w/docs/guide.md") == "exists /w/docs/guide.md");
  CHECK(look_up(tree, "/w/docs") == "exists /w/docs/");
  CHECK(look_up(tree, "/w") == "exists /w/");
  CHECK(look_up(tree, "/w/.github/ci.yml") == "exists /w/.github/ci.yml");
  CHECK(look_up(tree, "/w/docs/ß.md") == "exists /w/docs/ß.md");
  CHECK(look_up(tree, "/w/docs/guides.md") == "missing /w/docs/guides.md");
  CHECK(look_up(tree, "/w/doc/guide.md") == "missing /w/doc/guide.md");
  CHECK(look_up(tree, "/w/docs/guide.md/more") == "missing /w/docs/guide.md/more");
  CHECK(look_up(tree, "/w/a/b/c/d") == "missing /w/a/b/c/d");
}

TEST_CASE("letter case is compared name by name, and the disk's spelling is told") {
  const Tree tree{{"/w/docs/Guide.md", "/w/Plans/2024/Über.md"}};
  CHECK(look_up(tree, "/w/docs/guide.md") == "exists /w/docs/Guide.md other case");
  CHECK(look_up(tree, "/w/Docs/Guide.md") == "exists /w/docs/Guide.md other case");
  CHECK(look_up(tree, "/w/DOCS/GUIDE.MD") == "exists /w/docs/Guide.md other case");
  CHECK(look_up(tree, "/w/DOCS") == "exists /w/docs/ other case");
  CHECK(look_up(tree, "/w/plans/2024/über.md") == "exists /w/Plans/2024/Über.md other case");
  CHECK(look_up(tree, "/w/DOCS/none.md") == "missing /w/DOCS/none.md");
  // What is exactly there is never taken for something else.
  const Tree both{{"/w/README.md", "/w/readme.md", "/w/Docs/a.md", "/w/docs/b.md"}};
  CHECK(look_up(both, "/w/readme.md") == "exists /w/readme.md");
  CHECK(look_up(both, "/w/README.md") == "exists /w/README.md");
  CHECK(look_up(both, "/w/Readme.md") == "exists /w/README.md other case");
  CHECK(look_up(both, "/w/docs/b.md") == "exists /w/docs/b.md");
  CHECK(look_up(both, "/w/docs/a.md") == "missing /w/docs/a.md");
}

TEST_CASE("what was never seen is unknown until it is looked up") {
  Tree tree{{"/w/a.md"}, {"/w/node_modules"}};
  CHECK(look_up(tree, "/w/node_modules") == "exists /w/node_modules/");
  CHECK(look_up(tree, "/w/node_modules/x/y.md") == "unknown /w/node_modules/x/y.md");
  CHECK(look_up(tree, "/w/Node_Modules/x/y.md") == "unknown /w/Node_Modules/x/y.md");
  CHECK(look_up(tree, "/beside/x.md") == "unknown /beside/x.md");
  CHECK(look_up(tree, "/") == "unknown /");
  CHECK(look_up(tree, "/wider/x.md") == "unknown /wider/x.md");
  CHECK(look_up(tree, "untitled.md") == "unknown untitled.md");
  CHECK(look_up(tree, "") == "unknown ");
  tree.looked_up["/beside/x.md"] = {Presence::exists, false, "/beside/x.md", false};
  tree.looked_up["/w/Node_Modules/x/y.md"] = {Presence::exists, false, "/w/node_modules/x/y.md", true};
  tree.looked_up["/beside/secret"] = {Presence::unknown, false, "/beside/secret", false};
  CHECK(look_up(tree, "/beside/x.md") == "exists /beside/x.md");
  CHECK(look_up(tree, "/w/Node_Modules/x/y.md") == "exists /w/node_modules/x/y.md other case");
  CHECK(look_up(tree, "/beside/secret") == "unknown /beside/secret");
}

TEST_CASE("a root may lie in a root, be the whole disk, or not be there yet") {
  const Tree nested{{"/w/a.md", "/w/in/b.md"}, {}, {"/w", "/w/in"}};
  CHECK(look_up(nested, "/w/in/b.md") == "exists /w/in/b.md");
  CHECK(look_up(nested, "/w/a.md") == "exists /w/a.md");
  const Tree whole{{"/a.md", "/x/b.md"}, {}, {"/"}};
  CHECK(look_up(whole, "/x/B.md") == "exists /x/b.md other case");
  CHECK(look_up(whole, "/") == "exists //");
  CHECK(look_up(whole, "/y") == "missing /y");
  CHECK(look_up(Tree{{}, {}, {}}, "/w/a.md") == "unknown /w/a.md");
}

TEST_CASE("paths that no system can open are missing, at no cost") {
  const Tree tree{{"/w/a.md"}};
  const std::string with_nul("/outside/a\0.md", 14);
  CHECK(snapshot_of(tree)->look_up(with_nul).presence == Presence::missing);
  std::string deep = "/outside";
  for (int i = 0; i < 500000; ++i) deep += "/a";
  CHECK(snapshot_of(tree)->look_up(deep).presence == Presence::missing);
  CHECK(snapshot_of(tree)->look_up("/w/" + std::string(300, 'x')).presence == Presence::missing);
}

TEST_CASE("an external doc is tried from the file, from the plugin, from the root") {
  Tree tree;
  tree.manifests = {{"/w/plugins/p/.claude-plugin/plugin.json", std::string(manifest)}};
  const std::string from = "/w/plugins/p/commands/run.md";
  tree.files = {from, "/w/docs/a.md"};
  CHECK(doc(tree, from, "docs/a.md") == "exists /w/docs/a.md");
  tree.files.push_back("/w/plugins/p/docs/a.md");
  CHECK(doc(tree, from, "docs/a.md") == "exists /w/plugins/p/docs/a.md");
  CHECK(doc(tree, from, "../docs/a.md") == "exists /w/plugins/p/docs/a.md");
  CHECK(doc(tree, from, "./../docs//a.md") == "exists /w/plugins/p/docs/a.md");
  tree.files.push_back("/w/plugins/p/commands/docs/a.md");
  CHECK(doc(tree, from, "docs/a.md") == "exists /w/plugins/p/commands/docs/a.md");
  CHECK(doc(tree, from, "docs/") == "exists /w/plugins/p/commands/docs/");
  CHECK(doc(tree, from, "docs/b.md") == "missing /w/plugins/p/commands/docs/b.md");
  CHECK(doc(tree, from, "") == "exists " + from);
  CHECK(doc(tree, from, "/w/docs/a.md") == "unknown /w/docs/a.md");
  CHECK(doc(tree, from, "../../../../outside.md") == "unknown /outside.md");
}

TEST_CASE("an external doc in another letter case is found last") {
  Tree tree;
  tree.manifests = {{"/w/p/.claude-plugin/plugin.json", std::string(manifest)}};
  const std::string from = "/w/p/commands/run.md";
  tree.files = {from, "/w/p/commands/docs/A.md"};
  CHECK(doc(tree, from, "docs/a.md") == "exists /w/p/commands/docs/A.md other case");
  tree.files.push_back("/w/docs/a.md");
  CHECK(doc(tree, from, "docs/a.md") == "exists /w/docs/a.md");
}

TEST_CASE("a bare name is the plugin's only file of that name") {
  Tree tree;
  tree.manifests = {{"/w/p/.claude-plugin/plugin.json", std::string(manifest)},
                    {"/w/p/inner/.claude-plugin/plugin.json", std::string(manifest)}};
  const std::string from = "/w/p/commands/run.md";
  tree.files = {from, "/w/p/docs/deep/guide.md", "/w/p/inner/docs/guide.md", "/w/p-2/guide.md"};
  CHECK(doc(tree, from, "guide.md") == "exists /w/p/docs/deep/guide.md");
  CHECK(doc(tree, from, "Guide.md") == "exists /w/p/docs/deep/guide.md other case");
  CHECK(doc(tree, from, "./guide.md") == "missing /w/p/commands/guide.md");
  CHECK(doc(tree, from, "x/guide.md") == "missing /w/p/commands/x/guide.md");
  CHECK(doc(tree, from, "deep") == "missing /w/p/commands/deep");  // a folder is no file
  CHECK(doc(tree, "/w/p/inner/commands/run.md", "guide.md") == "exists /w/p/inner/docs/guide.md");
  CHECK(doc(tree, "/w/commands/run.md", "guide.md") == "missing /w/commands/guide.md");  // no plugin
  tree.files.push_back("/w/p/docs/guide.md");
  CHECK(doc(tree, from, "guide.md") == "missing /w/p/commands/guide.md");
  tree.files.push_back("/w/p/docs/Guide.md");
  CHECK(doc(tree, from, "Guide.md") == "exists /w/p/docs/Guide.md");
}

TEST_CASE("a place that nobody looked at yet may hold the doc") {
  Tree tree{{"/w/commands/run.md", "/w/vendor2/A.md"}, {"/w/commands/vendor"}};
  CHECK(doc(tree, "/w/commands/run.md", "vendor/a.md") == "unknown /w/commands/vendor/a.md");
  tree.files.push_back("/w/vendor/A.md");
  CHECK(doc(tree, "/w/commands/run.md", "vendor/a.md") == "unknown /w/commands/vendor/a.md");
  tree.looked_up["/w/commands/vendor/a.md"] = {Presence::missing, false, "/w/commands/vendor/a.md", false};
  CHECK(doc(tree, "/w/commands/run.md", "vendor/a.md") == "exists /w/vendor/A.md other case");
  tree.files.push_back("/w/vendor/a.md");
  CHECK(doc(tree, "/w/commands/run.md", "vendor/a.md") == "exists /w/vendor/a.md");
}

TEST_CASE("names of any case stand in the order of a walk") {
  CHECK(before_in_walk("/a", "/a/b"));
  CHECK(before_in_walk("/a/z", "/a-b"));
  CHECK(before_in_walk("/a/b", "/a/b-c"));
  CHECK(!before_in_walk("/a/b", "/a/b"));
  CHECK(!before_in_walk("/a-b", "/a/z"));
  const auto world = snapshot_of({{"/w/a/x.md", "/w/a-b/X.md", "/w/a/c/x.MD", "/w/b/x.md"}});
  const NameTable names(world->parts().folders);
  CHECK(names.named("X.MD").size() == 4);
  CHECK(names.named_below("x.md", "/w/a").size() == 2);
  CHECK(names.named_below("x.md", "/w/a/c").size() == 1);
  CHECK(names.named_below("x.md", "/w/c").empty());
  CHECK(names.named_below("y.md", "/w").empty());
  REQUIRE(names.named_in("x.md", "/w/a-b") != nullptr);
  CHECK(*names.named_in("x.md", "/w/a-b")->name == "X.md");
  CHECK(names.named_in("x.md", "/w") == nullptr);
}

TEST_CASE("thousands of broken paths beside thousands of files cost little") {
  Tree tree;
  for (int i = 0; i < 10000; ++i) tree.files.push_back("/w/docs/File-" + std::to_string(i) + ".md");
  const auto world = snapshot_of(tree);
  const CpuTime time;
  int there = 0;
  for (int i = 0; i < 20000; ++i)
    there += world->look_up("/w/DOCS/file-" + std::to_string(i) + ".md").presence == Presence::exists ? 1 : 0;
  CHECK(there == 10000);
  CHECK(time.seconds() < 2);
}
