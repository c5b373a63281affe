// Text is copied in runs: up to the next byte that JSON wants escaped, or that is no UTF-8 (RFC 3629).
#include "protocol/json_text.h"

#include <array>
#include <charconv>

namespace baton::protocol {
namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// The bytes of the character that begins at `at`; 0 where those there are none.
std::size_t character_size(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const unsigned char second = byte_at(text, at + 1);
  // Overlong forms, surrogates, and what lies above U+10FFFF.
  const unsigned char least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if ((byte_at(text, at + i) & 0xc0) != 0x80) return 0;
  return size;
}

void append_escape(std::string& out, unsigned char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
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
      out += "\\u00";
      out += hexadecimal[byte >> 4u];
      out += hexadecimal[byte & 15u];
  }
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;
  const auto copy_to = [&](std::size_t at) { out += text.substr(copied, at - copied); };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char byte = byte_at(text, at);
    if (byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\') {
      ++at;
      continue;
    }
    const std::size_t size = character_size(text, at);
    if (size > 1) {
      at += size;
      continue;
    }
    copy_to(at);
    if (size == 1)
      append_escape(out, byte);
    else
      out += "\xef\xbf\xbd";
    copied = ++at;
  }
  copy_to(text.size());
  out += '"';
}

void append_number(std::string& out, std::int64_t number) {
  std::array<char, 24> digits;
  const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem == std::errc()) out.append(digits.data(), end);
}

}  // namespace baton::protocol
