// Most lines of code and most plain list items are kept from md4c: what is read must not show it.
#include "server/syntax/markdown_shorten.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "server/syntax/markdown_fences.h"
#include "server/syntax/markdown_reader.h"

using namespace baton;

namespace {

// Enough lines for some of them to be worth leaving out; a heading and a link among them.
const std::string lines =
    "one line of code\n# no heading\n\n[no link](no.md) and `no span` <!-- no comment -->\n\tand one more\n";

CodeLines code_of(const std::string& text, bool nested) {
  return {read_fences(text, nested).code, false};
}

// The text as the second reading gets it: of what is code by it, blanks are left.
std::string without_code(std::string text, const std::vector<TextRange>& code) {
  for (const TextRange range : code)
    for (std::uint32_t i = range.begin; i < range.end; ++i)
      if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  return text;
}

void check_same(const std::string& text) {
  INFO("text: " << text);
  const Markdown whole = run_md4c(text);
  CHECK(run_md4c(text, code_of(text, true)) == whole);
  CHECK(run_md4c(text, code_of(text, false)) == whole);
  const std::vector<TextRange> code = read_fences(text, true).code;
  const std::string rest = without_code(text, code);
  CHECK(run_md4c(rest, {code, true}) == run_md4c(rest));
}

// Whether an item goes on behind a blank line is a matter of chance in md4c 0.4.8, for a line that begins or
// ends at byte 4 of the text or at one that is by a multiple of 256 behind it. Here are no such bytes but the
// fourth, which a heading covers.
constexpr std::size_t no_chance = 256 + 4;

void check_random_texts(const std::vector<std::string>& pieces, int rounds) {
  std::mt19937 random(20261126);
  for (int round = 0; round < rounds; ++round) {
    std::string text;
    for (std::size_t count = 2 + random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
    check_same(text);
  }
}

}  // namespace

TEST_CASE("all lines of a block but the first are left out") {
  const std::string text = "# A\n```sh\n" + lines + "```\n[b](b.md)\n";
  const ShortenedText shortened = shorten(text, code_of(text, true));
  CHECK(shortened.text == "# A\n```sh\none line of code\n```\n[b](b.md)\n");
  REQUIRE(shortened.left_out.size() == 1);
  const LocatedCode& block = shortened.left_out[0].block;
  CHECK(text.substr(block.range.begin, block.range.size()) == "```sh\n" + lines + "```");
  CHECK(text.substr(block.content.begin, block.content.size()) == lines);
}

TEST_CASE("a block that may be none is left whole") {
  for (const std::string& text :
       {std::string("```sh\nshort\n```\n"), "  ```sh\n" + lines + "  ```\n", "```sh\n" + lines + "~~~\n",
        "```sh\n" + lines, "````sh\n" + lines + "```\n", "```sh\n\n" + lines + "```\n",
        "```sh\n" + lines + "``` x\n", "- ```sh\n" + lines + "```\n"}) {
    INFO("text: " << text);
    CHECK(shorten(text, code_of(text, true)).left_out.empty());
    check_same(text);
  }
}

TEST_CASE("of lines that were code and are blank, two are left") {
  const std::string text = "# A\n```md\nx\n\n```\n# B\n\n~~~\n~~~\nc\n";
  const std::vector<TextRange> code = read_fences(text, true).code;
  const std::string rest = without_code(text, code);
  CHECK(rest == "# A\n     \n \n\n   \n# B\n\n   \n   \nc\n");
  CHECK(shorten(rest, {code, true}).text == "# A\n     \n \n# B\n\n   \n   \nc\n");
  check_same(text);
}

TEST_CASE("one blank line below an item that defines a link alone differs from two, and two from no more") {
  for (const std::string& code :
       {std::string("```\n```\n"), std::string("```\n\n```\n"), std::string("```\n")})
    check_same("# A\n\n- [a]: b.md\n" + code + "  - c\n    2. d\n");
}

TEST_CASE("blank lines in code are counted, so none may be missing there") {
  // A fence whose info string holds a back quote opens no block by the lines; one with a tilde does.
  for (const std::string& text :
       {std::string("- ~~~ x\n```\ncode\n\n```\n  ~~~\n# A\n"), std::string("> ~~~\n```\ncode\n```\n# A\n"),
        std::string("```md\na\n```\n```\n    ```\nb\n```sh\nc\n```\n# A\n")})
    check_same(text);
}

TEST_CASE("places behind a shortened block are those of the whole text") {
  const std::string text = "# A\n```sh\n" + lines + "```\n## B\n[c](c.md)\n- [ ] d `e`\n\n~~~\n" + lines +
                           "~~~\n| a |\n|---|\n| b |\n";
  const Markdown markdown = run_md4c(text, code_of(text, true));
  REQUIRE(markdown.headings.size() == 2);
  CHECK(text.substr(markdown.headings[1].range.begin, markdown.headings[1].range.size()) == "## B");
  REQUIRE(markdown.links.size() == 1);
  CHECK(text.substr(markdown.links[0].target_range.begin, 4) == "c.md");
  REQUIRE(markdown.tables.size() == 1);
  CHECK(text.substr(markdown.tables[0].range.begin, 5) == "| a |");
  check_same(text);
}

TEST_CASE("what looks like a block inside something else makes no difference") {
  const std::string block = "```sh\n" + lines + "```\n";
  for (const std::string& text :
       {"<pre>\n" + block + "</pre>\n# A\n", "<!--\n" + block + "-->\n# A\n", "<div>\n" + block + "# A\n",
        "````md\n" + block + "````\n# A\n", "> ```sh\n" + block + "# A\n", "- a\n" + block + "- b\n",
        "- ```sh\n  x\n" + block + "# A\n", "a\n" + block + "b\n===\n", "| a |\n|---|\n" + block + "# A\n",
        "[a]: <b\n" + block + "# A\n", "`` a\n" + block + "``\n", block + block + "# A\n"})
    check_same(text);
}

TEST_CASE("blocks and items among anything read as they do in the whole text") {
  const std::vector<std::string> pieces = {"```sh\n" + lines,
                                           "```\n",
                                           "~~~\n" + lines + "~~~\n",
                                           "````md\n",
                                           "````\n",
                                           "# A\n",
                                           "b\n---\n",
                                           "- c\n",
                                           "  ```sh\n  x\n  ```\n",
                                           "> d\n",
                                           "> ```\n",
                                           "| e | f |\n|---|---|\n",
                                           "<pre>\n",
                                           "</pre>\n",
                                           "<!-- ",
                                           "-->\n",
                                           "[g](h.md) [i] `j`\n",
                                           "[i]: k.md\n",
                                           "\n",
                                           "\r\n    l\r\n",
                                           "- m\n- n\n- o\n",
                                           "2. p\n3. q\n"};
  check_random_texts(pieces, 3000);
}

TEST_CASE("items among what can stand in, between and around them read as they do in the whole text") {
  const std::vector<std::string> marks = {"- ",    "- ",     "* ",   "+ ",   "1. ",
                                          "2. ",   "2) ",    "10. ", "-  ",  "-\t",
                                          "-    ", "-     ", "- - ", "> - ", "1234567890. "};
  const std::vector<std::string> indents = {"", "", "", " ", "  ", "  ", "    ", "      ", "\t"};
  const std::vector<std::string> texts = {"words",
                                          "two words",
                                          "**bold** words",
                                          "_it_. is",
                                          "3 words",
                                          "4. words",
                                          "# no",
                                          "- no",
                                          "> no",
                                          "---",
                                          "***",
                                          "**",
                                          "`code`",
                                          "`open",
                                          "[a](b.md)",
                                          "[a]",
                                          "[a]: b.md",
                                          "[ ] task",
                                          "[x] task",
                                          "<b>html</b>",
                                          "<!-- x -->",
                                          "<!-- x",
                                          "-->",
                                          "a@b.c",
                                          "http://a.b",
                                          "www.a.b",
                                          "a: b/c.d",
                                          "w: ww.x",
                                          "&amp; b",
                                          "a\\",
                                          "\\",
                                          "|a|b|",
                                          "|---|---|",
                                          "a|b",
                                          "~~~",
                                          "```",
                                          "caf\xc3\xa9",
                                          "\xc3\xa9t\xc3\xa9",
                                          "a\tb ",
                                          "words  ",
                                          "<a b=\"",
                                          "\"c>",
                                          "===",
                                          "",
                                          "![a](b.md)",
                                          "a\rb",
                                          "*",
                                          "__b__ <i",
                                          "x*y*"};
  const std::vector<std::string> ends = {"\n", "\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n"};
  const std::vector<std::string> between = {
      "\n",      "# A\n", "words\n",   "  words\n", "    words\n", "```\n", "<!--\n",      "-->\n",
      "<div>\n", "> a\n", "|a|\n",     "|---|\n",   "---\n",       "=\n",   "[a]: b.md\n", "#\n",
      "-\n",     "[a\n",  "](b.md)\n", "  - \n",    "~~~\n",       "`\n",   "<x\n",        "y>\n"};
  std::mt19937 random(20261127);
  const auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
  for (int round = 0; round < 30000; ++round) {
    std::string text = "# A\n\n";
    for (std::size_t blocks = 1 + random() % 4; blocks > 0; --blocks) {
      for (std::size_t others = random() % 3; others > 0; --others) text += any(between);
      const std::string mark = any(marks);
      const std::string indent = any(indents);
      const bool mixed = random() % 4 == 0;
      for (std::size_t items = 2 + random() % 4; items > 0; --items)
        text += (random() % 8 == 0 ? any(indents) : indent) + (mixed ? any(marks) : mark) +
                (random() % 3 != 0 ? texts[random() % 5] : any(texts)) + any(ends);
    }
    if (random() % 4 == 0) text.pop_back();
    check_same(text.substr(0, no_chance));
  }
}
