// Strangers' text on a terminal: escapes, widths, clipping.
#include "server/cli/plain_text.h"

#include <doctest/doctest.h>

#include <string>

#include "server/base/utf8.h"

using baton::ClippedLine;
using baton::escaped;
using baton::ShownLine;

namespace {

// The line and, below it, the mark: as a reader sees them, wide characters taking two columns.
std::string shown(std::string_view line, std::uint32_t begin, std::uint32_t end, std::size_t width = 40) {
  const ClippedLine clipped = ShownLine(line).clipped({begin, end}, width);
  return clipped.text + "\n" + std::string(clipped.mark_begin, ' ') + std::string(clipped.mark_width, '^');
}

}  // namespace

TEST_CASE("control characters are told, not obeyed") {
  CHECK(escaped("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(escaped("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(escaped("x\xE2\x80\xAEy") == "x\\u202ey");
  CHECK(escaped("\xC2\x9B") == "\\x9b");
  CHECK(escaped(std::string_view("\0", 1)) == "\\x00");
  CHECK(escaped("caf\xC3\xA9 \xE4\xB8\xAD") == "caf\xC3\xA9 \xE4\xB8\xAD");
  CHECK(escaped("bad \xFF byte") == "bad \xEF\xBF\xBD byte");
}

TEST_CASE("the mark stands under the range") {
  CHECK(shown("name: value", 6, 11) == "name: value\n      ^^^^^");
  CHECK(shown("name: value", 6, 6) == "name: value\n      ^");
  CHECK(shown("name", 4, 9) == "name\n    ^");
  CHECK(shown("", 0, 0) == "\n^");
}

TEST_CASE("tabs, wide and combining characters count as a terminal shows them") {
  CHECK(shown("\tname: x", 1, 5) == "    name: x\n    ^^^^");
  CHECK(shown("ab\tname", 3, 7) == "ab  name\n    ^^^^");
  CHECK(shown("\xE4\xB8\xAD\xE6\x96\x87: x", 0, 6) == "\xE4\xB8\xAD\xE6\x96\x87: x\n^^^^");
  CHECK(shown("\xF0\x9F\x8E\xAF: x", 6, 7) == "\xF0\x9F\x8E\xAF: x\n    ^");
  CHECK(shown("e\xCC\x81: x", 5, 6) == "e\xCC\x81: x\n   ^");
  CHECK(shown("a\x1b: x", 2, 3) == "a\\x1b: x\n     ^");
  CHECK(shown("a\xFF: x", 2, 3) == "a\xEF\xBF\xBD: x\n  ^");
}

TEST_CASE("a long line is clipped around the range") {
  std::string line;
  for (int i = 0; i < 30; ++i) line += "word" + std::to_string(10 + i) + " ";
  CHECK(shown(line, 0, 6) == "word10 word11 word12 word13 word14 word1\xE2\x80\xA6\n^^^^^^");
  CHECK(shown(line, 105, 111) ==
        "\xE2\x80\xA6"
        "23 word24 word25 word26 word27 word28 wo\xE2\x80\xA6\n" +
            std::string(11, ' ') + "^^^^^^");
  const ClippedLine end = ShownLine(line).clipped({203, 209}, 40);
  CHECK(end.text.ends_with("word39 "));
  CHECK(end.text.substr(3 + end.mark_begin - 1, 6) == "word39");
  const ClippedLine whole = ShownLine(line).clipped({0, static_cast<std::uint32_t>(line.size())}, 40);
  CHECK(whole.mark_width == 40);
}

TEST_CASE("whatever the line, the clip is narrow and the mark inside") {
  const std::string piece =
      "\xE4\xB8\xAD\t\x1b"
      "a\xFF\xF0\x9F\x8E\xAF ";
  std::string line;
  for (int i = 0; i < 40; ++i) line += piece;
  const ShownLine picture(line);
  for (std::uint32_t begin = 0; begin <= line.size(); ++begin) {
    const ClippedLine clipped = picture.clipped({begin, begin + 3}, 40);
    const std::size_t width = baton::display_width(clipped.text);
    CHECK(width <= 40 + 2);
    CHECK(clipped.mark_begin <= width);
    CHECK(clipped.mark_width >= 1);
  }
}
