// A line is taken apart into cells (a character, its picture, its columns) and put together again.
#include "server/cli/plain_text.h"

#include <algorithm>
#include <ranges>

#include "server/base/char_set.h"
#include "server/base/utf8.h"
#include "server/base/visible.h"

namespace baton {
namespace {

constexpr std::size_t tab_stop = 4;
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

}  // namespace

ShownLine::ShownLine(std::string_view line) : plain_(holds_of_all(line, is_printable_ascii)) {
  if (plain_) {
    text_ = line;
    return;
  }
  text_.reserve(line.size());
  cells_.reserve(line.size() + 1);
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    if (is_printable_ascii(line[at])) {
      cells_.push_back({static_cast<std::uint32_t>(at), text_.size(), column++});
      text_ += line[at++];
      continue;
    }
    const Utf8Character character = utf8_at(line, at);
    const std::size_t from = text_.size();
    cells_.push_back({static_cast<std::uint32_t>(at), from, column});
    if (character.code_point == '\t')
      text_.append(tab_stop - column % tab_stop, ' ');
    else if (is_control(character.code_point))
      append_escape(text_, character.code_point);
    else
      append_utf8(text_, character.code_point);
    column += display_width(std::string_view(text_).substr(from));
    at += character.size;
  }
  cells_.push_back({static_cast<std::uint32_t>(line.size()), text_.size(), column});
}

// The cell that holds an offset.
std::size_t ShownLine::cell_at(std::uint32_t offset) const {
  const auto begin = [&](std::size_t i) { return cell(i).begin; };
  return *std::ranges::upper_bound(std::views::iota(std::size_t{0}, cell_count()), offset, {}, begin) - 1;
}

ClippedLine ShownLine::clipped(TextRange range, std::size_t width) const {
  const std::size_t count = cell_count();
  const std::uint32_t size = cell(count - 1).begin;
  range.begin = std::min(range.begin, size);
  range.end = std::clamp(range.end, range.begin, size);
  std::size_t mark = cell_at(range.begin);
  std::size_t mark_end = range.empty() ? mark : cell_at(range.end - 1) + 1;

  // Which cells are shown: all, or a window that holds the mark's begin a quarter of the way in, and more of
  // what stands before it where the line ends early.
  std::size_t first = 0;
  std::size_t last = count - 1;
  const std::size_t total = cell(last).column;
  if (total > width) {
    const auto cells = std::views::iota(std::size_t{0}, count);
    const auto column = [&](std::size_t i) { return cell(i).column; };
    const std::size_t want = std::min(column(mark) - std::min(column(mark), width / 4), total - width);
    first = *std::ranges::lower_bound(cells, want, {}, column);
    last = std::max(*std::ranges::upper_bound(cells, column(first) + width, {}, column) - 1, first);
    mark = std::clamp(mark, first, last);
    mark_end = std::clamp(mark_end, mark, last);
  }
  ClippedLine clip;
  const std::size_t lead = first > 0 ? 1 : 0;
  if (lead != 0) clip.text = ellipsis;
  clip.text += std::string_view(text_).substr(cell(first).text, cell(last).text - cell(first).text);
  if (last + 1 < count) clip.text += ellipsis;
  clip.mark_begin = cell(mark).column - cell(first).column + lead;
  clip.mark_width = std::max<std::size_t>(1, cell(mark_end).column - cell(mark).column);
  return clip;
}

}  // namespace baton
