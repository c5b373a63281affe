// Walking a text line by line and looking at single characters: what the readers of this room share.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "server/base/text_range.h"

namespace baton {

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}
constexpr bool is_space(char c) {
  return is_blank(c) || is_line_end(c) || c == '\f' || c == '\v';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::uint32_t offset32(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// The text of a range; offsets beyond the end are cut to it.
constexpr std::string_view piece(std::string_view text, TextRange range) {
  const std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(range.end, begin, text.size());
  return text.substr(begin, end - begin);
}

// ASCII case aside; `lower` is in lower case.
constexpr bool starts_with_lower(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i)
    if (to_lower(text[i]) != lower[i]) return false;
  return true;
}
constexpr bool equals_lower(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && starts_with_lower(text, lower);
}
constexpr std::size_t find_lower(std::string_view text, std::string_view lower, std::size_t from = 0) {
  for (std::size_t i = from; i + lower.size() <= text.size(); ++i)
    if (to_lower(text[i]) == lower[0] && starts_with_lower(text.substr(i), lower)) return i;
  return std::string_view::npos;
}

// The first line end at or behind `from`, or the text's size. Texts are walked line by line many times, so
// eight bytes are looked at in one step; the lowest mark is exact whatever the bytes above it are.
inline std::size_t find_line_end(std::string_view text, std::size_t from) {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    const auto zero_bytes = [](std::uint64_t word) { return (word - ones) & ~word & (ones << 7U); };
    for (std::uint64_t word = 0; from + sizeof word <= text.size(); from += sizeof word) {
      std::memcpy(&word, text.data() + from, sizeof word);
      const std::uint64_t marks = zero_bytes(word ^ (ones * '\n')) | zero_bytes(word ^ (ones * '\r'));
      if (marks != 0) return from + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }
  }
  while (from < text.size() && !is_line_end(text[from])) ++from;
  return from;
}

struct Line {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;   // without its line end
  std::uint32_t next = 0;  // where the next line begins

  constexpr TextRange range() const { return {begin, end}; }
};

// The line that begins at `begin`. Lines end at "\n", "\r\n" or a lone "\r".
inline Line line_at(std::string_view text, std::uint32_t begin) {
  const std::size_t end = find_line_end(text, begin);
  std::size_t next = end;
  if (next < text.size())
    next += text[next] == '\r' && next + 1 < text.size() && text[next + 1] == '\n' ? 2 : 1;
  return {begin, offset32(end), offset32(next)};
}

// Where the line that holds `offset` begins.
constexpr std::uint32_t line_begin(std::string_view text, std::uint32_t offset) {
  std::size_t i = offset;
  while (i > 0 && !is_line_end(text[i - 1])) --i;
  return offset32(i);
}

// How many bytes stand before `offset` in its line.
constexpr std::uint32_t column_of(std::string_view text, std::uint32_t offset) {
  return offset - line_begin(text, offset);
}

// Where the line above the one that begins at `begin`, which is not the first, ends: "\r\n" is one line end.
constexpr std::uint32_t line_end_before(std::string_view text, std::uint32_t begin) {
  return begin >= 2 && text[begin - 1] == '\n' && text[begin - 2] == '\r' ? begin - 2 : begin - 1;
}

// The range without blanks and line ends at its ends; a range of blanks only is empty at its begin.
constexpr TextRange trimmed(std::string_view text, TextRange range) {
  std::uint32_t begin = range.begin;
  std::uint32_t end = range.end;
  while (begin < end && is_space(text[begin])) ++begin;
  while (end > begin && is_space(text[end - 1])) --end;
  return begin == end ? TextRange{range.begin, range.begin} : TextRange{begin, end};
}
constexpr std::string_view trimmed(std::string_view text) {
  return piece(text, trimmed(text, TextRange{0, offset32(text.size())}));
}

constexpr std::uint32_t skip_blanks(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && is_blank(text[offset])) ++offset;
  return offset;
}
constexpr std::uint32_t skip_spaces(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && is_space(text[offset])) ++offset;
  return offset;
}

// Behind a list marker ("- ", "* ", "+ ", "1. ", "1) ") at `offset`, or `offset` itself where there is none.
constexpr std::uint32_t skip_list_marker(std::string_view text, std::uint32_t offset) {
  std::uint32_t i = offset;
  if (i < text.size() && (text[i] == '-' || text[i] == '*' || text[i] == '+')) {
    ++i;
  } else {
    while (i < text.size() && i - offset < 9 && is_digit(text[i])) ++i;
    if (i == offset || i >= text.size() || (text[i] != '.' && text[i] != ')')) return offset;
    ++i;
  }
  if (i < text.size() && !is_space(text[i])) return offset;
  return skip_blanks(text, i);
}

}  // namespace baton
