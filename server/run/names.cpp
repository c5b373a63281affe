// See names.h.
#include "server/run/names.h"

#include <array>
#include <cstdio>

#include "server/base/utf8.h"
#include "server/run/render.h"

namespace baton {
namespace {

constexpr std::size_t longest_name =
    120;  // bytes; file systems take 255, and "phase…", ".2" and ".md" come to it
constexpr std::size_t most_listed = 6;

bool is_plain(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Characters that change how the ones beside them are seen: controls, directions, nothing at all.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad || c == 0x61c || (c >= 0x2000 && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) || c == 0xfeff || c == 0x3000 ||
         (c >= 0xfff0 && c <= 0xffff) || (c >= 0xe000 && c <= 0xf8ff) || c >= 0xe0000;
}

bool turns_or_controls(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

template <typename... Values>
std::string formatted(const char* format, Values... values) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), format, values...);
  return out.data();
}

}  // namespace

std::string file_safe(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const Utf8Character character = utf8_at(name, at);
    const std::string_view bytes = name.substr(at, character.size);
    const bool beyond =
        character.valid && character.code_point >= 0x80 && !is_invisible(character.code_point);
    std::string next;
    if (is_plain(character.code_point) || beyond) {
      next = bytes;
    } else {
      for (const char byte : bytes) next += formatted("%%%02x", unsigned(static_cast<unsigned char>(byte)));
    }
    if (out.size() + next.size() > longest_name) return out + "~" + text_hash(name).substr(0, 16);
    out += next;
    at += character.size;
  }
  return out;
}

std::string UniqueNames::take(const std::string& name) {
  std::string out = name;
  std::size_t& last = taken_[fold_case(name)];
  if (last++ == 0) return out;
  for (;; ++last) {
    out = name + "." + std::to_string(last);
    if (taken_.try_emplace(fold_case(out), 1).second) return out;
  }
}

std::string shown(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (count++ == most) return out + "…";
    const Utf8Character character = utf8_at(text, at);
    const char32_t c = character.code_point;
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (turns_or_controls(c))
      out += formatted(c < 0x100 ? "\\x%02x" : "\\u%04x", unsigned(c));
    else
      append_utf8(out, c);
    at += character.size;
  }
  return out;
}

std::string list_words(std::span<const std::string> names) {
  std::string out;
  const std::size_t count = std::min(names.size(), most_listed);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  if (count < names.size()) out += " and " + std::to_string(names.size() - count) + " more";
  return out;
}

}  // namespace baton
