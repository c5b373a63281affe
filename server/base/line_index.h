// Where lines begin, and the one place where byte offsets become the positions of a protocol or a terminal.
// Lines end at "\n", "\r\n" or a lone "\r" (LSP 3.17, "Text Documents").
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

// The unit in which `Position::character` counts (LSP 3.17, "PositionEncodingKind"); utf32 are code points.
enum class PositionEncoding { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0;       // 0-based
  std::uint32_t character = 0;  // 0-based, in units of the encoding
  constexpr auto operator<=>(const Position&) const = default;
};

struct PositionRange {
  Position start;
  Position end;
  constexpr auto operator<=>(const PositionRange&) const = default;
};

// Holds offsets only; each call takes the text it was built from. Invalid UTF-8 counts one unit per bad byte.
// However long a line is, a place in it costs little: long lines are counted once, in advance.
class LineIndex {
 public:
  LineIndex() = default;
  explicit LineIndex(std::string_view text);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // The line (0-based) that holds byte `offset`; past the end: the last line.
  std::uint32_t line_of(std::uint32_t offset) const;
  // The line's bytes without its line end; past the last line: empty at the end of the text.
  TextRange line(std::string_view text, std::uint32_t line) const;
  // The line's bytes with its line end.
  TextRange full_line(std::string_view text, std::uint32_t line) const;

  // An offset inside a character or a "\r\n" counts as its begin.
  Position position(std::string_view text, std::uint32_t offset, PositionEncoding encoding) const;
  PositionRange range(std::string_view text, TextRange range, PositionEncoding encoding) const;
  // Past a line's end means its end; past the last line means the end of the text (LSP 3.17, "Position").
  std::uint32_t offset(std::string_view text, Position position, PositionEncoding encoding) const;

 private:
  // A character's begin within a long line, and what stands before it in that line.
  struct Mark {
    std::uint32_t offset = 0;
    std::uint32_t utf16 = 0, utf32 = 0;  // units
  };
  static std::uint32_t units_before(const Mark& mark, std::uint32_t line_begin, PositionEncoding encoding);
  void mark_long_lines(std::string_view text);
  // The last mark of the line that is not behind `offset`; without one the line's begin.
  Mark mark_before(std::uint32_t line_begin, std::uint32_t offset) const;
  Mark mark_before(TextRange line, std::uint32_t passed, PositionEncoding encoding) const;

  std::vector<std::uint32_t> starts_{0};
  std::vector<Mark> marks_;  // by offset; of most texts there are none
};

// The byte of a line (its end left out) at which `character` stands; past its end means its end.
std::uint32_t offset_in_line(std::string_view line, std::uint32_t character, PositionEncoding encoding);

}  // namespace baton
