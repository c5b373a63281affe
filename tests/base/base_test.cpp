// Places in texts, edits, names that are near, and paths as text.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
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

TEST_CASE("places in long lines are those that counting from the line's begin gives") {
  // Characters of every width, bytes that are none, and long and short lines in turn.
  std::string text = "short \xc3\xa4\n";
  for (const int repeats : {900, 1, 700}) {
    for (int i = 0; i < repeats; ++i) text += "plain words \xe6\xbc\xa2\xf0\x9f\x98\x80\xff";
    text += repeats == 1 ? "\r" : "\r\n";
  }
  text += std::string(5000, 'a');
  const LineIndex lines(text);
  const auto counted = [&](std::uint32_t offset, PositionEncoding encoding) {
    const std::uint32_t number = lines.line_of(offset);
    const TextRange content = lines.line(text, number);
    std::uint32_t count = 0;
    for (std::uint32_t at = content.begin; at < std::min(offset, content.end);) {
      const Utf8Character c = utf8_at(text, at);
      if (at + c.size > offset) break;
      count += encoding == PositionEncoding::utf8                             ? c.size
               : encoding == PositionEncoding::utf16 && c.code_point > 0xffff ? 2u
                                                                              : 1u;
      at += c.size;
    }
    return Position{number, count};
  };
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    for (std::uint32_t at = 0; at <= text.size(); at += at % 5 == 0 ? 1 : 13) {
      const Position place = lines.position(text, at, encoding);
      REQUIRE(place == counted(at, encoding));
      const std::uint32_t back = lines.offset(text, place, encoding);
      REQUIRE(back <= at);
      REQUIRE(lines.position(text, back, encoding) == place);
    }
    CHECK(lines.offset(text, {1, 1000000}, encoding) == lines.line(text, 1).end);
  }
}

TEST_CASE("many places in one long line cost hardly more than in a short one") {
  std::string text;
  for (int i = 0; i < 60000; ++i) text += "\xc3\xa4\xe6\xbc\xa2 ";
  const LineIndex lines(text);
  const auto time = [&](std::uint32_t from) {
    const auto begin = std::chrono::steady_clock::now();
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < 3000; ++i)
      sum += lines.position(text, from + i, PositionEncoding::utf16).character;
    CHECK(sum > 0);
    return std::chrono::steady_clock::now() - begin;
  };
  // The line's end lies 600 times as far from its begin; a walk from there would take as much longer.
  const auto near = std::min(time(600), time(600));
  const auto far = std::min(time(350000), time(350000));
  CHECK(far < 100 * near);
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

TEST_CASE("a character beyond ASCII is seen wherever it stands in a text of whatever length") {
  for (const std::size_t size : {0, 1, 7, 8, 9, 63, 64, 65, 73, 130}) {
    for (std::size_t at = 0; at <= size; ++at) {
      const std::string before(at, 'A'), behind(size - at, '[');
      INFO("length " << size << ", at " << at);
      CHECK(first_invalid_utf8(before + "Ä" + behind) == std::string_view::npos);
      CHECK(first_invalid_utf8(before + "\xff" + behind) == at);
      CHECK(code_point_length(before + "Ä" + behind) == size + 1);
      CHECK(code_point_length(before + "\xff" + behind) == size + 1);
      CHECK(fold_case(before + "Ä" + behind) == std::string(at, 'a') + "ä" + behind);
    }
  }
}

TEST_CASE("texts are alike but for their case where they fold to the same one") {
  const std::vector<std::string> texts = {
      "",  "a", "A",      "ab",   "AB",   "ä",    "Ä",           "äb",          "ÄB",
      "K", "k", "\u212A", "\xff", "\xfe", "\xc3", "Ml-Engineer", "ml-engineer", "ml-engineers"};
  for (const std::string& a : texts)
    for (const std::string& b : texts) CHECK(same_folded(a, b) == (fold_case(a) == fold_case(b)));
  CHECK(same_folded("ML-ÉNGINEER", "ml-éngineer"));
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
  CHECK(path::normalise("../../a") == "../../a");
  CHECK(path::normalise("a..//b/...//") == "a../b/...");
  CHECK(path::normalise("a/..") == ".");
  CHECK(path::normalise("//") == "/");
  CHECK(path::normalise("") == ".");
  CHECK(path::join("/a/b", "../c.md") == "/a/c.md");
  CHECK(path::join("/a", "/b") == "/b");
  CHECK(path::join("/a", "../../..") == "/");
  CHECK(path::join("/a..", "..") == "/");
  CHECK(path::join("a", "../../b") == "../b");
  CHECK(path::join("", "a") == "/a");
  CHECK(path::join("/a", "") == "/a");
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

TEST_CASE("letters and digits of any script, and no signs or marks") {
  for (const char32_t c : U"aZ5äßДω段カ٣Ⅱ")
    if (c != 0) CHECK(is_letter_or_digit(c));
  for (const char32_t c : U"-_ ✅→·【】、①\uFE0F\u20E3\u00A0\uFFFD")
    if (c != 0) CHECK(!is_letter_or_digit(c));
}
