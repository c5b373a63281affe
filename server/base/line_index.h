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
  std::vector<std::uint32_t> starts_{0};
};

}  // namespace baton
