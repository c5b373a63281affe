// A strict reading of UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
#include "server/base/utf8.h"

#include <utf8proc.h>

#include <bit>
#include <cstdlib>
#include <cstring>

#include "server/base/char_set.h"

namespace baton {
namespace {

char32_t folded(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// The first byte at or behind `from` that is no ASCII, or the text's size. Most texts have few.
std::size_t ascii_end(std::string_view text, std::size_t from) {
  constexpr std::size_t block = 64;
  while (from + block <= text.size() && holds_of_all({text.data() + from, block}, is_ascii)) from += block;
  if constexpr (std::endian::native == std::endian::little) {
    for (std::uint64_t word = 0; from + sizeof word <= text.size(); from += sizeof word) {
      std::memcpy(&word, text.data() + from, sizeof word);
      if (const std::uint64_t found = word & 0x8080808080808080U; found != 0)
        return from + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  while (from < text.size() && is_ascii(text[from])) ++from;
  return from;
}

}  // namespace

Utf8Character utf8_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  const std::uint32_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const Utf8Character bad{0xfffd, 1, false};
  if (first < 0xc2 || first > 0xf4 || offset + size > text.size()) return bad;
  char32_t code = first & (0xffu >> (size + 1));
  for (std::uint32_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return bad;
    code = code << 6 | (byte(i) & 0x3fu);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return bad;
  return {code, size, true};
}

std::size_t first_invalid_utf8(std::string_view text) {
  for (std::size_t i = ascii_end(text, 0); i < text.size(); i = ascii_end(text, i)) {
    const Utf8Character c = utf8_at(text, i);
    if (!c.valid) return i;
    i += c.size;
  }
  return std::string_view::npos;
}

std::string to_valid_utf8(std::string_view text) {
  if (first_invalid_utf8(text) == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character c = utf8_at(text, i);
    append_utf8(out, c.code_point);
    i += c.size;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

std::uint32_t utf16_length(std::string_view text) {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character c = utf8_at(text, i);
    length += c.code_point > 0xffff ? 2 : 1;
    i += c.size;
  }
  return length;
}

std::uint32_t code_point_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++length) {
    const std::size_t end = ascii_end(text, i);
    length += end - i;
    if (end == text.size()) break;
    i = end + utf8_at(text, end).size;
  }
  return static_cast<std::uint32_t>(length);
}

std::uint32_t display_width(std::string_view text) {
  int width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character c = utf8_at(text, i);
    width += utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.code_point));
    i += c.size;
  }
  return static_cast<std::uint32_t>(width);
}

bool is_letter_or_digit(char32_t code_point) {
  const auto kind = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) || kind == UTF8PROC_CATEGORY_ND ||
         kind == UTF8PROC_CATEGORY_NL;
}

std::string fold_case(std::string_view text) {
  const std::size_t ascii = ascii_end(text, 0);
  std::string out(text.substr(0, ascii));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  out.reserve(text.size());
  for (std::size_t i = ascii; i < text.size();) {
    const Utf8Character c = utf8_at(text, i);
    append_utf8(out, folded(c.code_point));
    i += c.size;
  }
  return out;
}

bool same_folded(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const Utf8Character one = utf8_at(a, i), other = utf8_at(b, j);
    if (folded(one.code_point) != folded(other.code_point)) return false;
    i += one.size;
    j += other.size;
  }
  return i == a.size() && j == b.size();
}

}  // namespace baton
