// UTF-8 as bytes: is it valid, where does the next character begin, how wide is it in other encodings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton {

struct Utf8Character {
  char32_t code_point = 0;  // U+FFFD for a byte that is no UTF-8
  std::uint32_t size = 1;   // bytes
  bool valid = true;
};

// Where the text begins behind a byte-order mark: 0 or 3.
constexpr std::uint32_t text_begin(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

// The character at byte `offset` (which lies inside the text).
Utf8Character utf8_at(std::string_view text, std::size_t offset);
// The offset of the first byte that is no valid UTF-8 (RFC 3629), or npos.
std::size_t first_invalid_utf8(std::string_view text);
// The same text with U+FFFD for each byte that is no UTF-8.
std::string to_valid_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);
std::uint32_t utf16_length(std::string_view text);
std::uint32_t code_point_length(std::string_view text);
// Columns on a terminal (wide characters 2, combining marks 0).
std::uint32_t display_width(std::string_view text);
// Whether it is a letter or a digit of any script.
bool is_letter_or_digit(char32_t code_point);
// Case-folded for comparing names of modes and the like in any case.
std::string fold_case(std::string_view text);
// Whether two texts fold to the same one.
bool same_folded(std::string_view a, std::string_view b);

}  // namespace baton
