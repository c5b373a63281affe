// Text is copied in runs: up to the next byte that JSON wants escaped, or that is no UTF-8 (RFC 3629).
#include "protocol/json_text.h"

#include <array>
#include <charconv>
#include <cstring>

namespace baton::protocol {
namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool is_plain(unsigned char byte) {
  return byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
}

// Behind the bytes from `at` on that JSON takes as they are. Most texts hold little else, so eight are looked
// at in one step: for each condition a byte that fails it leaves a high bit.
std::size_t behind_plain(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  const auto below = [](std::uint64_t word, unsigned char most) { return (word - ones * most) & ~word; };
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t failed =
        word | below(word, ' ') | below(word ^ (ones * '"'), 1) | below(word ^ (ones * '\\'), 1);
    if ((failed & (ones << 7U)) != 0) break;
  }
  while (at < text.size() && is_plain(byte_at(text, at))) ++at;
  return at;
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
  for (std::size_t at = behind_plain(text, 0); at < text.size(); at = behind_plain(text, at)) {
    const std::size_t size = character_size(text, at);
    if (size > 1) {
      at += size;
      continue;
    }
    copy_to(at);
    if (size == 1)
      append_escape(out, byte_at(text, at));
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
