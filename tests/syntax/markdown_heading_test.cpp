// Headings: their level, text, and exact bytes.
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton::testing;

TEST_CASE("headings with marks before them") {
  check_all(headings, {
                          {"# A", {"1 [A] «# A» «A»"}},
                          {"###### A\n", {"6 [A] «###### A» «A»"}},
                          {"####### A\n", {}},
                          {"#A\n", {}},
                          {"\\# A\n", {}},
                          {"## A ##\n", {"2 [A] «## A ##» «A»"}},
                          {"## A #  \n", {"2 [A] «## A #  » «A»"}},
                          {"## A#\n", {"2 [A#] «## A#» «A#»"}},
                          {"## A \\#\n", {"2 [A #] «## A \\#» «A \\#»"}},
                          {"   ##   A\n", {"2 [A] «   ##   A» «A»"}},
                          {"    ## A\n", {}},
                          {"##\tA\n", {"2 [A] «##\tA» «A»"}},
                          {"##\tA\t##\t\n", {"2 [A] «##\tA\t##\t» «A»"}},
                          {"#\n", {"1 [] «#» «»"}},
                          {"## ##\n", {"2 [] «## ##» «»"}},
                          {"x\n# A\ny\n", {"1 [A] «# A» «A»"}},
                          {"# A\r\n\r\n## B\r\n", {"1 [A] «# A» «A»", "2 [B] «## B» «B»"}},
                          {"# A\r## B\r", {"1 [A] «# A» «A»", "2 [B] «## B» «B»"}},
                          {"\n\n# A\n# A\n", {"1 [A] «# A» «A»", "1 [A] «# A» «A»"}},
                      });
}

TEST_CASE("what a heading's text keeps") {
  check_all(
      headings,
      {
          {"# *A* __b__ ~~c~~\n", {"1 [A b c] «# *A* __b__ ~~c~~» «*A* __b__ ~~c~~»"}},
          {"# `a_b` c\n", {"1 [a_b c] «# `a_b` c» «`a_b` c»"}},
          {"# `` a`b ``\n", {"1 [a`b] «# `` a`b ``» «`` a`b ``»"}},
          {"# [A](b.md) c\n", {"1 [A c] «# [A](b.md) c» «[A](b.md) c»"}},
          {"# ![A](b.png) c\n", {"1 [ c] «# ![A](b.png) c» «![A](b.png) c»"}},
          {"# ![](b.png)\n", {"1 [] «# ![](b.png)» «![](b.png)»"}},
          {"# A &amp; B &#x41; &nosuch;\n",
           {"1 [A & B A &nosuch;] «# A &amp; B &#x41; &nosuch;» «A &amp; B &#x41; &nosuch;»"}},
          {"# A \\* B\n", {"1 [A * B] «# A \\* B» «A \\* B»"}},
          {"# A <b>c</b>\n", {"1 [A c] «# A <b>c</b>» «A <b>c</b>»"}},
          {"# 🚀 Start\n", {"1 [🚀 Start] «# 🚀 Start» «🚀 Start»"}},
          {"# 阶段 1：数据\n", {"1 [阶段 1：数据] «# 阶段 1：数据» «阶段 1：数据»"}},
          {"# see https://a.b/c\n", {"1 [see https://a.b/c] «# see https://a.b/c» «see https://a.b/c»"}},
      });
}

TEST_CASE("underlined headings") {
  check_all(headings, {
                          {"A\n===\n", {"1 [A] «A\n===» «A»"}},
                          {"A\n-\n", {"2 [A] «A\n-» «A»"}},
                          {"A *b*\n---  \nc\n", {"2 [A b] «A *b*\n---  » «A *b*»"}},
                          {"  A  \n  ---\n", {"2 [A] «  A  \n  ---» «A»"}},
                          {"A\nB\n===\n", {"1 [A\nB] «A\nB\n===» «A\nB»"}},
                          {"A\r\n===\r\n", {"1 [A] «A\r\n===» «A»"}},
                          {"#A\n---\n", {"2 [#A] «#A\n---» «#A»"}},
                          {"x\n\n---\n\nA\n---\n", {"2 [A] «A\n---» «A»"}},
                          {"[a]: b\nA\n===\n", {"1 [A] «A\n===» «A»"}},
                      });
}

TEST_CASE("headings inside quotations and lists") {
  check_all(headings, {
                          {"> # A\n", {"1 [A] «> # A» «A»"}},
                          {"> > ## A ##\n", {"2 [A] «> > ## A ##» «A»"}},
                          {"- # A\n", {"1 [A] «- # A» «A»"}},
                          {"12) ## A\n    ### B\n", {"2 [A] «12) ## A» «A»", "3 [B] «    ### B» «B»"}},
                          {"- a\n\n  ## B\n", {"2 [B] «  ## B» «B»"}},
                          {"> A\n> ===\n", {"1 [A] «> A\n> ===» «A»"}},
                          {"- A\n  ===\n", {"1 [A] «- A\n  ===» «A»"}},
                          {"- > ## A\n", {"2 [A] «- > ## A» «A»"}},
                          {"- #\n- ## B\n", {"1 [] «- #» «»", "2 [B] «- ## B» «B»"}},
                      });
}

TEST_CASE("a heading right below something else") {
  check_all(headings, {
                          {"|a|\n|---|\n|b|\n# C\n", {"1 [C] «# C» «C»"}},
                          {"| a | b |\n|---|---|\n| b | c | \n## D\n", {"2 [D] «## D» «D»"}},
                          {"- a\n# B\n", {"1 [B] «# B» «B»"}},
                          {"```\nx\n```\n# B\n", {"1 [B] «# B» «B»"}},
                          {"<div>\n</div>\n\n# B\n", {"1 [B] «# B» «B»"}},
                          {"***\n# B\n", {"1 [B] «# B» «B»"}},
                          {"<!-- # A -->\n# B\n", {"1 [B] «# B» «B»"}},
                      });
}

}  // namespace
