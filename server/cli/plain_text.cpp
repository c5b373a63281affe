// A line is taken apart into cells (a character, its picture, its columns) and put together again.
#include "server/cli/plain_text.h"

#include <algorithm>
#include <vector>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::size_t tab_stop = 4;
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

std::string hexadecimal(char32_t value, int digits) {
  std::string text(static_cast<std::size_t>(digits), '0');
  for (std::size_t i = text.size(); i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

// Control characters, and the marks that reorder what stands around them.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 ||
         c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// One column, and shown as it is.
bool is_plain(char c) {
  return c >= ' ' && c <= '~';
}

void append_escape(std::string& out, char32_t c) {
  switch (c) {
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += c < 0x100 ? "\\x" + hexadecimal(c, 2) : "\\u" + hexadecimal(c, 4);
  }
}

struct Cell {
  std::uint32_t begin;  // in the line
  std::uint32_t end;
  std::size_t text;  // where its picture begins in `Cells::text`
  std::size_t column;
};

struct Cells {
  std::string text;
  std::vector<Cell> cells;  // with one behind the last
};

Cells cells_of(std::string_view line) {
  Cells all;
  all.text.reserve(line.size());
  all.cells.reserve(line.size() + 1);
  std::size_t column = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    if (is_plain(line[at])) {
      const auto offset = static_cast<std::uint32_t>(at++);
      all.cells.push_back({offset, offset + 1, all.text.size(), column++});
      all.text += line[offset];
      continue;
    }
    const Utf8Character character = utf8_at(line, at);
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(at + character.size);
    all.cells.push_back({begin, end, all.text.size(), column});
    const std::size_t from = all.text.size();
    if (character.code_point == '\t')
      all.text.append(tab_stop - column % tab_stop, ' ');
    else if (is_control(character.code_point))
      append_escape(all.text, character.code_point);
    else
      append_utf8(all.text, character.code_point);
    column += display_width(std::string_view(all.text).substr(from));
    at = end;
  }
  const auto size = static_cast<std::uint32_t>(line.size());
  all.cells.push_back({size, size, all.text.size(), column});
  return all;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (is_plain(text[at])) {
      out += text[at++];
      continue;
    }
    const Utf8Character character = utf8_at(text, at);
    if (is_control(character.code_point))
      append_escape(out, character.code_point);
    else
      append_utf8(out, character.code_point);
    at += character.size;
  }
  return out;
}

ClippedLine clipped_line(std::string_view line, TextRange range, std::size_t width) {
  const auto size = static_cast<std::uint32_t>(line.size());
  range.begin = std::min(range.begin, size);
  range.end = std::clamp(range.end, range.begin, size);
  const Cells all = cells_of(line);
  const auto& cells = all.cells;
  const auto at_offset = [&](std::uint32_t offset) {  // the cell that holds it
    const auto behind =
        std::upper_bound(cells.begin(), cells.end(), offset,
                         [](std::uint32_t value, const Cell& cell) { return value < cell.begin; });
    return static_cast<std::size_t>(behind - cells.begin()) - 1;
  };
  std::size_t mark = at_offset(range.begin);
  std::size_t mark_end = range.empty() ? mark : at_offset(range.end - 1) + 1;

  // Which cells are shown: all, or a window that holds the mark's begin a quarter of the way in, and more of
  // what stands before it where the line ends early.
  std::size_t first = 0;
  std::size_t last = cells.size() - 1;
  const std::size_t total = cells.back().column;
  if (total > width) {
    const std::size_t want =
        std::min(cells[mark].column - std::min(cells[mark].column, width / 4), total - width);
    while (cells[first].column < want) ++first;
    last = first;
    while (last + 1 < cells.size() && cells[last + 1].column <= cells[first].column + width) ++last;
    mark = std::clamp(mark, first, last);
    mark_end = std::clamp(mark_end, mark, last);
  }
  ClippedLine clipped;
  const std::size_t lead = first > 0 ? 1 : 0;
  if (lead != 0) clipped.text = ellipsis;
  clipped.text += all.text.substr(cells[first].text, cells[last].text - cells[first].text);
  if (last + 1 < cells.size()) clipped.text += ellipsis;
  clipped.mark_begin = cells[mark].column - cells[first].column + lead;
  clipped.mark_width = std::max<std::size_t>(1, cells[mark_end].column - cells[mark].column);
  return clipped;
}

}  // namespace baton
