// Most lines of a block of code are kept from md4c: what is read must not show it.
#include "server/syntax/markdown_shorten.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "server/syntax/markdown_fences.h"
#include "server/syntax/markdown_reader.h"

using namespace baton;

namespace {

// Enough lines for some of them to be worth leaving out; a heading and a link among them.
const std::string lines =
    "one line of code\n# no heading\n\n[no link](no.md) and `no span` <!-- no comment -->\n\tand one more\n";

Markdown read_shortened(const std::string& text, bool nested) {
  return run_md4c(text, read_fences(text, nested).code);
}

void check_same(const std::string& text) {
  INFO("text: " << text);
  const Markdown whole = run_md4c(text);
  CHECK(read_shortened(text, true) == whole);
  CHECK(read_shortened(text, false) == whole);
}

}  // namespace

TEST_CASE("all lines of a block but the first are left out") {
  const std::string text = "# A\n```sh\n" + lines + "```\n[b](b.md)\n";
  const ShortenedText shortened = shorten_code(text, read_fences(text, true).code);
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
    CHECK(shorten_code(text, read_fences(text, true).code).left_out.empty());
    check_same(text);
  }
}

TEST_CASE("places behind a shortened block are those of the whole text") {
  const std::string text = "# A\n```sh\n" + lines + "```\n## B\n[c](c.md)\n- [ ] d `e`\n\n~~~\n" + lines +
                           "~~~\n| a |\n|---|\n| b |\n";
  const Markdown markdown = read_shortened(text, true);
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

TEST_CASE("blocks among anything read as they do in the whole text") {
  const std::array<std::string, 20> pieces = {"```sh\n" + lines,
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
                                              "\r\n    l\r\n"};
  std::mt19937 random(20261126);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t count = 2 + random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
    check_same(text);
  }
}
