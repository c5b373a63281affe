// A half-open range of bytes in a text. Every place inside Baton is one of these; UTF-16 exists only at the
// protocol's door (see line_index.h).
#pragma once

#include <compare>
#include <cstdint>

namespace baton {

struct TextRange {
  std::uint32_t begin = 0;  // bytes from the start of the text
  std::uint32_t end = 0;    // one past the last byte

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  // True where `offset` is on or between the ends: a cursor just behind a word still touches it.
  constexpr bool touches(std::uint32_t offset) const { return begin <= offset && offset <= end; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool contains(TextRange other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(TextRange other) const { return begin < other.end && other.begin < end; }
  constexpr auto operator<=>(const TextRange&) const = default;
};

}  // namespace baton
