// Places in texts, edits, names that are near, and paths as text.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "server/base/edit_distance.h"
#include "server/base/line_index.h"
#include "server/base/name_words.h"
#include "server/base/path.h"
#include "server/base/text_edit.h"
#include "server/base/utf8.h"

using namespace baton;

TEST_CASE("lines end at LF, CRLF and CR") {
  const std::string text = "a\nbc\r\nd\re";
  const LineIndex lines(text);
  REQUIRE(lines.line_count() == 4);
  CHECK(lines.line(text, 1) == TextRange{2, 4});
  CHECK(lines.full_line(text, 1) == TextRange{2, 6});
  CHECK(lines.line(text, 2) == TextRange{6, 7});
  CHECK(lines.line(text, 3) == TextRange{8, 9});
  CHECK(lines.line(text, 9) == TextRange{9, 9});
  CHECK(lines.line_of(5) == 1);
  CHECK(lines.position(text, 5, PositionEncoding::utf8) == Position{1, 2});
}

TEST_CASE("a text that ends with a line end has an empty last line") {
  const std::string text = "a\n";
  const LineIndex lines(text);
  CHECK(lines.line_count() == 2);
  CHECK(lines.line(text, 1) == TextRange{2, 2});
  CHECK(LineIndex("").line_count() == 1);
}

TEST_CASE("positions count in the units of their encoding") {
  const std::string text = "ä😀b";  // 2 + 4 + 1 bytes
  const LineIndex lines(text);
  CHECK(lines.position(text, 6, PositionEncoding::utf8).character == 6);
  CHECK(lines.position(text, 6, PositionEncoding::utf16).character == 3);
  CHECK(lines.position(text, 6, PositionEncoding::utf32).character == 2);
  CHECK(lines.offset(text, {0, 3}, PositionEncoding::utf16) == 6);
  CHECK(lines.offset(text, {0, 2}, PositionEncoding::utf16) == 2);  // inside the surrogate pair: its begin
  CHECK(lines.position(text, 4, PositionEncoding::utf16).character == 1);
}

TEST_CASE("positions past the end are cut") {
  const std::string text = "ab\ncd";
  const LineIndex lines(text);
  CHECK(lines.offset(text, {0, 99}, PositionEncoding::utf16) == 2);
  CHECK(lines.offset(text, {99, 0}, PositionEncoding::utf16) == 5);
  CHECK(lines.position(text, 99, PositionEncoding::utf16) == Position{1, 2});
}

TEST_CASE("offsets and positions are inverse in every encoding") {
  const std::string text = "x\r\nä€😀\xff y\rz\n";
  const LineIndex lines(text);
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    for (std::uint32_t line = 0; line < lines.line_count(); ++line) {
      const TextRange content = lines.line(text, line);
      for (std::uint32_t at = content.begin; at < content.end; at += utf8_at(text, at).size)
        CHECK(lines.offset(text, lines.position(text, at, encoding), encoding) == at);
    }
  }
}

TEST_CASE("edits apply together; of two that overlap the first counts") {
  CHECK(apply_edits("abcdef", {{{4, 5}, "X"}, {{0, 1}, ""}}) == "bcdXf");
  CHECK(apply_edits("abcdef", {{{0, 3}, "1"}, {{2, 4}, "2"}}) == "1def");
  CHECK(apply_edits("abc", {{{1, 1}, "x"}, {{1, 1}, "y"}}) == "axybc");
  CHECK(apply_edits("abc", {{{2, 99}, "!"}}) == "ab!");
}

TEST_CASE("UTF-8 is read strictly") {
  CHECK(first_invalid_utf8("plain ascii, more than eight bytes ä€😀") == std::string_view::npos);
  CHECK(first_invalid_utf8("abcdefgh\xff") == 8);
  CHECK(first_invalid_utf8("\xc0\xaf") == 0);
  CHECK(first_invalid_utf8("\xed\xa0\x80") == 0);
  CHECK(first_invalid_utf8("\xf4\x90\x80\x80") == 0);
  CHECK(first_invalid_utf8("ok\xe2\x82") == 2);
  CHECK(to_valid_utf8("a\xff"
                      "b") ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(utf16_length("ä😀") == 3);
  CHECK(display_width("a字") == 3);
  CHECK(fold_case("ÄbC") == "äbc");
}

TEST_CASE("names that only look the same") {
  CHECK(differs_in_form_only("caf\u00e9", "cafe\u0301"));
  CHECK_FALSE(differs_in_form_only("caf\u00e9", "caf\u00e9"));
  CHECK_FALSE(differs_in_form_only("caf\u00e9", "cafe"));
  CHECK_FALSE(differs_in_form_only("\xff", "\xfe"));
}

TEST_CASE("distance counts swaps once and gives up at its limit") {
  CHECK(edit_distance("engineer", "enginer", 3) == 1);
  CHECK(edit_distance("enigneer", "engineer", 3) == 1);
  CHECK(edit_distance("kitten", "sitting", 3) == 3);
  CHECK(edit_distance("abc", "xyz", 2) == 3);
  CHECK(edit_distance("", "ab", 5) == 2);
  CHECK(edit_distance("ähm", "uhm", 5) == 1);
}

TEST_CASE("the nearest name, or none") {
  const std::array<std::string, 3> names{"data-engineer", "data-scientist", "ml-engineer"};
  CHECK(nearest("data-enginer", names) == "data-engineer");
  CHECK(nearest("Data-Scientist", names) == "data-scientist");
  CHECK(nearest("painter", names) == std::nullopt);
  const std::array<std::string, 2> shorts{"a", "name"};
  CHECK(nearest("b", shorts) == std::nullopt);  // nothing in common
  CHECK(nearest("names", shorts) == "name");
}

TEST_CASE("paths are normalised as text") {
  CHECK(path::normalise("/a/./b//../c") == "/a/c");
  CHECK(path::normalise("/../x") == "/x");
  CHECK(path::normalise("../a/..") == "..");
  CHECK(path::normalise("") == ".");
  CHECK(path::join("/a/b", "../c.md") == "/a/c.md");
  CHECK(path::join("/a", "/b") == "/b");
  CHECK(path::parent("/a") == "/");
  CHECK(path::parent("/a/b.md") == "/a");
  CHECK(path::stem("/a/b.c.md") == "b.c");
  CHECK(path::stem("/a/.md") == ".md");
  CHECK(path::extension("/a.b/c").empty());
  CHECK(path::is_below("/a/b", "/a"));
  CHECK_FALSE(path::is_below("/ab", "/a"));
  CHECK(path::is_below("/a", "/"));
  CHECK(path::relative("/a/b/c.md", "/a/x") == "../b/c.md");
  CHECK(path::relative("/a", "/a") == ".");
}
