// See visible.h.
#include "server/base/visible.h"

#include <algorithm>

#include "server/base/utf8.h"

namespace baton {
namespace {

std::string hexadecimal(char32_t value, int digits) {
  std::string text(static_cast<std::size_t>(digits), '0');
  for (std::size_t i = text.size(); i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

}  // namespace

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 ||
         c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_escape(std::string& out, char32_t c) {
  switch (c) {
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
      out += c < 0x100 ? "\\x" + hexadecimal(c, 2) : "\\u" + hexadecimal(c, 4);
  }
}

std::string escaped(std::string_view text) {
  const auto begin = std::ranges::find_if_not(text, is_printable_ascii);
  std::string out(text.begin(), begin);
  out.reserve(text.size());
  for (std::size_t at = out.size(); at < text.size();) {
    if (is_printable_ascii(text[at])) {
      out += text[at++];
      continue;
    }
    const Utf8Character character = utf8_at(text, at);
    if (is_control(character.code_point))
      append_escape(out, character.code_point);
    else
      append_utf8(out, character.code_point);
    at += character.size;
  }
  return out;
}

}  // namespace baton
