// See the header. Character references are those of CommonMark 0.30, section 6.2.
#include "server/syntax/markdown_entities.h"

#include <cstddef>
#include <unordered_map>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/markdown_entity_list.h"

namespace baton {
namespace {

struct Characters {
  char32_t first = 0;
  char32_t second = 0;  // 0: none
};
using Entities = std::unordered_map<std::string_view, Characters>;

char32_t take_hexadecimal(std::string_view& list) {
  char32_t out = 0;
  for (; list.front() != ' ' && list.front() != ';'; list.remove_prefix(1))
    out =
        out * 16 + static_cast<char32_t>(list.front() <= '9' ? list.front() - '0' : list.front() - 'A' + 10);
  return out;
}

Entities read_list() {
  Entities out;
  std::string_view list = entity_list;
  while (!list.empty()) {
    const std::size_t blank = list.find(' ');
    Characters& characters = out[list.substr(0, blank)];
    list.remove_prefix(blank + 1);
    characters.first = take_hexadecimal(list);
    if (list.front() == ' ') {
      list.remove_prefix(1);
      characters.second = take_hexadecimal(list);
    }
    list.remove_prefix(1);
  }
  return out;
}

const Entities& entities() {
  static const Entities all = read_list();
  return all;
}

// The code point of "#123" or "#x1F"; 0 where it is none.
char32_t numbered(std::string_view name) {
  const bool hexadecimal = name.size() > 1 && to_lower(name[1]) == 'x';
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  if (digits.empty() || digits.size() > (hexadecimal ? 6 : 7)) return 0;
  char32_t out = 0;
  for (const char c : digits) {
    const char lower = to_lower(c);
    const bool letter = hexadecimal && lower >= 'a' && lower <= 'f';
    if (!letter && !is_digit(c)) return 0;
    out = out * (hexadecimal ? 16 : 10) + static_cast<char32_t>(letter ? lower - 'a' + 10 : c - '0');
  }
  const bool surrogate = out >= 0xD800 && out <= 0xDFFF;
  return out == 0 || surrogate || out > 0x10FFFF ? 0xFFFD : out;
}

}  // namespace

void append_entity(std::string& out, std::string_view entity) {
  const std::string_view name = entity.size() > 2 ? entity.substr(1, entity.size() - 2) : std::string_view();
  if (name.starts_with('#')) {
    if (const char32_t code_point = numbered(name)) return append_utf8(out, code_point);
  } else {
    const auto found = entities().find(name);
    if (found != entities().end()) {
      append_utf8(out, found->second.first);
      if (found->second.second != 0) append_utf8(out, found->second.second);
      return;
    }
  }
  out += entity;
}

std::string decode_markdown(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == '\\' && i + 1 < raw.size() && is_ascii_punctuation(raw[i + 1])) {
      out += raw[++i];
      continue;
    }
    if (c == '&') {
      std::size_t end = i + 1;
      while (end < raw.size() && end - i < 50 &&
             (raw[end] == '#' || is_letter(raw[end]) || is_digit(raw[end])))
        ++end;
      if (end < raw.size() && raw[end] == ';') {
        append_entity(out, raw.substr(i, end + 1 - i));
        i = end;
        continue;
      }
    }
    out += c;
  }
  return out;
}

}  // namespace baton
