// Where things of Markdown stand in the text. md4c says that there is a heading, a fence, a link; it hands
// out the bytes of their texts only. These functions find the marks around: the "#" before, the fence below,
// the "(target)" behind. They trust that the thing is there, and answer with nothing (never out of bounds)
// where it is not.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/lines.h"

namespace baton {

// The range without the blanks at its end.
constexpr TextRange without_blanks_behind(std::string_view text, TextRange range) {
  while (range.end > range.begin && is_blank(text[range.end - 1])) --range.end;
  return range;
}

// Over blanks, line ends and the ">" that follow one, inside a paragraph that stands in `quotations`.
std::uint32_t skip_gap(std::string_view text, std::uint32_t offset, std::uint32_t quotations);

// The text of an ATX heading of `level` whose marks begin at `offset`, without closing marks; nothing where
// there are no such marks. (CommonMark 0.30, section 4.2)
std::optional<TextRange> atx_text(std::string_view text, std::uint32_t offset, unsigned level);

// A line of "=" or "-" alone, below a heading's text.
bool is_heading_underline(std::string_view line);

// "(target "title")" of an inline link. (Section 6.3)
struct LinkTail {
  TextRange target;
  std::uint32_t end = 0;  // behind ")"
};
std::optional<LinkTail> read_link_tail(std::string_view text, std::uint32_t parenthesis,
                                       std::uint32_t quotations);

// A link's target at `offset`, "<…>" or bare: its bytes without the brackets, and where it ends with them.
struct LinkTarget {
  TextRange range;
  std::uint32_t end = 0;
};
std::optional<LinkTarget> read_link_target(std::string_view text, std::uint32_t offset);

// Where a link label "[…]" that begins at `bracket` ends (behind "]"), or nothing: brackets do not nest in
// labels.
inline constexpr std::uint32_t longest_label = 999;  // section 4.7
std::optional<std::uint32_t> label_end(std::string_view text, std::uint32_t bracket);

// md4c 0.4.8 can begin to read in the middle of a line (one of back quotes, behind a fence that its quotation
// ends), where no place can be told for sure. What would then stand out of order is left out.
template <typename Item>
void append_in_order(std::vector<Item>& items, Item item) {
  if (items.empty() || items.back().range.end <= item.range.begin) items.push_back(std::move(item));
}
inline void append_in_order(std::vector<TextRange>& ranges, TextRange range) {
  if (!range.empty() && (ranges.empty() || ranges.back().end <= range.begin)) ranges.push_back(range);
}

}  // namespace baton
