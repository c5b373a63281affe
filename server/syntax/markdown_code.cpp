// See the header.
#include "server/syntax/markdown_code.h"

#include <algorithm>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_forward.h"

namespace baton {

std::optional<LocatedCode> locate_fenced_code(std::string_view text, std::uint32_t floor, char mark,
                                              std::uint32_t lines, std::uint32_t quotations) {
  const std::optional<FenceMarks> open = find_fence(text, floor, mark, quotations);
  if (!open) return std::nullopt;
  Line last = open->line;
  for (std::uint32_t i = 0; i < lines && last.next < text.size(); ++i) last = line_at(text, last.next);
  const std::uint32_t begin = std::min(open->line.next, offset32(text.size()));
  if (last.next < text.size()) {
    const Line closing = line_at(text, last.next);
    if (closes_fence(text, closing, *open, quotations))
      return LocatedCode{{open->begin, trimmed(text, {last.end, closing.end}).end}, {begin, closing.begin}};
  }
  // Not closed: it ends with the quotation, list item or text around it.
  return LocatedCode{{open->begin, last.end}, {std::min(begin, last.end), last.end}};
}

std::optional<LocatedCode> locate_code_span(std::string_view text, std::uint32_t floor,
                                            std::optional<TextRange> inside) {
  std::uint32_t open = floor;
  if (inside) {
    open = inside->begin;
    while (open > floor && (is_space(text[open - 1]) || text[open - 1] == '>')) --open;
  } else {
    while (open < text.size() && text[open] != '`') ++open;
    while (open < text.size() && text[open] == '`') ++open;
  }
  std::uint32_t marks = 0;
  while (open - marks > floor && text[open - marks - 1] == '`') ++marks;
  std::uint32_t close = inside ? inside->end : open;
  while (close < text.size() && text[close] != '`') ++close;
  if (marks == 0 || close + marks > text.size()) return std::nullopt;
  return LocatedCode{{open - marks, close + marks}, {open, close}};
}

}  // namespace baton
