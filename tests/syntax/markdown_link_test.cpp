// Links of all kinds: their target, and the exact bytes of the link, its text and its target.
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton::testing;

TEST_CASE("inline links") {
  check_all(links,
            {
                {"[a](b.md)", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                {"x [a](b.md#c) y", {"inline [b.md#c] «[a](b.md#c)» «a» «b.md#c»"}},
                {"[a](<b c.md>)", {"inline [b c.md] «[a](<b c.md>)» «a» «b c.md»"}},
                {"[a](b.md \"t\")", {"inline [b.md] «[a](b.md \"t\")» «a» «b.md»"}},
                {"[a]( b.md 't (u)' )", {"inline [b.md] «[a]( b.md 't (u)' )» «a» «b.md»"}},
                {"[a](b.md (t))", {"inline [b.md] «[a](b.md (t))» «a» «b.md»"}},
                {"[a](b(c).md)", {"inline [b(c).md] «[a](b(c).md)» «a» «b(c).md»"}},
                {"[a](b\\(c.md)", {"inline [b(c.md] «[a](b\\(c.md)» «a» «b\\(c.md»"}},
                {"[a](b&amp;c.md \"t\")", {"inline [b&c.md] «[a](b&amp;c.md \"t\")» «a» «b&amp;c.md»"}},
                {"[a](b%20c.md)", {"inline [b%20c.md] «[a](b%20c.md)» «a» «b%20c.md»"}},
                {"[a]()", {"inline [] «[a]()» «a» «»"}},
                {"[](b.md)", {"inline [b.md] «[](b.md)» «» «b.md»"}},
                {"x [](b\\*c.md)", {"inline [b*c.md] «[](b\\*c.md)» «» «b\\*c.md»"}},
                {"[*a*](b.md)", {"inline [b.md] «[*a*](b.md)» «*a*» «b.md»"}},
                {"**[a](b.md)**", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                {"[`a`](b.md)", {"inline [b.md] «[`a`](b.md)» «`a`» «b.md»"}},
                {"[`]`](b.md)", {"inline [b.md] «[`]`](b.md)» «`]`» «b.md»"}},
                {"[a \\] b](c.md)", {"inline [c.md] «[a \\] b](c.md)» «a \\] b» «c.md»"}},
                {"[a [b] c](d.md)", {"inline [d.md] «[a [b] c](d.md)» «a [b] c» «d.md»"}},
                {"[<b>a</b>](c.md)", {"inline [c.md] «[<b>a</b>](c.md)» «<b>a</b>» «c.md»"}},
                {"[&copy;](c.md)", {"inline [c.md] «[&copy;](c.md)» «&copy;» «c.md»"}},
                {"[文档](文档.md)", {"inline [文档.md] «[文档](文档.md)» «文档» «文档.md»"}},
                {"[🚀](b.md)[c](d.md)",
                 {"inline [b.md] «[🚀](b.md)» «🚀» «b.md»", "inline [d.md] «[c](d.md)» «c» «d.md»"}},
                {"\\[a](b.md)", {}},
                {"[a] (b.md)", {}},
                {"[a](b c.md)", {}},
            });
}

TEST_CASE("links over several lines") {
  check_all(links, {
                       {"[a\nb](c.md)", {"inline [c.md] «[a\nb](c.md)» «a\nb» «c.md»"}},
                       {"[a](\nc.md\n\"t\"\n)", {"inline [c.md] «[a](\nc.md\n\"t\"\n)» «a» «c.md»"}},
                       {"> [a\n> b](c.md\n> 't')", {"inline [c.md] «[a\n> b](c.md\n> 't')» «a\n> b» «c.md»"}},
                       {"- [a\r\n  b](c.md)\r\n", {"inline [c.md] «[a\r\n  b](c.md)» «a\r\n  b» «c.md»"}},
                   });
}

TEST_CASE("images, and links around them") {
  check_all(links, {
                       {"![a](b.png)", {"image [b.png] «![a](b.png)» «a» «b.png»"}},
                       {"![](b.png \"t\")", {"image [b.png] «![](b.png \"t\")» «» «b.png»"}},
                       {"![*a* b](c.png)", {"image [c.png] «![*a* b](c.png)» «*a* b» «c.png»"}},
                       {"[![a](b.png)](c.md)",
                        {"inline [c.md] «[![a](b.png)](c.md)» «![a](b.png)» «c.md»",
                         "image [b.png] «![a](b.png)» «a» «b.png»"}},
                       {"[![](b.png)](c.md)",
                        {"inline [c.md] «[![](b.png)](c.md)» «![](b.png)» «c.md»",
                         "image [b.png] «![](b.png)» «» «b.png»"}},
                       {"[x ![a](b.png) y](c.md)",
                        {"inline [c.md] «[x ![a](b.png) y](c.md)» «x ![a](b.png) y» «c.md»",
                         "image [b.png] «![a](b.png)» «a» «b.png»"}},
                       {"![a][b]\n\n[b]: c.png", {"image [c.png] «![a][b]» «a» «c.png»"}},
                       {"![x [a](b.md)](c.png)",
                        {"image [c.png] «![x [a](b.md)](c.png)» «x [a](b.md)» «c.png»",
                         "inline [b.md] «[a](b.md)» «a» «b.md»"}},
                       {"!\\[a](b.png)", {}},
                       {"\\![a](b.md)", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                   });
}

TEST_CASE("references") {
  check_all(links,
            {
                {"[a][b]\n\n[b]: c.md\n", {"reference [c.md] «[a][b]» «a» «c.md»"}},
                {"[a][]\n\n[A]: c.md\n", {"reference [c.md] «[a][]» «a» «c.md»"}},
                {"[a]\n\n[a]: <c d.md> 't'\n", {"reference [c d.md] «[a]» «a» «c d.md»"}},
                {"[a] (b)\n\n[a]: c.md\n", {"reference [c.md] «[a]» «a» «c.md»"}},
                {"[a](b c)\n\n[a]: c.md\n", {"reference [c.md] «[a]» «a» «c.md»"}},
                {"[a][b][c]\n\n[b]: d.md\n", {"reference [d.md] «[a][b]» «a» «d.md»"}},
                {"[a]\n\n[a]: first.md\n[a]: second.md\n", {"reference [first.md] «[a]» «a» «first.md»"}},
                {"[a]\n\n[a]: c&amp;d.md\n", {"reference [c&d.md] «[a]» «a» «c&amp;d.md»"}},
                {"[A  b]\n\n[a B]:\n  c\\*d.md\n", {"reference [c*d.md] «[A  b]» «A  b» «c\\*d.md»"}},
                {"[a]: b.md\nText [a].\n", {"reference [b.md] «[a]» «a» «b.md»"}},
                {"> [a]\n\n> [a]: b.md\n", {"reference [b.md] «[a]» «a» «b.md»"}},
                {"- [a]\n\n  [a]: b.md\n", {"reference [b.md] «[a]» «a» «b.md»"}},
                {"[Ä]\n\n[ä]: b\\.md\n", {"reference [b.md] «[Ä]» «Ä» «b\\.md»"}},
                {"[a][\n# b\n]\n\n[a]: c.md\n", {"reference [c.md] «[a]» «a» «c.md»"}},
                {"[a][b\nc]\n\n[b c]: d.md\n", {"reference [d.md] «[a][b\nc]» «a» «d.md»"}},
                {"[a]: b.md\n", {}},
                {"[a][b]\n\n[a]: c.md\n", {}},
                {"[a][b][c]\n\n[c]: d.md\n", {"reference [d.md] «[b][c]» «b» «d.md»"}},
                {"[ ]\n[x]\n", {}},
            });
}

// GitHub's footnotes, which md4c takes for references.
TEST_CASE("footnotes are no references") {
  check_all(links, {
                       {"a[^1].\n\n[^1]: Deprecated.\n", {}},
                       {"a[^note]\n\n[^note]: b.md\n", {}},
                       {"[a][^1]\n\n[^1]: b.md\n", {}},
                       {"[^1][]\n\n[^1]: b.md\n", {}},
                       {"![^1]\n\n[^1]: b.png\n", {}},
                       {"a[^1] [b](c.md)\n\n[^1]: d.md\n", {"inline [c.md] «[b](c.md)» «b» «c.md»"}},
                       {"a[^1]\n\n[^1]: See [b](c.md).\n", {"inline [c.md] «[b](c.md)» «b» «c.md»"}},
                       {"[^](c.md)\n", {"inline [c.md] «[^](c.md)» «^» «c.md»"}},
                       {"[a^]\n\n[a^]: c.md\n", {"reference [c.md] «[a^]» «a^» «c.md»"}},
                   });
}

TEST_CASE("what is no link in brackets") {
  check_all(links, {
                       {"<https://a.b> https://a.b www.a.b a@b.c <mailto:a@b.c>", {}},
                       {"[https://a.b", {}},
                       {"https://a.b [c](d.md)", {"inline [d.md] «[c](d.md)» «c» «d.md»"}},
                       {"- [ ] https://a.b [c](d.md)", {"inline [d.md] «[c](d.md)» «c» «d.md»"}},
                       {"- [x] [c](d.md)", {"inline [d.md] «[c](d.md)» «c» «d.md»"}},
                       {"`[a](b.md)`", {}},
                       {"    [a](b.md)", {}},
                       {"```\n[a](b.md)\n```", {}},
                       {"<!-- [a](b.md) -->", {}},
                       {"x <!-- [a](b.md) --> [c](d.md)", {"inline [d.md] «[c](d.md)» «c» «d.md»"}},
                       {"<b title=\"[a](b.md)\">", {}},
                       {"[a](b.md `)`", {}},
                   });
}

TEST_CASE("links in other blocks") {
  check_all(links, {
                       {"# [a](b.md)\n", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                       {"[a](b.md)\n===\n", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                       {"|a|\n|---|\n| [b](c.md) |\n", {"inline [c.md] «[b](c.md)» «b» «c.md»"}},
                       {"1. [a](b.md)\n2. [c](d.md)\n",
                        {"inline [b.md] «[a](b.md)» «a» «b.md»", "inline [d.md] «[c](d.md)» «c» «d.md»"}},
                       {"> - > [a](b.md)\n", {"inline [b.md] «[a](b.md)» «a» «b.md»"}},
                       {"a\\\n[b](c.md)  \n[d](e.md)",
                        {"inline [c.md] «[b](c.md)» «b» «c.md»", "inline [e.md] «[d](e.md)» «d» «e.md»"}},
                       {"~~[a](b.md)~~ _[c](d.md)_",
                        {"inline [b.md] «[a](b.md)» «a» «b.md»", "inline [d.md] «[c](d.md)» «c» «d.md»"}},
                   });
}

}  // namespace
