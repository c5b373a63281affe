// Links: which are judged, and what their paths and fragments are.
#include "server/syntax/links.h"
#include "tests/syntax/reading.h"

using namespace baton;
using namespace baton::testing;

TEST_CASE("targets that are judged") {
  for (const char* target : {"a.md", "./a", "../docs/a.md#b", "docs/a", "#heading", "a.md#top", "..", "./",
                             "a%20b.md", "日本.md", "LICENSE.txt", "a/b", "x.md?plain=1", "docs/$.md"})
    CHECK_MESSAGE(is_judged_target(target), target);
}

TEST_CASE("targets that are silent") {
  for (const char* target : {"",
                             "http://x.y/z",
                             "https://x",
                             "mailto:a@b.c",
                             "HTTP://x",
                             "vscode:x/y",
                             "/x.md",
                             "//host/x",
                             "~/x.md",
                             "\\x.md",
                             "#",
                             "#top",
                             "#TOP",
                             "url",
                             "word",
                             "two words",
                             "@user/repo",
                             "@docs/x.md",
                             "${CLAUDE_PLUGIN_ROOT}/x.md",
                             "$HOME/x.md",
                             "$(pwd)/x.md",
                             "docs/{name}.md",
                             "docs/<name>.md",
                             "docs/*.md",
                             "...",
                             "path/to/...",
                             ".+",
                             "C:/x.md",
                             "docs/…"})
    CHECK_FALSE_MESSAGE(is_judged_target(target), target);
}

TEST_CASE("percent escapes") {
  CHECK(decode_percent("a%20b%2Fc") == "a b/c");
  CHECK(decode_percent("100%") == "100%");
  CHECK(decode_percent("%zz%4") == "%zz%4");
  CHECK(decode_percent("%e6%97%a5") == "日");
}

TEST_CASE("path and fragment, their bytes and their task") {
  const auto document = read(
      "---\nexternal_docs:\n  guide: \"docs/guide.md\"\n---\n[a](x%20y.md#b%20c \"title\") ![i](i.png)\n\n"
      "[r][ref] [e](<a b.md>) [h](#here)\n\n[ref]: r.md#s\n\n<Task>\nsubagent_type: x\nprompt: |\n  é "
      "[p](p.md#q)\n  "
      "`[c](c.md)`\n</Task>\n");
  Texts seen;
  for (const Link& link : document->links)
    seen.push_back(link.path + "#" + link.fragment + " " + slice(*document, link.path_range) + "#" +
                   slice(*document, link.fragment_range) + " " + slice(*document, link.range));
  CHECK(seen == Texts{"docs/guide.md# docs/guide.md# docs/guide.md",
                      "x y.md#b c x%20y.md#b%20c [a](x%20y.md#b%20c \"title\")", "i.png# i.png# ![i](i.png)",
                      "r.md#s r.md#s [r][ref]", "a b.md# a b.md# [e](<a b.md>)", "#here #here [h](#here)",
                      "p.md#q p.md#q [p](p.md#q)"});
  CHECK(document->links[0].kind == Link::Kind::external_doc);
  CHECK(document->links[0].external_doc == Index{0});
  CHECK(document->links[2].kind == Link::Kind::image);
  CHECK(document->links[3].kind == Link::Kind::reference);
  CHECK(document->links[6].task == Index{0});
  for (const Link& link : document->links) CHECK(link.judged);
}

TEST_CASE("a query is no part of the path") {
  const auto document = read("[a](x.png?raw=true#b)\n");
  REQUIRE(document->links.size() == 1);
  CHECK(document->links[0].path == "x.png");
  CHECK(slice(*document, document->links[0].path_range) == "x.png");
  CHECK(document->links[0].fragment == "b");
}

TEST_CASE("links in code and comments are none, and an empty fragment is none") {
  const auto document = read("`[a](a.md)` <!-- [b](b.md) -->\n\n```\n[c](c.md)\n```\n\n[d](d.md#)\n");
  REQUIRE(document->links.size() == 1);
  CHECK(document->links[0].path == "d.md");
  CHECK_FALSE(document->links[0].has_fragment);
}
