// What users wrote may hold any mark, so each one is escaped; a code span is fenced by more back quotes than
// stand in it.
#include "server/features/hover_text.h"

#include <algorithm>
#include <utility>

#include "server/base/path.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t longest_prose = 1000;

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, longest_prose)) {
    const bool blank = is_space(c);
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (text.size() <= longest_prose) return out;
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
  if (!out.empty() && is_beyond_ascii(out.back())) out.pop_back();
  return out + "…";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_<>[]|~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  if (!out.empty() && std::string_view("#+-=").find(out.front()) != std::string_view::npos)
    out.insert(0, "\\");
  return out;
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0, run = 0;
  for (const char one : text) longest = std::max(longest, run = one == c ? run + 1 : 0);
  return longest;
}

}  // namespace

HoverText& HoverText::title(std::string_view text) {
  const std::string line = one_line(text);
  out_ += markdown_ ? "**" + escaped(line) + "**" : line;
  return *this;
}

HoverText& HoverText::code(std::string_view text) {
  const std::string line = one_line(text);
  if (!markdown_) {
    out_ += line;
    return *this;
  }
  const std::string fence(longest_run(line, '`') + 1, '`');
  const std::string pad = fence.size() > 1 ? " " : "";
  out_ += fence + pad + line + pad + fence;
  return *this;
}

HoverText& HoverText::prose(std::string_view text) {
  out_ += markdown_ ? escaped(one_line(text)) : one_line(text);
  return *this;
}

HoverText& HoverText::words(std::string_view text) {
  out_ += text;
  return *this;
}

HoverText& HoverText::paragraph() {
  if (!out_.empty()) out_ += "\n\n";
  return *this;
}

HoverText& HoverText::item() {
  out_ += out_.empty() || out_.ends_with('\n') ? "- " : "\n- ";
  return *this;
}

HoverText& HoverText::page(std::string_view markdown) {
  out_ += markdown;
  return *this;
}

std::string HoverText::take() {
  while (!out_.empty() && is_space(out_.back())) out_.pop_back();
  return std::move(out_);
}

std::string short_path(std::string_view root, std::string_view path) {
  return root.empty() || !path::is_below(path, root) ? std::string(path) : path::relative(path, root);
}

}  // namespace baton
