// See the header.
#include "server/syntax/yaml_marks.h"

#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {

std::uint32_t flow_end(std::string_view source, std::uint32_t at, std::uint32_t column) {
  std::string open;
  for (std::uint32_t i = at; i < source.size(); ++i) {
    const char c = source[i];
    if (c == '[' || c == '{') open += c;
    if (c == ']' || c == '}') {
      if (open.empty() || open.back() != (c == ']' ? '[' : '{')) return 0;
      open.pop_back();
      if (open.empty()) return i + 1;
    }
    const bool begins_text = i > 0 && (is_space(source[i - 1]) ||
                                       std::string_view("[{,").find(source[i - 1]) != std::string_view::npos);
    if ((c == '"' || c == '\'') && begins_text) {
      const QuotedScan quoted = scan_quoted(source, i, column);
      if (quoted.closed) i = quoted.scalar.range.end - 1;
    }
    if (c != '\n') continue;
    const Line line = line_at(source, i + 1);
    const std::uint32_t first = skip_blanks(source, i + 1);
    if (first < line.end && first - line.begin <= column && looks_like_entry(source, first, line.end))
      return 0;
  }
  return 0;
}

std::uint32_t key_end(std::string_view source, std::uint32_t first, std::uint32_t line_end) {
  std::uint32_t i = first;
  if (source[i] == '"' || source[i] == '\'') {
    const QuotedScan key = scan_quoted(source, i, -1);
    if (key.closed && key.scalar.range.end <= line_end) i = key.scalar.range.end;
  }
  for (; i < line_end; ++i)
    if (source[i] == ':' && ends_token(source, i + 1)) return i > first ? i : 0;
  return 0;
}

KeyAtColon key_at_colon(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && (is_word(line[end]) || line[end] == '-')) ++end;
  if (end < 2 || !is_letter(line.front()) || end + 1 >= line.size() || line[end] != ':') return {};
  const std::string_view behind = line.substr(end + 1);
  if (behind.front() == ':' || behind.front() == '/') return {};
  return {offset32(end), behind.starts_with("\u00A0")};
}

std::string_view without_emphasis(std::string_view key) {
  while (key.size() > 2 && (key.front() == '*' || key.front() == '`') && key.back() == key.front())
    key = key.substr(1, key.size() - 2);
  return key;
}

bool has_mark(std::string_view text, char mark) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
    if (at > 0 && std::string_view(" \t\n[{,").find(text[at - 1]) != std::string_view::npos &&
        at + 1 < text.size() && !is_space(text[at + 1]))
      return true;
  return false;
}

}  // namespace baton
