// The line starts behind an edit move by a constant; those within it, and those that touch it (a "\r" and a
// "\n" may meet or part there), are found again.
#include "server/lsp/text_buffer.h"

#include <algorithm>

namespace baton::lsp {
namespace {

// Line starts within (begin, end] of the text. `begin` is itself a line's start.
void find_starts(std::string_view text, std::uint32_t begin, std::uint32_t end,
                 std::vector<std::uint32_t>& out) {
  for (std::uint32_t i = begin; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') continue;
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      if (i + 1 == end) return;  // the pair's second half lies behind: the start is found there
      ++i;
    }
    out.push_back(i + 1);
  }
}

}  // namespace

TextBuffer::TextBuffer(std::string text) : text_(std::move(text)) {
  find_starts(text_, 0, static_cast<std::uint32_t>(text_.size()), starts_);
}

std::uint32_t TextBuffer::offset(Position position, PositionEncoding encoding) const {
  if (position.line >= starts_.size()) return static_cast<std::uint32_t>(text_.size());
  const std::uint32_t begin = starts_[position.line];
  const std::uint32_t end = position.line + 1 < starts_.size() ? starts_[position.line + 1]
                                                               : static_cast<std::uint32_t>(text_.size());
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  const bool last = position.line + 1 == starts_.size();
  if (!last && line.ends_with('\n')) line.remove_suffix(1);
  if (!last && line.ends_with('\r')) line.remove_suffix(1);
  return begin + offset_in_line(line, position.character, encoding);
}

void TextBuffer::apply(PositionRange range, std::string_view new_text, PositionEncoding encoding) {
  const std::uint32_t start = offset(range.start, encoding);
  const std::uint32_t end = offset(range.end, encoding);
  replace({std::min(start, end), std::max(start, end)}, new_text);
}

void TextBuffer::replace(TextRange range, std::string_view new_text) {
  const auto line_of = [&](std::uint32_t at) {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin()) -
           1;
  };
  // From the line before the edit's first (its "\r" may get a "\n") to the end of the line after its last.
  const std::size_t first = line_of(range.begin) > 0 ? line_of(range.begin) - 1 : 0;
  const std::size_t last = std::min(line_of(range.end) + 2, starts_.size());
  const std::uint32_t old_end =
      last < starts_.size() ? starts_[last] : static_cast<std::uint32_t>(text_.size());
  const auto grown =
      static_cast<std::uint32_t>(new_text.size()) - range.size();  // wraps around when it shrinks
  text_.replace(range.begin, range.size(), new_text);

  std::vector<std::uint32_t> found;
  find_starts(text_, starts_[first], old_end + grown, found);
  if (last < starts_.size() && !found.empty() && found.back() == old_end + grown) found.pop_back();
  for (std::size_t i = last; i < starts_.size(); ++i) starts_[i] += grown;
  const auto at = starts_.begin() + static_cast<std::ptrdiff_t>(first) + 1;
  const auto to = starts_.begin() + static_cast<std::ptrdiff_t>(last);
  const auto inserted = starts_.erase(at, std::max(at, to));
  starts_.insert(inserted, found.begin(), found.end());
}

}  // namespace baton::lsp
