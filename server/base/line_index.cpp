// Line starts are found once; a position is then a binary search and a walk over one line, or over a piece of
// it where it is long.
#include "server/base/line_index.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::uint32_t long_line = 2048;     // bytes from which a line has marks
constexpr std::uint32_t between_marks = 512;  // bytes

std::uint32_t units(const Utf8Character& c, PositionEncoding encoding) {
  if (encoding == PositionEncoding::utf8) return c.size;
  if (encoding == PositionEncoding::utf16 && c.code_point > 0xffff) return 2;
  return 1;
}

// Eight characters of one byte each stand at `at`.
bool eight_plain(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  if (at + sizeof word > text.size()) return false;
  std::memcpy(&word, text.data() + at, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

// The units of the characters of `text` that end at or before its end.
std::uint32_t units_in(std::string_view text, std::size_t limit, PositionEncoding encoding) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < limit;) {
    if (at + 8 <= limit && eight_plain(text, at)) {
      at += 8;
      count += 8;
      continue;
    }
    const Utf8Character c = utf8_at(text, at);
    if (at + c.size > limit) break;
    count += units(c, encoding);
    at += c.size;
  }
  return count;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  starts_.reserve(text.size() / 32 + 1);
  // A search for one byte is much faster than one for either of two; most files have no "\r" at all.
  std::size_t lone = text.find('\r');
  for (std::size_t end = text.find('\n');; end = text.find('\n', end + 1)) {
    for (; lone < end; lone = text.find('\r', lone + 1))
      if (lone + 1 != end) starts_.push_back(static_cast<std::uint32_t>(lone + 1));
    if (end == std::string_view::npos) break;
    starts_.push_back(static_cast<std::uint32_t>(end + 1));
  }
  const auto is_long = [](std::uint32_t begin, std::uint32_t end) { return end - begin >= long_line; };
  if (std::ranges::adjacent_find(starts_, is_long) != starts_.end() ||
      is_long(starts_.back(), static_cast<std::uint32_t>(text.size())))
    mark_long_lines(text);
}

void LineIndex::mark_long_lines(std::string_view text) {
  for (std::uint32_t number = 0; number < line_count(); ++number) {
    const TextRange content = full_line(text, number);
    if (content.size() < long_line) continue;
    Mark now{content.begin, 0, 0};
    std::uint32_t due = content.begin + between_marks;
    while (now.offset < content.end) {
      if (now.offset >= due) {
        marks_.push_back(now);
        due = now.offset + between_marks;
      }
      if (eight_plain(text, now.offset)) {
        now = {now.offset + 8, now.utf16 + 8, now.utf32 + 8};
        continue;
      }
      const Utf8Character c = utf8_at(text, now.offset);
      now = {now.offset + c.size, now.utf16 + units(c, PositionEncoding::utf16), now.utf32 + 1};
    }
  }
}

std::uint32_t LineIndex::units_before(const Mark& mark, std::uint32_t line_begin, PositionEncoding encoding) {
  if (encoding == PositionEncoding::utf8) return mark.offset - line_begin;
  return encoding == PositionEncoding::utf16 ? mark.utf16 : mark.utf32;
}

LineIndex::Mark LineIndex::mark_before(std::uint32_t line_begin, std::uint32_t offset) const {
  const auto behind = std::ranges::upper_bound(marks_, offset, {}, &Mark::offset);
  if (behind == marks_.begin() || std::prev(behind)->offset < line_begin) return {line_begin, 0, 0};
  return *std::prev(behind);
}

LineIndex::Mark LineIndex::mark_before(TextRange line, std::uint32_t passed,
                                       PositionEncoding encoding) const {
  const auto first = std::ranges::lower_bound(marks_, line.begin, {}, &Mark::offset);
  const auto last = std::ranges::lower_bound(first, marks_.end(), line.end, {}, &Mark::offset);
  const auto behind = std::ranges::upper_bound(
      first, last, passed, {}, [&](const Mark& mark) { return units_before(mark, line.begin, encoding); });
  return behind == first ? Mark{line.begin, 0, 0} : *std::prev(behind);
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
  const Mark from = mark_before(content.begin, end);
  return {number, units_before(from, content.begin, encoding) +
                      units_in(text.substr(from.offset), end - from.offset, encoding)};
}

PositionRange LineIndex::range(std::string_view text, TextRange range, PositionEncoding encoding) const {
  return {position(text, range.begin, encoding), position(text, range.end, encoding)};
}

std::uint32_t LineIndex::offset(std::string_view text, Position position, PositionEncoding encoding) const {
  const TextRange content = line(text, position.line);
  const Mark from = mark_before(content, position.character, encoding);
  const std::uint32_t passed = units_before(from, content.begin, encoding);
  return from.offset + offset_in_line(text.substr(from.offset, content.end - from.offset),
                                      position.character - passed, encoding);
}

std::uint32_t offset_in_line(std::string_view line, std::uint32_t character, PositionEncoding encoding) {
  std::uint32_t at = 0;
  while (at < line.size()) {
    if (character >= 8 && eight_plain(line, at)) {
      at += 8;
      character -= 8;
      continue;
    }
    const Utf8Character c = utf8_at(line, at);
    if (units(c, encoding) > character) break;
    character -= units(c, encoding);
    at += c.size;
  }
  return at;
}

}  // namespace baton
