// Edits as clients send them, compared with the plain text they should give.
#include "server/lsp/text_buffer.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace baton;
using baton::lsp::TextBuffer;

namespace {

std::string edited(const std::string& text, PositionRange range, const std::string& new_text,
                   PositionEncoding encoding = PositionEncoding::utf16) {
  TextBuffer buffer(text);
  buffer.apply(range, new_text, encoding);
  return buffer.text();
}

}  // namespace

TEST_CASE("characters count in the client's units") {
  const std::string text = "é漢😀x\n";
  CHECK(edited(text, {{0, 4}, {0, 5}}, "Y", PositionEncoding::utf16) == "é漢😀Y\n");
  CHECK(edited(text, {{0, 9}, {0, 10}}, "Y", PositionEncoding::utf8) == "é漢😀Y\n");
  CHECK(edited(text, {{0, 3}, {0, 4}}, "Y", PositionEncoding::utf32) == "é漢😀Y\n");
  CHECK(edited(text, {{0, 1}, {0, 2}}, "", PositionEncoding::utf16) == "é😀x\n");
}

TEST_CASE("positions outside the text are cut to it") {
  CHECK(edited("ab\ncd", {{0, 99}, {0, 99}}, "!") == "ab!\ncd");
  CHECK(edited("ab\ncd", {{9, 9}, {9, 9}}, "!") == "ab\ncd!");
  CHECK(edited("ab\r\ncd", {{0, 2}, {0, 3}}, "!") == "ab!\r\ncd");
  CHECK(edited("ab\ncd", {{0, 0}, {0x7fffffff, 0x7fffffff}}, "") == "");
  CHECK(edited("", {{5, 5}, {0, 0}}, "x") == "x");
}

TEST_CASE("a range that is turned round means the same place") {
  CHECK(edited("abcdef", {{0, 4}, {0, 1}}, "-") == "a-ef");
}

TEST_CASE("line ends that meet and part") {
  TextBuffer buffer("a\rb\nc");
  buffer.apply({{0, 1}, {1, 1}}, "\r", PositionEncoding::utf8);  // "a\r" and "\nc" meet
  REQUIRE(buffer.text() == "a\r\nc");
  buffer.apply({{1, 0}, {1, 1}}, "C", PositionEncoding::utf8);
  CHECK(buffer.text() == "a\r\nC");
}

TEST_CASE("any edits keep the lines as a fresh reading finds them") {
  std::mt19937 random(7);
  const auto upto = [&](std::size_t most) { return static_cast<std::uint32_t>(random() % (most + 1)); };
  const std::vector<std::string> pieces = {"\n", "\r",   "\r\n",  "a",    "é",          "漢",
                                           "😀",  "\xff", "word ", "\n\n", "x\ry\nz\r\n"};
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    std::string model;
    TextBuffer buffer;
    for (int step = 0; step < 4000; ++step) {
      std::string text;
      for (std::uint32_t n = upto(3); n > 0; --n) text += pieces[upto(pieces.size() - 1)];
      const LineIndex lines(model);
      const Position start{upto(lines.line_count()), upto(6)};
      const Position end{start.line + upto(1), upto(6)};
      std::uint32_t from = lines.offset(model, start, encoding);
      std::uint32_t to = lines.offset(model, end, encoding);
      if (from > to) std::swap(from, to);
      model = model.substr(0, from) + text + model.substr(to);
      buffer.apply({start, end}, text, encoding);
      REQUIRE(buffer.text() == model);
      const LineIndex fresh(model);
      for (std::uint32_t line = 0; line <= fresh.line_count(); ++line)
        REQUIRE(buffer.offset({line, 0}, encoding) == fresh.offset(model, {line, 0}, encoding));
      if (model.size() > 300) {
        model.clear();
        buffer = TextBuffer();
      }
    }
  }
}
