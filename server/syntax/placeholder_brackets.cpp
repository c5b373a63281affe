// See the header. What is far away is no neighbour, so that no text costs more than its size.
#include "server/syntax/placeholder_brackets.h"

#include <algorithm>

#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::uint32_t neighbourhood = 4096;  // bytes in which a bracket of something else is looked for

}  // namespace

BracketSide left_of(std::string_view text, std::uint32_t at) {
  BracketSide out;
  std::uint32_t i = at;
  while (i > 0 && at - i < 3 && is_blank(text[i - 1])) --i;
  if (i == 0 || (text[i - 1] != '{' && text[i - 1] != '<')) return out;
  out.blanks = i != at;
  out.kind = text[i - 1];
  while (i > 0 && text[i - 1] == out.kind) --i, ++out.count;
  out.at = i;
  out.escaped = i > 0 && (text[i - 1] == '\\' || text[i - 1] == '$');
  return out;
}

BracketSide right_of(std::string_view text, std::uint32_t at) {
  BracketSide out;
  out.at = at;
  std::uint32_t i = at;
  while (i < text.size() && i - at < 3 && is_blank(text[i])) ++i;
  if (i >= text.size()) return out;
  if (text[i] == '\\') out.escaped = true;
  if (text[i] != '}' && text[i] != '>') return out;
  out.blanks = i != at;
  const char close = text[i];
  out.kind = close == '}' ? '{' : '<';
  while (i < text.size() && text[i] == close) ++i, ++out.count;
  out.at = i;
  return out;
}

bool open_before(std::string_view text, std::uint32_t at, char open) {
  const char close = open == '{' ? '}' : '>';
  const std::uint32_t lowest = at > neighbourhood ? at - neighbourhood : 0;
  int depth = 0;
  for (std::uint32_t i = at; i > lowest; --i) {
    if (text[i - 1] == close) ++depth;
    if (text[i - 1] == open && --depth < 0) return true;
    if (open == '<' && is_line_end(text[i - 1])) return false;
  }
  return false;
}

bool is_wrong_close(std::string_view text, std::uint32_t begin, std::uint32_t at) {
  if (at >= text.size() || (text[at] != ']' && text[at] != ')')) return false;
  const char close = text[at];
  const char open = close == ']' ? '[' : '(';
  std::uint32_t closing = 0;  // brackets in a row
  while (at + closing < text.size() && text[at + closing] == close) ++closing;
  const std::uint32_t lowest = begin > neighbourhood ? begin - neighbourhood : 0;
  std::uint32_t closed = 0;
  std::uint32_t opened = 0;
  for (std::uint32_t i = begin; i > lowest && opened < closing; --i) {
    if (text[i - 1] == close) ++closed;
    if (text[i - 1] != open) continue;
    if (closed > 0)
      --closed;
    else
      ++opened;
  }
  return opened < closing;
}

bool is_wrong_open(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at == 0 || (text[at - 1] != '[' && text[at - 1] != '(')) return false;
  const char open = text[at - 1];
  const char close = open == '[' ? ']' : ')';
  std::uint32_t opening = 0;  // brackets in a row
  while (opening < at && text[at - opening - 1] == open) ++opening;
  if (opening < at && text[at - opening - 1] == '\\') return false;
  const std::uint32_t highest =
      offset32(std::min<std::size_t>(text.size(), std::size_t{end} + neighbourhood));
  std::uint32_t opened = 0;
  std::uint32_t closed = 0;
  for (std::uint32_t i = end; i < highest && closed < opening; ++i) {
    if (text[i] == open) ++opened;
    if (text[i] != close) continue;
    if (opened > 0)
      --opened;
    else
      ++closed;
  }
  return closed < opening;
}

bool closed_behind(std::string_view text, std::uint32_t at, char open) {
  const char close = open == '{' ? '}' : '>';
  const std::uint32_t highest = offset32(std::min<std::size_t>(text.size(), std::size_t{at} + neighbourhood));
  int depth = 0;
  for (std::uint32_t i = at; i < highest; ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth < 0) return true;
    if (open == '<' && is_line_end(text[i])) return false;
  }
  return false;
}

bool closes_later_in_line(std::string_view text, std::uint32_t at, char open) {
  const char close = open == '{' ? '}' : '>';
  for (std::uint32_t i = at; i < text.size() && !is_line_end(text[i]); ++i) {
    if (text[i] == close) return true;
    if (text[i] == open) return false;
  }
  return false;
}

}  // namespace baton
