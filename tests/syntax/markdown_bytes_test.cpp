// Any bytes give a result whose ranges lie in the text, in order, around what they claim: cut files, and
// random marks.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <random>

#include "server/syntax/markdown_entities.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/syntax/markdown_reading.h"

namespace {

using namespace baton;
using namespace std::string_literals;

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text), markdown_(read_markdown(text)) {}

  // What is wrong first, or nothing.
  std::string fault() {
    check_headings();
    check_links();
    check_tables();
    check_code();
    check_ranges(markdown_.html_comments, "comment");
    check_ranges(markdown_.paragraphs, "paragraph");
    for (const TextRange range : markdown_.html_comments)
      expect(slice(range).starts_with("<!--"), "comment's begin");
    for (const TextRange range : markdown_.paragraphs) expect(!range.empty(), "empty paragraph");
    return fault_;
  }

 private:
  void expect(bool holds, std::string_view what) {
    if (!holds && fault_.empty()) fault_ = what;
  }
  void inside(TextRange range) {
    expect(range.begin <= range.end && range.end <= text_.size(), "out of bounds");
  }
  void part(TextRange outer, TextRange inner) {
    inside(inner);
    expect(outer.contains(inner), "not inside");
  }
  std::string_view slice(TextRange range) const {
    if (range.begin > range.end || range.end > text_.size()) return {};
    return text_.substr(range.begin, range.size());
  }
  void after(std::uint32_t& last, TextRange range, std::string_view what) {
    inside(range);
    expect(last <= range.begin, what);
    last = range.end;
  }

  void check_ranges(const std::vector<TextRange>& ranges, std::string_view what) {
    std::uint32_t last = 0;
    for (const TextRange range : ranges) after(last, range, what);
  }

  void check_headings() {
    std::uint32_t last = 0;
    for (const Heading& heading : markdown_.headings) {
      after(last, heading.range, "order of headings");
      part(heading.range, heading.text_range);
      expect(heading.level >= 1 && heading.level <= 6, "level");
      expect(heading.range.begin == 0 || slice({heading.range.begin - 1, heading.range.begin}) == "\n" ||
                 slice({heading.range.begin - 1, heading.range.begin}) == "\r",
             "a heading begins its line");
    }
  }

  void check_links() {
    std::uint32_t last = 0;
    for (const MarkdownLink& link : markdown_.links) {
      inside(link.range);
      inside(link.target_range);
      part(link.range, link.text_range);
      expect(last <= link.range.begin, "order of links");
      last = link.range.begin;
      const std::string_view whole = slice(link.range);
      const bool image = link.kind == MarkdownLink::Kind::image;
      expect(whole.starts_with(image ? "![" : "["), "link's begin");
      expect(whole.ends_with(')') || whole.ends_with(']'), "link's end");
      expect(link.text_range.begin == link.range.begin + (image ? 2 : 1), "link's text");
      expect(slice({link.text_range.end, link.text_range.end + 1}) == "]", "end of the link's text");
      std::string written = decode_markdown(slice(link.target_range));
      std::replace(written.begin(), written.end(), '\0', ' ');
      expect(written == link.target, "link's target");
      if (link.kind == MarkdownLink::Kind::inline_link) part(link.range, link.target_range);
    }
  }

  void check_row(const MarkdownTable& table, const std::vector<TableCell>& cells, std::uint32_t& last) {
    expect(cells.size() <= table.header.size(), "cells");
    for (const TableCell& cell : cells) {
      after(last, cell.range, "order of cells");
      part(table.range, cell.range);
    }
  }

  void check_tables() {
    std::uint32_t last = 0;
    std::uint32_t last_cell = 0;
    for (const MarkdownTable& table : markdown_.tables) {
      after(last, table.range, "order of tables");
      expect(!table.header.empty(), "header");
      check_row(table, table.header, last_cell);
      for (const std::vector<TableCell>& row : table.rows) check_row(table, row, last_cell);
    }
  }

  void check_code() {
    std::uint32_t last = 0;
    for (const CodeRange& code : markdown_.code) {
      after(last, code.range, "order of code");
      part(code.range, code.content);
      const std::string_view whole = slice(code.range);
      if (code.kind == CodeRange::Kind::span)
        expect(whole.size() > 2 && whole.front() == '`' && whole.back() == '`', "back quotes");
      else if (code.kind == CodeRange::Kind::fenced && code.range != code.content)
        expect(whole.starts_with("```") || whole.starts_with("~~~"), "fence");
      else
        expect(!whole.empty(), "empty block");
    }
  }

  std::string_view text_;
  Markdown markdown_;
  std::string fault_;
};

void check(std::string_view text) {
  const std::string fault = Checker(text).fault();
  if (fault.empty()) return;
  INFO(std::string(text));
  CHECK(fault == "");
}

TEST_CASE("random marks") {
  const std::vector<std::string> marks = {"[",           "]",     "(",        ")",
                                          "[a](b)",      "![",    "!",        "`",
                                          "``",          "```",   "```\n",    "```x\n",
                                          "~~~\n",       "*",     "**",       "_",
                                          "~~",          "#",     "# ",       "## ",
                                          "\n",          "\n",    "\n",       "\n\n",
                                          "\r\n",        "\r",    "> ",       ">",
                                          "- ",          "1. ",   "  ",       "    ",
                                          "\t",          " ",     "|",        "|",
                                          "---",         "|---|", "===",      "a",
                                          "b",           "<",     "<a id=",   "<!--",
                                          "-->",         "\"",    "&amp;",    "&",
                                          "\\",          "\\|",   "[a]: b\n", "[b]: <c d> 'e'\n",
                                          "[a]",         "é",     "阶",       "🚀",
                                          "\xFF",        "\xE4",  "<b>",      "</b>",
                                          "https://a.b", "a@b.c", "- [ ] ",   "* * *\n",
                                          ":",           "'",     "+"};
  std::mt19937 random(20240607);
  std::string text;
  for (int i = 0; i < 6000; ++i) {
    text.clear();
    for (auto n = 1 + random() % 30; n > 0; --n) {
      if (random() % 200 == 0)
        text += '\0';
      else
        text += marks[random() % marks.size()];
    }
    check(text);
  }
}

// What is put in to end a long paragraph, or to read a short line below a header, moves no range out of its
// place.
TEST_CASE("random lines of long paragraphs and of tables") {
  const std::vector<std::string> pieces = {
      "words ", "[a](b.md) ", "[a",  "](b) ", "`",  "|",      "|-|", ":-", "> ",  "- ",  "    ", "\t",
      "<!-- ",  "-->",        "<b>", "é",     "# ", "[a]: b", "**",  "\\", "---", "===", "```"};
  const std::vector<std::string> ends = {"\n", "\r\n", "\r", " \n"};
  std::mt19937 random(11);
  for (int i = 0; i < 60; ++i) {
    const auto rare = 3 + random() % 3000;  // how seldom a line is blank or holds more than words
    const std::string end = ends[random() % ends.size()];
    std::string text;
    for (int line = 0; line < 2600; ++line) {
      if (random() % rare != 0) text += "see [a](b.md)";
      for (auto n = random() % rare == 0 ? random() % 6 : 0; n > 0; --n)
        text += pieces[random() % pieces.size()];
      text += end;
    }
    check(text);
  }
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n)
      text += random() % 3 == 0 ? ends[random() % ends.size()] : pieces[random() % pieces.size()];
    check(text);
  }
}

TEST_CASE("random bytes") {
  std::mt19937 random(7);
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text.clear();
    for (auto n = random() % 200; n > 0; --n) text += static_cast<char>(random());
    check(text);
  }
}

TEST_CASE("bytes that are no text") {
  const std::string nul = "# a\0b\n[c\0d](e\0f.md)\n"s;
  const Markdown markdown = read_markdown(nul);
  REQUIRE(markdown.headings.size() == 1);
  CHECK(markdown.headings[0].text == "a b");
  CHECK(markdown.headings[0].range == TextRange{0, 5});
  CHECK(markdown.links.empty());  // a blank ends a target
  const Markdown bad = read_markdown("# \xFF\n[\xC3](\xE9.md)\n");
  REQUIRE(bad.links.size() == 1);
  CHECK(bad.links[0].target == "\xE9.md");
  CHECK(bad.headings.at(0).text == "\xFF");
  CHECK(read_markdown("").headings.empty());
}

TEST_CASE("what could run away ends soon") {
  const auto repeat = [](std::string_view piece, std::size_t size) {
    std::string out;
    while (out.size() < size) out += piece;
    return out;
  };
  for (const std::string_view piece :
       {"1. ", "- > ", "> ", "[a](b (", "[a](", "![", "`a``", "<a id=", "*a _b", "|a|\n|---|\n"})
    check(repeat(piece, 100000));
  check("[a]: b&amp;c\n\n" + repeat("[a](b (", 30000));
  check("|" + repeat("a|", 20000) + "\n|" + repeat("---|", 40000) + "\n" + repeat("a\n", 20000));
}

// Every prefix of 64, 128, … bytes would be gigabytes. So of each file only the prefixes at eight places are
// read, which move by 64 bytes from file to file, and of each file below 3 KB all.
TEST_CASE("files cut anywhere") {
  const std::filesystem::path corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpora)) {
    if (entry.path().extension() != ".md" || !entry.is_regular_file()) continue;
    const std::string text = baton::testing::text_of(entry.path());
    const std::size_t step = text.size() < 3000 ? 64 : text.size() / 8 / 64 * 64 + 64;
    INFO(entry.path().string());
    for (std::size_t end = files * 64 % step; end < text.size(); end += step) check(text.substr(0, end));
    check(text);
    ++files;
  }
  CHECK(files > 100);
}

}  // namespace
