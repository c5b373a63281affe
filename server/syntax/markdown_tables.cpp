// See the header. (GitHub Flavored Markdown 0.29, section 4.10)
#include "server/syntax/markdown_tables.h"

#include <algorithm>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_forward.h"

namespace baton {
namespace {

std::uint32_t line_before(std::string_view text, std::uint32_t begin) {
  if (begin == 0) return 0;
  const bool both = begin > 1 && text[begin - 1] == '\n' && text[begin - 2] == '\r';
  return line_begin(text, begin - (both ? 2 : 1));
}

// The bar that ends a cell, at or behind `from`; `end` where there is none.
std::uint32_t find_bar(std::string_view text, std::uint32_t from, std::uint32_t end) {
  for (std::uint32_t i = from; i < end; ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '|')
      return i;
  }
  return end;
}

}  // namespace

void TableReader::begin() {
  rows_.clear();
  columns_ = 0;
  known_.reset();
}

// md4c fills each row up to the header's width, which could make the table far larger than the text.
void TableReader::forget_missing_cells() {
  if (rows_.empty()) return;
  Row& row = rows_.back();
  columns_ = std::max(columns_, row.size());
  while (!row.empty() && row.back().end == 0) row.pop_back();
}

void TableReader::enter_row() {
  forget_missing_cells();
  rows_.emplace_back();
}

std::string& TableReader::enter_cell() {
  if (rows_.empty()) enter_row();
  return rows_.back().emplace_back().text;
}

void TableReader::leave_cell(std::uint32_t end) {
  if (!rows_.empty() && !rows_.back().empty()) rows_.back().back().end = end;
}

void TableReader::seen(std::uint32_t offset) {
  if (known_ || rows_.empty()) return;
  known_ = offset;
  known_row_ = rows_.size() - 1;
}

std::optional<std::uint32_t> TableReader::header_begin(std::string_view text, std::uint32_t floor,
                                                       std::uint32_t quotations) const {
  std::uint32_t begin = 0;
  if (known_) {
    begin = line_begin(text, *known_);
    const std::size_t lines_above = known_row_ == 0 ? 0 : known_row_ + 1;
    for (std::size_t i = 0; i < lines_above && begin > floor; ++i) begin = line_before(text, begin);
  } else {
    const std::optional<Line> underline = find_table_underline(text, floor, quotations);
    if (!underline) return std::nullopt;
    begin = line_before(text, underline->begin);
  }
  return std::max(begin, floor);
}

std::optional<MarkdownTable> TableReader::finish(std::string_view text, std::uint32_t floor,
                                                 std::uint32_t quotations) {
  const std::optional<std::uint32_t> header = header_begin(text, floor, quotations);
  if (!header || rows_.empty()) return std::nullopt;
  forget_missing_cells();
  MarkdownTable out;
  Line line = line_at(text, *header);
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (r > 0) line = line_at(text, line.next);
    if (r == 1) line = line_at(text, line.next);  // over the underline
    std::uint32_t at = skip_quotation_marks(text.substr(0, line.end), line.begin, quotations);
    if (r == 0) out.range.begin = at;
    if (at < line.end && text[at] == '|') ++at;
    std::vector<TableCell> cells;
    while (cells.size() < columns_ && (at < line.end || r == 0)) {
      Cell* cell = cells.size() < rows_[r].size() ? &rows_[r][cells.size()] : nullptr;
      const std::uint32_t inside = cell == nullptr ? at : std::clamp(cell->end, at, line.end);
      const std::uint32_t bar = find_bar(text, inside, line.end);
      cells.push_back({trimmed(text, {at, bar}), cell == nullptr ? std::string() : std::move(cell->text)});
      at = std::min(bar + 1, line.end);
    }
    if (r == 0)
      out.header = std::move(cells);
    else
      out.rows.push_back(std::move(cells));
  }
  if (rows_.size() == 1) line = line_at(text, line.next);
  out.range.end = std::max(out.range.begin, line.end);
  while (out.range.end > out.range.begin && is_blank(text[out.range.end - 1])) --out.range.end;
  return out;
}

}  // namespace baton
