// Tables, code, comments, paragraphs and explicit anchors, each by its exact bytes.
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton::testing;

TEST_CASE("tables") {
  check_all(
      tables,
      {
          {"| A | B |\n|---|---|\n| c | d |\n",
           {"«| A | B |\n|---|---|\n| c | d |»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
          {"A|B\n:---|---:\nc|d", {"«A|B\n:---|---:\nc|d»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
          {"|A|\n|---|\n", {"«|A|\n|---|»", "[A]«A»"}},
          {"|A|B|\r\n|---|---|\r\n|c|d|\r\n",
           {"«|A|B|\r\n|---|---|\r\n|c|d|»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
          {"|A|B|\n|---|---|\n| x \\| y | `p\\|q` |\n",
           {"«|A|B|\n|---|---|\n| x \\| y | `p\\|q` |»", "[A]«A»[B]«B»", "[x | y]«x \\| y»[p|q]«`p\\|q`»"}},
          {"|A|B|\n|---|---|\n| **x** | [y](z.md) ![i](j) |\n",
           {"«|A|B|\n|---|---|\n| **x** | [y](z.md) ![i](j) |»", "[A]«A»[B]«B»",
            "[x]«**x**»[y ]«[y](z.md) ![i](j)»"}},
          {"|A|B|\n|---|---|\n| |c|\n|d|\n|e|f|g|\n",
           {"«|A|B|\n|---|---|\n| |c|\n|d|\n|e|f|g|»", "[A]«A»[B]«B»", "[]«»[c]«c»", "[d]«d»",
            "[e]«e»[f]«f»"}},
          {"| | |\n|---|---|\n| | |\n|a|b|\n",
           {"«| | |\n|---|---|\n| | |\n|a|b|»", "[]«»[]«»", "[]«»[]«»", "[a]«a»[b]«b»"}},
          {"x\n\n| | |\n|---|---|\n", {"«| | |\n|---|---|»", "[]«»[]«»"}},
          {"> |A|\n> |---|\n> |b|\n", {"«|A|\n> |---|\n> |b|»", "[A]«A»", "[b]«b»"}},
          {"- |A|B|\n  |---|---|\n  |c|d|\n",
           {"«|A|B|\n  |---|---|\n  |c|d|»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
          {"|阶段|🚀|\n|---|---|\n|数据 |x|\n",
           {"«|阶段|🚀|\n|---|---|\n|数据 |x|»", "[阶段]«阶段»[🚀]«🚀»", "[数据]«数据»[x]«x»"}},
          {"|A &amp; B|\n|---|\n|`<x>`|\n",
           {"«|A &amp; B|\n|---|\n|`<x>`|»", "[A & B]«A &amp; B»", "[<x>]«`<x>`»"}},
          {"|a|\n|---|\n|b|\n```\nc|d\n```\n", {"«|a|\n|---|\n|b|»", "[a]«a»", "[b]«b»"}},
          {"|a|\n|---|\n\n|b|\n|---|\n", {"«|a|\n|---|»", "[a]«a»", "«|b|\n|---|»", "[b]«b»"}},
          {"```\n|a|\n|---|\n```\n", {}},
      });
}

// One mark is enough below a header (GitHub Flavored Markdown 0.29, section 4.10).
TEST_CASE("tables with short lines below their headers") {
  check_all(tables,
            {
                {"|A|B|\n|-|--|\n|c|d|\n", {"«|A|B|\n|-|--|\n|c|d|»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
                {"A | B\r\n:-|-:\r\nc | d\r\n\r\n[x](y)",
                 {"«A | B\r\n:-|-:\r\nc | d»", "[A]«A»[B]«B»", "[c]«c»[d]«d»"}},
                {"|A|\n|-|", {"«|A|\n|-|»", "[A]«A»"}},
                {"A|B\n-|-\n", {"«A|B\n-|-»", "[A]«A»[B]«B»"}},
                {"> |A|\n> |-|\n> |b|\n", {"«|A|\n> |-|\n> |b|»", "[A]«A»", "[b]«b»"}},
                {"- |A|\n  |:-|\n  |b|\n", {"«|A|\n  |:-|\n  |b|»", "[A]«A»", "[b]«b»"}},
                {"|A|B|\n|-|\n|c|d|\n", {}},  // too few cells
                {"A\n|-|-|\n", {}},           // too many
                {"|A|\n\n|-|\n", {}},         // nothing above
                {"|A|\n|:|\n", {}},           // no mark
                {"|A\\|B|\n|-|-|\n", {}},     // an escaped bar parts no cells
                {"```\n|a|\n|-|\n```\n", {}},
            });
  check_all(code, {{"```\n|a|\n|-|\n```\n", {"fenced [] «```\n|a|\n|-|\n```» «|a|\n|-|\n»"}}});
}

TEST_CASE("a table of more than 64 columns is text") {
  std::string header = "|";
  std::string underline = "|";
  for (int i = 0; i < 70; ++i) {
    header += "a|";
    underline += "---|";
  }
  CHECK(baton::read_markdown(header + "\n" + underline + "\n|b|\n").tables.empty());
  header.resize(header.size() - 20);
  underline.resize(underline.size() - 40);
  const baton::Markdown narrow = baton::read_markdown(header + "\n" + underline + "\n|b|\n");
  REQUIRE(narrow.tables.size() == 1);
  CHECK(narrow.tables[0].header.size() == 60);
  CHECK(narrow.tables[0].rows.at(0).size() == 1);
}

TEST_CASE("fenced code") {
  check_all(code, {
                      {"```js\na\n```\n", {"fenced [js] «```js\na\n```» «a\n»"}},
                      {"```js\na\n```", {"fenced [js] «```js\na\n```» «a\n»"}},
                      {"~~~~ yaml x=\"1\"\na\n~~~\n~~~~~  \nb",
                       {"fenced [yaml x=\"1\"] «~~~~ yaml x=\"1\"\na\n~~~\n~~~~~» «a\n~~~\n»"}},
                      {"```\n```\n", {"fenced [] «```\n```» «»"}},
                      {"```\n\n\n```\n", {"fenced [] «```\n\n\n```» «\n\n»"}},
                      {"```\r\na\r\n\r\n```\r\nb", {"fenced [] «```\r\na\r\n\r\n```» «a\r\n\r\n»"}},
                      {"   ```\n   a\n  ```\n", {"fenced [] «```\n   a\n  ```» «   a\n»"}},
                      {"```a&amp;b \\* c\n```", {"fenced [a&b * c] «```a&amp;b \\* c\n```» «»"}},
                      {"```\na", {"fenced [] «```\na» «a»"}},
                      {"```\na\n\n", {"fenced [] «```\na\n» «a\n»"}},
                      {"```", {"fenced [] «```» «»"}},
                      {"```x", {"fenced [x] «```x» «»"}},
                      {"```\n", {"fenced [] «```» «»"}},
                      {"x\n```\na\n```\ny\n", {"fenced [] «```\na\n```» «a\n»"}},
                      {"```\na\n```\n```\nb\n```\n",
                       {"fenced [] «```\na\n```» «a\n»", "fenced [] «```\nb\n```» «b\n»"}},
                      {"[a]: b\n```\nc\n```\n", {"fenced [] «```\nc\n```» «c\n»"}},
                      {"***\n---\n```\nc\n```\n", {"fenced [] «```\nc\n```» «c\n»"}},
                  });
}

TEST_CASE("fenced code inside quotations and lists") {
  check_all(
      code,
      {
          {"> ```a\n> b\n> ```\n", {"fenced nested [a] «```a\n> b\n> ```» «> b\n»"}},
          {"> ```a\n> b\n\nc\n", {"fenced nested [a] «```a\n> b» «> b»"}},
          {"- ```\n  a\n  ```\n- ```\n  b\n  ```\n",
           {"fenced nested [] «```\n  a\n  ```» «  a\n»", "fenced nested [] «```\n  b\n  ```» «  b\n»"}},
          {"1. a\n\n   ```yaml\n   b\n\n   c\n   ```\n2. d\n",
           {"fenced nested [yaml] «```yaml\n   b\n\n   c\n   ```» «   b\n\n   c\n»"}},
          {"- > ~~~\n  > a\n  > ~~~\n", {"fenced nested [] «~~~\n  > a\n  > ~~~» «  > a\n»"}},
          {"- a\n  - ```\n    b\n    ```\n", {"fenced nested [] «```\n    b\n    ```» «    b\n»"}},
          {"- [ ] a\n\n  ```\n  b\n  ```\n", {"fenced nested [] «```\n  b\n  ```» «  b\n»"}},
          {"* * *\n* ```\n  a\n  ```\n", {"fenced nested [] «```\n  a\n  ```» «  a\n»"}},
          {"*b*\n* ```\n  a\n  ```\n", {"fenced nested [] «```\n  a\n  ```» «  a\n»"}},
      });
}

TEST_CASE("indented code") {
  check_all(code, {
                      {"    a\n", {"indented [] «    a» «    a»"}},
                      {"\ta\n\tb", {"indented [] «\ta\n\tb» «\ta\n\tb»"}},
                      {"x\n\n    a\n\n      b\n\ny\n", {"indented [] «    a\n\n      b» «    a\n\n      b»"}},
                      {"x\n    a\n", {}},
                      {"- x\n\n      a\n", {"indented nested [] «      a» «      a»"}},
                      {"    ```\n    a\n    ```\n",
                       {"indented [] «    ```\n    a\n    ```» «    ```\n    a\n    ```»"}},
                  });
}

TEST_CASE("code spans") {
  check_all(code, {
                      {"`a`", {"span [] «`a`» «a»"}},
                      {"x `` a`b `` y", {"span [] «`` a`b ``» « a`b »"}},
                      {"`` `a` ``", {"span [] «`` `a` ``» « `a` »"}},
                      {"` `", {"span [] «` `» « »"}},
                      {"`a\nb`", {"span [] «`a\nb`» «a\nb»"}},
                      {"> `a\n> b`", {"span nested [] «`a\n> b`» «a\n> b»"}},
                      {"x `\n` y `a`", {"span [] «`\n`» «\n»", "span [] «`a`» «a»"}},
                      {"\\``a`", {"span [] «`a`» «a»"}},
                      {"`a``b`", {"span [] «`a``b`» «a``b»"}},
                      {"`a\\`b", {"span [] «`a\\`» «a\\»"}},
                      {"*`a`*`b`", {"span [] «`a`» «a»", "span [] «`b`» «b»"}},
                      {"# `a`\n\n|`b`|\n|---|\n- `c`",
                       {"span [] «`a`» «a»", "span [] «`b`» «b»", "span nested [] «`c`» «c»"}},
                      {"```a``` b", {"span [] «```a```» «a»"}},
                      {"`a", {}},
                      {"<b c=\"`\">`", {}},
                  });
}

TEST_CASE("comments") {
  check_all(comments, {
                          {"<!-- a -->\n", {"«<!-- a -->»"}},
                          {"<!-- a\n\n# b\n-->\nc\n", {"«<!-- a\n\n# b\n-->»"}},
                          {"x <!-- a\nb --> y <!--c-->", {"«<!-- a\nb -->»", "«<!--c-->»"}},
                          {"<!-- a --> b <!-- c -->\n", {"«<!-- a -->»", "«<!-- c -->»"}},
                          {"<!-- a\n\nb", {"«<!-- a\n\nb»"}},
                          {"> <!-- a\n> b -->\n", {"«<!-- a\n> b -->»"}},
                          {"- <!-- a -->\n- b\n", {"«<!-- a -->»"}},
                          {"<div>\n<!-- a -->\n</div>\n", {"«<!-- a -->»"}},
                          {"`<!-- a -->`", {}},
                          {"    <!-- a -->\n", {}},
                          {"\\<!-- a -->", {}},
                      });
}

TEST_CASE("paragraphs") {
  check_all(paragraphs,
            {
                {"a", {"«a»"}},
                {"a\nb  \n\n  c  \n", {"«a\nb»", "«c»"}},
                {"**Gate:** a `b`.\n", {"«**Gate:** a `b`.»"}},
                {"# a\nb\n# c\n", {"«b»"}},
                {"> a\n> b\n", {"«a\n> b»"}},
                {"> a\nb\n", {"«a\nb»"}},
                {"- a\n- b\n", {"«a»", "«b»"}},
                {"- a\n\n- **b**\n\n  c\n", {"«a»", "«**b**»", "«c»"}},
                {"1. a\n   - b\n     c\n2. d", {"«a»", "«b\n     c»", "«d»"}},
                {"- [ ] a\n- [x] b", {"«a»", "«b»"}},
                {"[a]: b\nc\n", {"«c»"}},
                {"[a](b)\n\n![](c)\n\n`d`\n\n<e@f.g>\n", {"«[a](b)»", "«![](c)»", "«`d`»", "«<e@f.g>»"}},
                {"a\r\nb\r\n\r\nc", {"«a\r\nb»", "«c»"}},
                {"- - a\n  - b", {"«a»", "«b»"}},
                {"*a*\n* b\n", {"«*a*»", "«b»"}},
                {"| a |\n# b", {"«| a |»"}},
                {"> - [ ] >\n", {"«>»"}},
                {"> - > a\n", {"«a»"}},
                {"```\na\n```\n\n    b\n\n<div>c</div>\n\n|d|\n|---|\n", {}},
            });
}

TEST_CASE("explicit anchors") {
  check_all(anchors, {
                         {"<a id=\"a\"></a>", {"a"}},
                         {"<a name='b'>x</a>", {"b"}},
                         {"<A ID=c NAME=d>", {"c", "d"}},
                         {"<a\n  href=\"x\"\n  id=\"e\">", {"e"}},
                         {"<div id=\"f\">\n<p id=g>\n</div>\n", {"f", "g"}},
                         {"# h <a id=\"i\"></a>\n", {"i"}},
                         {"- <span id=\"j\"/>", {"j"}},
                         {"<a id=\"a&amp;b\">", {"a&b"}},
                         {"<a id=\"阶段\">", {"阶段"}},
                         {"|<a id=\"k\"></a>x|\n|---|\n", {"k"}},
                         {"<div name=\"no\">", {}},
                         {"<h2>Set up &amp; <b>go</b></h2>", {"set-up--go"}},
                         {"<H1 align=\"center\" id=\"x\">\n  <img src=\"y\">\n  Über\n</H1>", {"x", "über"}},
                         {"<h1>\n\n**A title**\n\n</h1>", {"a-title"}},
                         {"# Two\n<h2>Two</h2>\n\n<h6>Two</h6>\n", {"two-1", "two-2"}},
                         {"text <h3>inside</h3> text", {"inside"}},
                         {"<h2></h2>\n\n<h7>no</h7>\n\n<hr>no</h2>\n\n</h2>no</h2>", {}},
                         {"<h2>never closed", {}},
                         {"`<h2>no</h2>`", {}},
                         {"<!-- <h2>no</h2> -->", {}},
                         {"<a id=\"\">", {}},
                         {"<a data-id=\"no\" title=\"id='no'\">", {}},
                         {"`<a id=\"no\">`", {}},
                         {"```\n<a id=\"no\">\n```", {}},
                         {"<!-- <a id=\"no\"> -->", {}},
                         {"\\<a id=\"no\">", {}},
                     });
}

TEST_CASE("what is code or comment at an offset") {
  const std::string text = "a `b` c\n\n```\nd\n```\n<!-- e -->\nf\n";
  const baton::Markdown markdown = baton::read_markdown(text);
  std::string inside;
  for (std::uint32_t i = 0; i < text.size(); ++i)
    if (markdown.in_code(i)) inside += text[i];
  CHECK(inside == "`b````\nd\n```<!-- e -->");
}

}  // namespace
