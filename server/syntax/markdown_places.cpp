// See the header.
#include "server/syntax/markdown_places.h"

#include <algorithm>

#include "server/syntax/markdown_entities.h"

namespace baton {
namespace {

constexpr std::uint32_t most_parentheses = 32;  // of a bare target, one in the other
// Many titles that open and never close must not each be read to the end of the text.
constexpr std::uint32_t longest_title = 1000;

std::uint32_t size_of(std::string_view text) {
  return offset32(text.size());
}

bool is_escape(std::string_view text, std::uint32_t at) {
  return text[at] == '\\' && at + 1 < text.size() && is_ascii_punctuation(text[at + 1]);
}

// Behind a title in quotes or parentheses at `offset`, or nothing.
std::optional<std::uint32_t> skip_title(std::string_view text, std::uint32_t offset) {
  const char open = text[offset];
  if (open != '"' && open != '\'' && open != '(') return std::nullopt;
  const char close = open == '(' ? ')' : open;
  const std::uint32_t limit = std::min(size_of(text), offset + longest_title);
  for (std::uint32_t i = offset + 1; i < limit; ++i) {
    if (is_escape(text, i))
      ++i;
    else if (text[i] == close)
      return i + 1;
  }
  return std::nullopt;
}

}  // namespace

std::uint32_t skip_gap(std::string_view text, std::uint32_t offset, std::uint32_t quotations) {
  std::uint32_t i = offset;
  std::uint32_t marks = 0;
  while (i < text.size()) {
    if (is_line_end(text[i]))
      marks = quotations;
    else if (text[i] == '>' && marks > 0)
      --marks;
    else if (!is_space(text[i]))
      break;
    ++i;
  }
  return i;
}

std::optional<TextRange> atx_text(std::string_view text, std::uint32_t offset, unsigned level) {
  std::uint32_t begin = offset;
  while (begin < text.size() && text[begin] == '#') ++begin;
  if (begin - offset != level) return std::nullopt;
  const std::uint32_t line_end = line_at(text, begin).end;
  if (begin < line_end && !is_blank(text[begin])) return std::nullopt;
  while (begin < line_end && is_blank(text[begin])) ++begin;
  std::uint32_t end = line_end;
  while (end > begin && is_blank(text[end - 1])) --end;
  std::uint32_t marks = end;
  while (marks > begin && text[marks - 1] == '#') --marks;
  if (marks == begin || is_blank(text[marks - 1])) end = marks;
  while (end > begin && is_blank(text[end - 1])) --end;
  return TextRange{begin, end};
}

std::optional<LinkTarget> read_link_target(std::string_view text, std::uint32_t offset) {
  std::uint32_t i = offset;
  if (i < text.size() && text[i] == '<') {
    for (++i; i < text.size() && !is_line_end(text[i]) && text[i] != '<'; ++i) {
      if (is_escape(text, i))
        ++i;
      else if (text[i] == '>')
        return LinkTarget{{offset + 1, i}, i + 1};
    }
    return std::nullopt;
  }
  std::uint32_t depth = 0;
  for (; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= ' ' || byte == 0x7F) break;
    if (is_escape(text, i)) {
      ++i;
    } else if (text[i] == '(') {
      if (++depth > most_parentheses) return std::nullopt;
    } else if (text[i] == ')') {
      if (depth == 0) break;
      --depth;
    }
  }
  if (i == offset || depth != 0) return std::nullopt;
  return LinkTarget{{offset, i}, i};
}

bool is_heading_underline(std::string_view line) {
  const std::string_view marks = trimmed(line);
  return !marks.empty() && (marks.front() == '=' || marks.front() == '-') &&
         marks.find_first_not_of(marks.front()) == std::string_view::npos;
}

std::optional<LinkTail> read_link_tail(std::string_view text, std::uint32_t parenthesis,
                                       std::uint32_t quotations) {
  std::uint32_t i = skip_gap(text, parenthesis + 1, quotations);
  if (i >= text.size()) return std::nullopt;
  if (text[i] == ')') return LinkTail{{i, i}, i + 1};
  const std::optional<LinkTarget> target = read_link_target(text, i);
  if (!target) return std::nullopt;
  i = skip_gap(text, target->end, quotations);
  if (i < text.size() && i > target->end)
    if (const std::optional<std::uint32_t> behind = skip_title(text, i))
      i = skip_gap(text, *behind, quotations);
  if (i >= text.size() || text[i] != ')') return std::nullopt;
  return LinkTail{target->range, i + 1};
}

std::optional<std::uint32_t> label_end(std::string_view text, std::uint32_t bracket) {
  const std::uint32_t limit = std::min(size_of(text), bracket + longest_label + 2);
  for (std::uint32_t i = bracket + 1; i < limit; ++i) {
    if (is_escape(text, i))
      ++i;
    else if (text[i] == ']')
      return i + 1;
    else if (text[i] == '[')
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace baton
