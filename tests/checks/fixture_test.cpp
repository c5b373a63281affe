// The reader of fixtures itself: a format that reads wrongly would let any check pass.
#include "tests/support/fixture.h"

#include <doctest/doctest.h>

#include <string>

using namespace baton;
using namespace baton::testing;

namespace {

std::string only_fault(std::string_view source) {
  const Fixture fixture = read_fixture(source);
  REQUIRE(fixture.faults.size() == 1);
  return fixture.faults.front();
}

Remark at(std::string_view text, std::string_view part) {
  const auto begin = static_cast<std::uint32_t>(text.find(part));
  return remark_at(text, {begin, begin + static_cast<std::uint32_t>(part.size())});
}

}  // namespace

TEST_CASE("a fixture's files keep their text, without the expectations") {
  const Fixture fixture = read_fixture(
      "//- /w/a.md\n"
      "one\n"
      "//^ error[broken-link]: a [b]: c\n"
      "// ^^ hint[unknown-key]\n"
      "// only text, as [this]\n"
      "two\n"
      "//@1-3 warning[alias-key]: two\n"
      "//- /w/b.md\n"
      "\n"
      "three");
  CHECK(fixture.faults.empty());
  REQUIRE(fixture.files.size() == 2);
  const FixtureFile& file = fixture.files[0];
  CHECK(file.path == "/w/a.md");
  CHECK(file.text == "one\n// only text, as [this]\ntwo\n");
  CHECK_FALSE(file.fixed);
  REQUIRE(file.expected.size() == 3);
  CHECK(file.expected[0].line == 0);
  CHECK(file.expected[0].begin == 2);
  CHECK(file.expected[0].end == 3);
  CHECK(file.expected[0].severity == "error");
  CHECK(file.expected[0].code == "broken-link");
  CHECK(file.expected[0].text == "a [b]: c");
  CHECK(file.expected[0].fixture_line == 3);
  CHECK(file.expected[1].line == 0);
  CHECK(file.expected[1].begin == 3);
  CHECK(file.expected[1].end == 5);
  CHECK(file.expected[1].text.empty());
  CHECK(file.expected[2].line == 2);
  CHECK(file.expected[2].begin == 0);
  CHECK(file.expected[2].end == 3);
  CHECK(fixture.files[1].text == "\nthree");
}

TEST_CASE("a file may have CRLF and a byte-order mark, and so has its fixed text") {
  const Fixture fixture = read_fixture("//- /w/a.md crlf bom\nä\nb\n//= fixed\nä\nc\n//- /w/b.md bom\nx\n");
  REQUIRE(fixture.files.size() == 2);
  CHECK(fixture.files[0].text == "\xEF\xBB\xBFä\r\nb\r\n");
  REQUIRE(fixture.files[0].fixed);
  CHECK(*fixture.files[0].fixed == "\xEF\xBB\xBFä\r\nc\r\n");
  CHECK(fixture.files[1].text == "\xEF\xBB\xBFx\n");
}

TEST_CASE("a text without a header belongs to the file that the caller names") {
  const Fixture fixture = read_fixture("# One\n//@3-5 error[broken-link]\n//- /w/b.md\ntwo\n", "/w/a.md");
  CHECK(fixture.faults.empty());
  REQUIRE(fixture.files.size() == 2);
  CHECK(fixture.files[0].path == "/w/a.md");
  CHECK(fixture.files[0].text == "# One\n");
  CHECK(fixture.files[0].expected.size() == 1);
}

TEST_CASE("the first header makes no file of the default path") {
  const Fixture fixture = read_fixture("//- /w/b.md\ntwo\n", "/w/a.md");
  REQUIRE(fixture.files.size() == 1);
  CHECK(fixture.files[0].path == "/w/b.md");
}

TEST_CASE("faults of a fixture are told with their line") {
  CHECK(only_fault("").starts_with("line 1: no file"));
  CHECK(only_fault("//- /w/a.md\nx\n//  error[broken-link]: x\n").starts_with("line 3: no columns"));
  CHECK(only_fault("//- /w/a.md\nx\n//@0-4 error[broken-link]\n").starts_with("line 3: no columns"));
  CHECK(only_fault("//- /w/a.md\nx\n//@4 error[broken-link]\n").starts_with("line 3: no columns"));
  CHECK(only_fault("//- /w/a.md\nx\n//@4-2 error[broken-link]\n").starts_with("line 3: no columns"));
  CHECK(only_fault("//- /w/a.md\nx\n//@1-2error[broken-link]\n").starts_with("line 3: no blank"));
  CHECK(only_fault("//- /w/a.md\nx\n// ^^ eror[broken-link]\n").starts_with("line 3: no \"severity"));
  CHECK(only_fault("//- /w/a.md\nx\n// ^^ error[broken link]\n").starts_with("line 3: \"broken link\""));
  CHECK(only_fault("//- /w/a.md\nx\n// ^^ error[broken-link\n").starts_with("line 3: no \"]\""));
  CHECK(only_fault("//- /w/a.md\nx\n// ^^ error[broken-link] x\n").starts_with("line 3: no \": text\""));
  CHECK(only_fault("//- /w/a.md\n// ^^ error[broken-link]\n").starts_with("line 2: an expectation stands"));
  CHECK(only_fault("//- /w/a.md\nx\n//= mended\n").starts_with("line 3: write"));
  CHECK(only_fault("//- w/a.md\nx\n").starts_with("line 1: a header needs"));
  CHECK(only_fault("//- /w/a.md lf\nx\n").starts_with("line 1: a header knows"));
  CHECK(only_fault("//- /w/a.md\n//- /w/a.md\n").starts_with("line 2: a second /w/a.md"));
  CHECK(only_fault("x\n//- /w/a.md\n").starts_with("line 1: text before"));
}

TEST_CASE("columns are counted in code points, from the line's begin") {
  const std::string text = "\xEF\xBB\xBFä𝄞b\r\n\tüc d\r\n";
  const Remark first = at(text, "b");
  CHECK(first.line == 0);
  CHECK(first.begin == 2);
  CHECK(first.end == 3);
  const Remark whole = at(text, "ä𝄞b");
  CHECK(whole.begin == 0);
  CHECK(whole.end == 3);
  const Remark second = at(text, "c d");
  CHECK(second.line == 1);
  CHECK(second.begin == 2);
  CHECK(second.end == 5);
}

TEST_CASE("a range over several lines is known by its part in the first") {
  const std::string text = "one\r\ntwo\r\n\r\nend";
  CHECK(at(text, "ne\r\ntwo").end == 3);
  CHECK(at(text, "ne\r\n").end == 3);
  const Remark line_end = at(text, "\r\nt");
  CHECK(line_end.line == 0);
  CHECK(line_end.begin == 3);
  CHECK(line_end.end == 3);
  CHECK(remark_line({0, 3, 3, "hint", "phase-gap", "", 0}) == "//@4-3 hint[phase-gap]");
  const Fixture fixture = read_fixture("//- /w/a.md\none\n//@4-3 hint[phase-gap]\n");
  REQUIRE(fixture.files.size() == 1);
  REQUIRE(fixture.files[0].expected.size() == 1);
  CHECK(fixture.files[0].expected[0].begin == 3);
  CHECK(fixture.files[0].expected[0].end == 3);
  const Remark last = at(text, "end");
  CHECK(last.line == 3);
  CHECK(last.end == 3);
  CHECK(text_line(text, 1) == "two");
  CHECK(text_line(text, 2).empty());
  CHECK(text_line(text, 3) == "end");
  CHECK(text_line(text, 9).empty());
}

TEST_CASE("a range beyond the text stays in it") {
  const Remark remark = remark_at("one", {7, 9});
  CHECK(remark.line == 0);
  CHECK(remark.begin == 3);
  CHECK(remark.end == 3);
}

TEST_CASE("what is read is written back, byte for byte") {
  const std::string source =
      "//- /w/a.md crlf bom\n"
      "größer\n"
      "// ^^^ error[broken-link]: x: y\n"
      "//@1-2 hint[unknown-key]\n"
      "\n"
      "//= fixed\n"
      "größer still\n"
      "//- /w/b.md\n"
      "//- \"/w/a b.md\" crlf\n"
      "//- /w/c.md\n"
      "no line end";
  const Fixture fixture = read_fixture(source);
  CHECK(fixture.faults.empty());
  CHECK(write_fixture(fixture) == source);
}
