// Paragraphs of thousands of lines, which md4c would take long for: each link keeps its bytes.
#include <functional>

#include "server/syntax/markdown_insert.h"
#include "tests/support/cpu_time.h"
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton::testing;

constexpr std::size_t many = 3000;

using MakeLine = std::function<std::string(const std::string& link, std::size_t number)>;

// Each line holds the link "[aN](N.md)", wherever `line` puts it.
void check_links(const std::string& head, const MakeLine& line) {
  std::string text = head;
  Lines expected;
  for (std::size_t i = 0; i < many; ++i) {
    const std::string number = std::to_string(i);
    const std::string link = "[a" + number + "](" + number + ".md)";
    text += line(link, i);
    expected.push_back("inline [" + number + ".md] «" + link + "» «a" + number + "» «" + number + ".md»");
  }
  const Lines found = links(text);
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < many; ++i)
    if (found[i] != expected[i]) FAIL(i << ": " << found[i]);
}

MakeLine with(const std::string& before, const std::string& behind) {
  return [=](const std::string& link, std::size_t) { return before + link + behind; };
}

TEST_CASE("links of a paragraph of 3,000 lines") {
  SUBCASE("at the line's end") {
    check_links("", with("see ", "\n"));
  }
  SUBCASE("with text behind") {
    check_links("", with("see ", " and more\n"));
  }
  SUBCASE("alone") {
    check_links("", with("", "\n"));
  }
  SUBCASE("with blanks behind") {
    check_links("", with("see ", "  \n"));
  }
  SUBCASE("CRLF") {
    check_links("", with("see ", "\r\n"));
  }
  SUBCASE("lone CR") {
    check_links("", with("see ", "\r"));
  }
  SUBCASE("beyond ASCII") {
    check_links("", with("见 ", "。\n"));
  }
  SUBCASE("indented like code") {
    check_links("words\n", with("      see ", "\n"));
  }
  SUBCASE("indented by a tab") {
    check_links("words\n", with("\tsee ", "\n"));
  }
  SUBCASE("each a list item") {
    check_links("", with("- see ", "\n"));
  }
  SUBCASE("of one list item") {
    check_links("- words\n", with("  see ", "\n"));
  }
  SUBCASE("of one list item, deep") {
    check_links("10. words\n", with("    see ", "\n"));
  }
  SUBCASE("of one list item, deeper yet") {
    check_links("10. words\n", with("          see ", "\n"));
  }
  SUBCASE("of a list item's second paragraph") {
    check_links("- a\n  - b\n\n", with("    see ", "\n"));
  }
  SUBCASE("of one list item, lazily") {
    check_links("1. words\n", with("see ", "\n"));
  }
  SUBCASE("of a quotation") {
    check_links("", with("> see ", "\n"));
  }
  SUBCASE("of a quotation, indented like code") {
    check_links("> words\n", with(">      see ", "\n"));
  }
  SUBCASE("with bars at their ends") {
    check_links("", with("| see ", " |\n"));
  }
  SUBCASE("over two lines") {
    check_links(
        "", [](std::string link, std::size_t) { return "see " + link + " and `code\nthat goes on` here\n"; });
  }
  SUBCASE("next to what would be a heading, a list or code elsewhere") {
    check_links("words\n", [](const std::string& link, std::size_t i) {
      const std::string before = i % 2 == 0 ? "     # see " : "     - see ";
      return (i % 7 == 0 ? "see " : before) + link + "\n";
    });
  }
}

TEST_CASE("a link whose text goes over lines stays one in a long paragraph") {
  std::string text;
  for (int i = 0; i < 1500; ++i) text += "see [a\nb](c.md)\n";
  const Lines found = links(text);
  CHECK(found.size() == 1500);
  for (const std::string& link : found) CHECK(link == "inline [c.md] «[a\nb](c.md)» «a\nb» «c.md»");
}

TEST_CASE("a table of 3,000 rows stays one") {
  for (const std::string bar : {"|", ""}) {
    std::string text = bar + "Agent|Link" + bar + "\n" + bar + "---|---" + bar + "\n";
    for (std::size_t i = 0; i < many; ++i) text += bar + "a|[b](c.md)" + bar + "\n";
    const baton::Markdown read = baton::read_markdown(text);
    REQUIRE(read.tables.size() == 1);
    CHECK(read.tables[0].rows.size() == many);
    CHECK(read.links.size() == many);
  }
}

TEST_CASE("code, comments and HTML of 3,000 lines stay whole") {
  std::string lines;
  for (std::size_t i = 0; i < many; ++i) lines += "see [a](b.md)\n";
  CHECK(code("```\n" + lines + "```\n") == Lines{"fenced [] «```\n" + lines + "```» «" + lines + "»"});
  CHECK(comments("<!--\n" + lines + "-->\n") == Lines{"«<!--\n" + lines + "-->»"});
  CHECK(links("<!--\n" + lines + "-->\n").empty());
  for (const std::string indent : {"    ", "\t", "        "}) {
    std::string deep;
    for (std::size_t i = 0; i < many; ++i) deep += indent + "see [a](b.md)\n";
    CHECK(links("words\n\n" + deep).empty());
    CHECK(links("1. words\n\n    ```\n" + deep + "    ```\n").empty());
    CHECK(code("words\n\n" + deep).size() == 1);
  }
  CHECK(links("<div>\n" + lines + "</div>\n").empty());
}

// Of one letter each, in as few bytes as so many lines can have.
TEST_CASE("the shortest long paragraph is found wherever it stands among short ones") {
  std::string lines;
  for (int i = 0; i < 1024; ++i) lines += "a\n";
  for (std::size_t size = 0; size < 4200; size += 7) {
    const std::string short_one = std::string(size, 'a') + "\n\n";
    CAPTURE(size);
    CHECK(baton::text_for_md4c(short_one + lines + "a\n\n" + short_one).has_value());
    CHECK(!baton::text_for_md4c(short_one + lines + "\n" + lines + "\n" + short_one).has_value());
  }
}

TEST_CASE("a definition inside a long paragraph stays text") {
  std::string text;
  for (std::size_t i = 0; i < many; ++i) text += i == 1024 ? "[x]: y.md\n" : "words\n";
  CHECK(links(text + "\n[x]\n").empty());
}

TEST_CASE("brackets that nothing closes end soon") {
  for (const std::string line : {"[a\n", "> [a\n", "`a` [\n", "| [a\n", "#a [\n", "a](b\n"}) {
    std::string text;
    for (int i = 0; i < 30000; ++i) text += line;
    const CpuTime time;
    CHECK(links(text).empty());
    CHECK(time.seconds() < 20);
  }
}

}  // namespace
