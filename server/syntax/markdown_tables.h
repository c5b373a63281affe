// The tables of one text. md4c hands out the cells' texts row by row; a row is one line, so once any text of
// the table has a place, the lines tell where each cell stands, the empty ones too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/markdown.h"

namespace baton {

class TableReader {
 public:
  void begin();
  void enter_row();
  std::string& enter_cell();  // where its text goes, until the next one
  // `end`: behind all that the cell holds; 0 for an empty cell.
  void leave_cell(std::uint32_t end);
  // Something of the current row stands at `offset`.
  void seen(std::uint32_t offset);

  // The table, which begins behind `floor`, or nothing where no line of it can be found. A row that has fewer
  // cells than the header stays so.
  std::optional<MarkdownTable> finish(std::string_view text, std::uint32_t floor, std::uint32_t quotations);

 private:
  struct Cell {
    std::string text;
    std::uint32_t end = 0;
  };
  using Row = std::vector<Cell>;

  void forget_missing_cells();

  std::optional<std::uint32_t> header_begin(std::string_view text, std::uint32_t floor,
                                            std::uint32_t quotations) const;

  std::vector<Row> rows_;  // the header first; without empty cells at the end
  std::size_t columns_ = 0;
  std::size_t known_row_ = 0;
  std::optional<std::uint32_t> known_;  // a place in that row
};

}  // namespace baton
