// Files whose fences do not nest are read in two ways: by CommonMark, and by "an info string opens, a bare
// fence closes".
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton::testing;

// An example with a fence inside a fence of the same length, as people write it.
const std::string nested =
    "# A\n"
    "```markdown\n"
    "## B\n"
    "```sh\n"
    "x\n"
    "```\n"
    "## C\n"
    "```\n"
    "## D\n";

TEST_CASE("headings of both readings count") {
  CHECK(joined(headings(nested)) == joined({"1 [A] «# A» «A»", "2 [C] «## C» «C» code in one reading",
                                            "2 [D] «## D» «D» code in one reading not shown"}));
}

TEST_CASE("fences that read the same in both ways") {
  check_all(headings,
            {
                {"```a\n# x\n```\n# A\n~~~\n# y\n~~~\n## B\n", {"1 [A] «# A» «A»", "2 [B] «## B» «B»"}},
                {"````markdown\n```sh\nx\n```\n````\n# A\n", {"1 [A] «# A» «A»"}},
                {"- ```a\n  x\n  ```\n\n# A\n", {"1 [A] «# A» «A»"}},
                {"> ```a\n> x\n> ```\n\n# A\n", {"1 [A] «# A» «A»"}},
                {"    ```a\n    x\n    ```\n\n# A\n", {"1 [A] «# A» «A»"}},
                {"`` ```a `` and ```b```\n\n# A\n", {"1 [A] «# A» «A»"}},
                {"```\n# x\n", {}},
            });
}

TEST_CASE("fences that read in two ways") {
  check_all(
      headings,
      {
          // A bare fence inside a longer one ends it by the second reading.
          {"````a\n```\n# B\n```\n````\n# C\n",
           {"1 [B] «# B» «B» code in one reading not shown", "1 [C] «# C» «C»"}},
          // What closes with an info string closes nothing by CommonMark; by the other it opens one more.
          {"```a\nx\n```a\n# B\n```\n# C\n```\n# D\n",
           {"1 [C] «# C» «C» code in one reading", "1 [D] «# D» «D» code in one reading not shown"}},
          // Where the second leaves a fence open it is not what was meant, and takes nothing from the first.
          {"```a\n```b\n```\n# C\n", {"1 [C] «# C» «C»"}},
          {"# A\r\n```a\r\n```b\r\n```\r\n# B\r\n```\r\n# C\r\n",
           {"1 [A] «# A» «A»", "1 [B] «# B» «B» code in one reading",
            "1 [C] «# C» «C» code in one reading not shown"}},
      });
}

TEST_CASE("what is code in either reading holds no link") {
  check_all(links, {
                       {"[a](a.md)\n```m\n[b](b.md)\n```s\n```\n[c](c.md)\n```\n[d](d.md)\n",
                        {"inline [a.md] «[a](a.md)» «a» «a.md»"}},
                       {"```m\n```s\n```\n[c](c.md)\n", {}},
                       {"```m\n[b](b.md)\n```\n[c](c.md)\n", {"inline [c.md] «[c](c.md)» «c» «c.md»"}},
                       {"[x]: y.md\n\n[a][x]\n```m\n```s\n```\n[c][x]\n```\n[d][x]\n",
                        {"reference [y.md] «[a][x]» «a» «y.md»"}},
                   });
}

TEST_CASE("code of both readings") {
  check_all(code,
            {
                {nested,
                 {"fenced [markdown] «```markdown\n## B\n```sh\nx\n```» «## B\n```sh\nx\n»",
                  "fenced nested [] «## C» «## C»", "fenced [] «```\n## D» «## D»"}},
                // An open fence at the end: only CommonMark's count.
                {"```a\n```b\n```\n`c`\n", {"fenced [a] «```a\n```b\n```» «```b\n»", "span [] «`c`» «c»"}},
                {"```a\n```b\n```\n`c`\n\nd\n```\n",
                 {"fenced [a] «```a\n```b\n```» «```b\n»", "fenced nested [] «`c`\n\nd» «`c`\n\nd»",
                  "fenced [] «```» «»"}},
            });
}

TEST_CASE("tables and paragraphs in code of the second reading are none") {
  const std::string text = "a\n```m\n```s\n```\n|b|\n|---|\n\nc\n```\n";
  CHECK(joined(tables(text)).empty());
  CHECK(joined(paragraphs(text)) == joined({"«a»"}));
  const std::string open = "a\n```m\n```s\n```\n|b|\n|---|\n\nc\n";
  CHECK(joined(tables(open)) == joined({"«|b|\n|---|»", "[b]«b»"}));
  CHECK(joined(paragraphs(open)) == joined({"«a»", "«c»"}));
}

TEST_CASE("anchors of both readings count once") {
  check_all(anchors, {
                         {"<a id=\"a\"></a>\n\n```m\n```s\n```\n<a id=\"c\"></a>\n```\n<a id=\"d\"></a>\n",
                          {"a", "c", "d"}},
                     });
}

TEST_CASE("ranges of code never overlap") {
  const baton::Markdown markdown = baton::read_markdown(nested + "`a` b\n```\n`c`\n" + nested + "\n```\n");
  REQUIRE(markdown.code.size() > 3);
  for (std::size_t i = 1; i < markdown.code.size(); ++i)
    CHECK(markdown.code[i - 1].range.end <= markdown.code[i].range.begin);
}

}  // namespace
