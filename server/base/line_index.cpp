// Line starts are found once; a position is then a binary search and a walk over one line.
#include "server/base/line_index.h"

#include <algorithm>

#include "server/base/utf8.h"

namespace baton {
namespace {

std::uint32_t units(const Utf8Character& c, PositionEncoding encoding) {
  if (encoding == PositionEncoding::utf8) return c.size;
  if (encoding == PositionEncoding::utf16 && c.code_point > 0xffff) return 2;
  return 1;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  starts_.reserve(text.size() / 32 + 1);
  // A search for one byte is much faster than one for either of two; most files have no "\r" at all.
  std::size_t lone = text.find('\r');
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    for (; lone < end; lone = text.find('\r', lone + 1))
      if (lone + 1 != end || end == text.size()) starts_.push_back(static_cast<std::uint32_t>(lone + 1));
    if (end == text.size()) break;
    i = end + 1;
    starts_.push_back(static_cast<std::uint32_t>(i));
  }
}

std::uint32_t LineIndex::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

TextRange LineIndex::full_line(std::string_view text, std::uint32_t line) const {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (line >= line_count()) return {size, size};
  return {starts_[line], line + 1 < line_count() ? starts_[line + 1] : size};
}

TextRange LineIndex::line(std::string_view text, std::uint32_t line) const {
  TextRange range = full_line(text, line);
  if (line + 1 < line_count()) {
    if (range.end > range.begin && text[range.end - 1] == '\n') --range.end;
    if (range.end > range.begin && text[range.end - 1] == '\r') --range.end;
  }
  return range;
}

Position LineIndex::position(std::string_view text, std::uint32_t offset, PositionEncoding encoding) const {
  const std::uint32_t number = line_of(std::min(offset, static_cast<std::uint32_t>(text.size())));
  const TextRange content = line(text, number);
  const std::uint32_t end = std::min(offset, content.end);
  Position result{number, 0};
  for (std::uint32_t at = content.begin; at < end;) {
    const Utf8Character c = utf8_at(text, at);
    if (at + c.size > end) break;
    result.character += units(c, encoding);
    at += c.size;
  }
  return result;
}

PositionRange LineIndex::range(std::string_view text, TextRange range, PositionEncoding encoding) const {
  return {position(text, range.begin, encoding), position(text, range.end, encoding)};
}

std::uint32_t LineIndex::offset(std::string_view text, Position position, PositionEncoding encoding) const {
  const TextRange content = line(text, position.line);
  std::uint32_t at = content.begin;
  std::uint32_t passed = 0;
  while (at < content.end) {
    const Utf8Character c = utf8_at(text, at);
    passed += units(c, encoding);
    if (passed > position.character) break;
    at += c.size;
  }
  return at;
}

}  // namespace baton
