// The format of check fixtures: a small workspace in one text, with what is expected written under the lines
// it speaks of. Reading and writing only; fixture_run.h judges.
//
//   //- /w/plugins/p/commands/a.md [crlf] [bom]    a file begins; its text follows, byte for byte
//   //- "/w/my guide.md"                           a path with blanks
//   // ^^^^ error[code]: part of the message       the range in the line above, by its columns (code points)
//   //@1-4 error[code]: part of the message        the same in numbers, from 1, both ends included
//   //= fixed                                      the text of this file after the first fix of each finding
//   in it
//
// Several expectations may stand under one line. A range over several lines is given by its part in the first
// one; a range that begins at the very end of a line is "N-(N-1)". With `crlf` each line end of the file is
// CRLF, with `bom` a byte-order mark stands first; neither counts as a column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton::testing {

// What is said at one place, as a fixture writes it: by itself an expectation, filled from a diagnostic a
// finding.
struct Remark {
  std::size_t line = 0;     // of the file's text, from 0; lines end at "\n"
  std::uint32_t begin = 0;  // columns, from 0, in code points
  std::uint32_t end = 0;    // one past the last
  std::string severity, code;
  std::string text;              // part of the message, or all of it
  std::size_t fixture_line = 0;  // where it stands in the fixture, from 1; 0: nowhere
};

struct FixtureFile {
  std::string path;
  bool crlf = false;
  bool bom = false;
  std::string text;  // as a check gets it: with CRLF and mark where the header asks for them
  std::vector<Remark> expected;
  std::optional<std::string> fixed;  // in the same dress as `text`
  std::size_t fixture_line = 0;      // of the header, from 1
  std::size_t fixed_line = 0;        // of "//= fixed"
};

struct Fixture {
  std::vector<FixtureFile> files;
  std::vector<std::string> faults;  // "line N: what is wrong with the fixture itself"
};

// Takes a fixture's text; text before the first header belongs to a file `default_path`, where one is given.
Fixture read_fixture(std::string_view source, const std::string& default_path = {});
std::string write_fixture(const Fixture& fixture);

// A remark as a line of a fixture: with carets where there is room for them.
std::string remark_line(const Remark& remark);
// Line and columns of a range: the part of it that lies in its first line.
Remark remark_at(std::string_view text, TextRange range);
// A line of the text without its line end (and without the byte-order mark).
std::string_view text_line(std::string_view text, std::size_t line);

}  // namespace baton::testing
