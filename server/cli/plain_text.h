// Strangers' text on a terminal: control characters made visible, widths counted, long lines clipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/base/visible.h"

namespace baton {

struct ClippedLine {
  std::string text;            // tabs as spaces, control characters escaped, "…" where something was cut
  std::size_t mark_begin = 0;  // in columns of the terminal
  std::size_t mark_width = 1;  // at least 1
};

// One line (without its end) as a terminal shows it. Made once, it is clipped around as many ranges as there
// are findings in the line.
class ShownLine {
 public:
  explicit ShownLine(std::string_view line);
  // So that `range`, offsets into the line, is seen in at most about `width` columns.
  ClippedLine clipped(TextRange range, std::size_t width) const;

 private:
  struct Cell {           // a character
    std::uint32_t begin;  // in the line
    std::size_t text;     // where its picture begins in `text_`
    std::size_t column;
  };
  std::size_t cell_count() const { return plain_ ? text_.size() + 1 : cells_.size(); }
  Cell cell(std::size_t i) const { return plain_ ? Cell{static_cast<std::uint32_t>(i), i, i} : cells_[i]; }
  std::size_t cell_at(std::uint32_t offset) const;

  std::string text_;
  bool plain_;               // each byte is shown as it is, in a column: there is no need of cells
  std::vector<Cell> cells_;  // with one behind the last
};

}  // namespace baton
