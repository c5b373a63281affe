// What a file's links ask for, and that one look at the disk answers it.
#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>

#include "server/syntax/document.h"
#include "tests/workspace/tree.h"

using namespace baton;
using baton::testing::snapshot_of;
using baton::testing::Tree;
using Paths = std::set<std::string>;

namespace {

constexpr std::string_view file = "/w/commands/run.md";

Needs needs(const Tree& tree, const std::string& text) {
  return needs_of(*snapshot_of(tree), file, *parse_document(text));
}

}  // namespace

TEST_CASE("paths in known folders are not asked for, others are") {
  const Tree tree{{"/w/docs/a.md"}, {"/w/vendor"}};
  const Needs found = needs(tree,
                            "[a](../docs/a.md) [b](../docs/none.md) [c](../vendor/x.md)\n"
                            "[d](../../beside/y.txt) ![e](../../beside/z.png) [f](../vendor) [g](#here)\n"
                            "[h](https://example.org/x.md) [i](/abs.md) [j](${ROOT}/x.md) [k](url)\n");
  CHECK(found.paths == Paths{"/w/vendor/x.md", "/beside/y.txt", "/beside/z.png"});
  CHECK(found.outlines.empty());
}

TEST_CASE("a fragment needs the headings of a Markdown file inside the roots") {
  Tree tree{{"/w/docs/a.md", "/w/docs/b.md", "/w/docs/code.py", "/w/docs/C.md", std::string(file)},
            {"/w/vendor"}};
  tree.with_facts = {"/w/docs/b.md"};
  const Needs found = needs(tree,
                            "[a](../docs/a.md#one) [b](../docs/b.md#one) [py](../docs/code.py#L10)\n"
                            "[c](../docs/c.md#one) [none](../docs/none.md#one) [v](../vendor/v.md#one)\n"
                            "[out](../../beside/o.md#one) [self](run.md#one) [folder](../docs#one)\n");
  // With other letter case the real file is read; with an unknown path both are asked at once.
  CHECK(found.outlines == Paths{"/w/docs/a.md", "/w/docs/C.md", "/w/vendor/v.md"});
  CHECK(found.paths == Paths{"/w/vendor/v.md", "/beside/o.md"});
}

TEST_CASE("links in prompts count, links in code do not") {
  const Needs found = needs({{}, {"/w/v"}},
                            "<Task>\nsubagent_type: a\nprompt: |\n  See [x](../v/in-prompt.md).\n</Task>\n\n"
                            "```\n[x](../v/in-code.md)\n```\n`[x](../v/in-span.md)`\n");
  CHECK(found.paths == Paths{"/w/v/in-prompt.md"});
}

TEST_CASE("percent escapes are decoded before a path is asked for") {
  const Needs found =
      needs({{}, {"/w/v"}},
            "[a](../v/my%20file.md) [b](%2Fetc/passwd.md) [c](..%2fv%2Fx.md) [d](../v/100%.md)\n"
            "[e](../v/nul%00.md) [f](%2e%2e/v/y.md)\n");
  CHECK(found.paths == Paths{"/w/v/my file.md", "/w/v/x.md", "/w/v/100%.md", "/w/v/y.md"});
}

TEST_CASE("an external doc asks for its places until one is there as written") {
  Tree tree{{"/w/p/commands/run.md", "/w/p/docs/a.md", "/w/p/deep/guide.md"},
            {"/w/p/commands/v", "/w/p/v", "/w/v"}};
  tree.manifests = {{"/w/p/.claude-plugin/plugin.json", "{}"}};
  const auto ask = [&](const std::string& path) {
    return needs_of(*snapshot_of(tree), "/w/p/commands/run.md",
                    *parse_document("---\nexternal_docs:\n  x: \"" + path + "\"\n---\n"));
  };
  CHECK(ask("v/a.md").paths == Paths{"/w/p/commands/v/a.md", "/w/p/v/a.md", "/w/v/a.md"});
  CHECK(ask("docs/a.md").paths.empty());
  CHECK(ask("docs/a.md#one").outlines == Paths{"/w/p/docs/a.md"});
  CHECK(ask("guide.md#one").outlines == Paths{"/w/p/deep/guide.md"});
  CHECK(ask("%2Fetc/passwd.md").paths.empty());
  tree.looked_up["/w/p/v/a.md"] = {Presence::exists, false, "/w/p/v/a.md", false};
  CHECK(ask("v/a.md").paths == Paths{"/w/p/commands/v/a.md"});
}

TEST_CASE("what was looked up is not asked for again, whatever the answer") {
  Tree tree{{}, {"/w/v"}};
  const std::string text = "[a](../v/a.md) [b](../v/b.md) [c](../v/c.md#one)\n";
  tree.looked_up["/w/v/a.md"] = {Presence::missing, false, "/w/v/a.md", false};
  tree.looked_up["/w/v/b.md"] = {Presence::unknown, false, "/w/v/b.md", false};
  tree.looked_up["/w/v/c.md"] = {Presence::exists, false, "/w/v/c.md", false};
  tree.with_facts = {"/w/v/c.md"};
  const Needs found = needs(tree, text);
  CHECK(found.paths.empty());
  CHECK(found.outlines.empty());
}

TEST_CASE("what was looked up is known in the new snapshot, and no name is indexed again") {
  const auto before = snapshot_of({{"/w/agents/x.md", "/w/docs/b.md"}, {"/w/v"}});
  auto outline = std::make_shared<FileFacts>();
  outline->path = "/w/docs/b.md";
  const auto after =
      before->with_looked_up({{"/w/v/a.md", {Presence::exists, false, "/w/v/a.md", false}}}, {outline});
  CHECK(before->look_up("/w/v/a.md").presence == Presence::unknown);
  CHECK(before->facts("/w/docs/b.md") == nullptr);
  CHECK(after->look_up("/w/v/a.md").presence == Presence::exists);
  CHECK(after->facts("/w/docs/b.md") == outline.get());
  CHECK(&after->agents() == &before->agents());
  auto agent = std::make_shared<FileFacts>();
  agent->path = "/w/agents/x.md";
  agent->kind = FileKind::agent;
  agent->name = "x";
  CHECK(before->with_looked_up({}, {agent})->agents().size() == 1);
}

TEST_CASE("a text that lies nowhere needs nothing") {
  CHECK(needs_of(*snapshot_of({{}}), "untitled:Untitled-1", *parse_document("[a](b.md)\n")).paths.empty());
}

TEST_CASE("a page of a site asks for the pages that its links may mean, as far as nobody knows of them") {
  Tree tree{{"/w/docs/commands/run.md", "/w/docs/commands/init.md"}, {"/w/build"}};
  const auto ask = [&](const std::string& path) {
    return needs_of(
               *snapshot_of(tree), path,
               *parse_document(
                   "[a](./init) [b](../../build/gone) [c](../../../out/gone.html) [d](../../build/x.md)\n"))
        .paths;
  };
  CHECK(ask("/w/docs/commands/run.md") == Paths{"/out/gone.html", "/out/gone.md", "/out/gone.mdx",
                                                "/w/build/gone", "/w/build/gone.md", "/w/build/gone.mdx",
                                                "/w/build/x.md"});
  CHECK(ask("/w/other/commands/run.md") == Paths{"/out/gone.html", "/w/build/gone", "/w/build/x.md"});
  tree.looked_up["/w/build/gone"] = {Presence::exists, true, "/w/build/gone", false};
  CHECK_FALSE(ask("/w/docs/commands/run.md").contains("/w/build/gone.md"));
}
