// What a path that leads nowhere may have meant.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/cpu_time.h"
#include "tests/workspace/tree.h"

using namespace baton;
using baton::testing::CpuTime;
using baton::testing::snapshot_of;
using baton::testing::Tree;
using Paths = std::vector<std::string>;

namespace {

Paths near(const Tree& tree, std::string_view path, std::string_view from = "/w/commands/run.md") {
  return snapshot_of(tree)->near_paths(from, path);
}

}  // namespace

TEST_CASE("a file of that name elsewhere, the nearest first") {
  const Tree tree{{"/w/docs/ml/guide.md", "/w/guide.md", "/w/other/x/y/guide.md", "/w/more/x/y/z/guide.md"}};
  CHECK(near(tree, "/w/docs/guide.md") ==
        Paths{"/w/docs/ml/guide.md", "/w/guide.md", "/w/other/x/y/guide.md"});
  CHECK(near(tree, "../docs/guide.md") ==
        Paths{"/w/docs/ml/guide.md", "/w/guide.md", "/w/other/x/y/guide.md"});
  CHECK(near(tree, "/w/docs/nothing-of-it.md").empty());
}

TEST_CASE("a misspelt folder on the way") {
  const Tree tree{{"/w/docs/ml/a.md", "/w/docs/ops/a.md", "/w/archive/old/ml/a.md"}};
  CHECK(near(tree, "/w/dcos/ml/a.md").front() == "/w/docs/ml/a.md");
  CHECK(near(tree, "/w/docs/mll/a.md").front() == "/w/docs/ml/a.md");
  CHECK(near(tree, "/w/DCOS/none.md").empty());
}

TEST_CASE("a misspelt name in the folder, and another extension") {
  const Tree tree{
      {"/w/docs/mlops-methodology.md", "/w/docs/logo.svg", "/w/docs/a.md", "/w/docs/überblick.md"}};
  CHECK(near(tree, "/w/docs/mlops-methodolgy.md") == Paths{"/w/docs/mlops-methodology.md"});
  CHECK(near(tree, "/w/docs/mlops-methodology") == Paths{"/w/docs/mlops-methodology.md"});
  CHECK(near(tree, "/w/docs/logo.png") == Paths{"/w/docs/logo.svg"});
  CHECK(near(tree, "/w/docs/uberblick.md") == Paths{"/w/docs/überblick.md"});
  CHECK(near(tree, "/w/Docs/mlops-methodolgy.md") == Paths{"/w/docs/mlops-methodology.md"});
}

TEST_CASE("the file's own plugin comes before the rest of the root") {
  Tree tree{{"/w/p/commands/run.md", "/w/p/x/y/z/guide.md", "/w/q/x/guide.md"}};
  tree.manifests = {{"/w/p/.claude-plugin/plugin.json", "{}"}};
  CHECK(near(tree, "/w/docs/guide.md", "/w/p/commands/run.md") ==
        Paths{"/w/p/x/y/z/guide.md", "/w/q/x/guide.md"});
  CHECK(near(tree, "/w/docs/guide.md", "/w/q/commands/run.md") ==
        Paths{"/w/q/x/guide.md", "/w/p/x/y/z/guide.md"});
}

TEST_CASE("a file of another plugin is not near, unless the path leads into that plugin") {
  Tree tree{{"/w/p/commands/run.md", "/w/p/docs/own.md", "/w/q/docs/guide.md", "/w/docs/guide.md"}};
  tree.manifests = {{"/w/p/.claude-plugin/plugin.json", "{}"}, {"/w/q/.claude-plugin/plugin.json", "{}"}};
  const std::string_view from = "/w/p/commands/run.md";
  CHECK(near(tree, "/w/p/docs/guide.md", from) == Paths{"/w/docs/guide.md"});
  CHECK(near(tree, "/w/q/guide.md", from) == Paths{"/w/q/docs/guide.md", "/w/docs/guide.md"});
  CHECK(near(tree, "/w/p/docs/guide.md", "/w/notes.md") == Paths{"/w/docs/guide.md", "/w/q/docs/guide.md"});
}

TEST_CASE("never the file itself, never one twice, never more than three") {
  Tree tree{{"/w/a/README.md", "/w/b/README.md"}};
  CHECK(near(tree, "/w/c/README.md", "/w/a/README.md") == Paths{"/w/b/README.md"});
  for (int i = 0; i < 8; ++i) tree.files.push_back("/w/b/" + std::to_string(i) + "/x.md");
  CHECK(near(tree, "/w/b/x.md").size() == 3);
}

TEST_CASE("a name that stands everywhere says nothing by itself") {
  Tree tree;
  for (int i = 0; i < 50; ++i) tree.files.push_back("/w/skills/s" + std::to_string(i) + "/SKILL.md");
  CHECK(near(tree, "/w/elsewhere/deep/SKILL.md").empty());
  CHECK(near(tree, "/w/skills/s7/more/SKILL.md") == Paths{"/w/skills/s7/SKILL.md"});
}

TEST_CASE("nothing is near to what is no path in a workspace") {
  const Tree tree{{"/w/a.md"}};
  CHECK(near(tree, "").empty());
  CHECK(near(tree, "/").empty());
  CHECK(near(tree, std::string("/w/a\0.md", 8)).empty());
  CHECK(near(tree, "/w/" + std::string(5000, 'a')).empty());
  CHECK(near(tree, "/w/" + std::string(256, 'a')).empty());
  CHECK(near(tree, "/outside/b.md").empty());
  CHECK(near(tree, "/outside/b.md", "/outside/run.md").empty());
  CHECK(near(tree, "a.md", "untitled").empty());
  CHECK(near(Tree{{}, {}, {}}, "/w/a.md").empty());
}

TEST_CASE("a large workspace and a file full of broken links cost little") {
  Tree tree;
  for (int i = 0; i < 10000; ++i) {
    tree.files.push_back("/w/docs/file-" + std::to_string(i) + ".md");
    tree.files.push_back("/w/f" + std::to_string(i) + "/README.md");
  }
  const auto world = snapshot_of(tree);
  const CpuTime time;
  std::size_t found = 0;
  for (int i = 0; i < 2000; ++i) {
    found += world->near_paths("/w/docs/file-0.md", "/w/docs/flie-" + std::to_string(i) + ".md").size();
    found += world->near_paths("/w/docs/file-0.md", "/w/g" + std::to_string(i) + "/README.md").size();
  }
  CHECK(found > 0);
  CHECK(time.seconds() < 4);
}
