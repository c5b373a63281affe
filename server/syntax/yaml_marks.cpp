// See the header.
#include "server/syntax/yaml_marks.h"

#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

// Each quote that begins a word is followed by one that ends a word; "it's" is a word.
bool is_paired(std::string_view text, char quote) {
  bool open = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != quote) continue;
    const bool behind = i > 0 && !is_space(text[i - 1]) && text[i - 1] != '(' && text[i - 1] != '[';
    const bool before = i + 1 < text.size() && is_word(text[i + 1]);
    if (quote == '\'' && behind && before) continue;
    if (open != behind) return false;
    open = !open;
  }
  return !open;
}

}  // namespace

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

std::string in_quotes(std::string_view text) {
  const bool plain_quotes = text.find_first_of("\"\\") == std::string_view::npos;
  const char quote = plain_quotes ? '"' : '\'';
  std::string out(1, quote);
  for (const char c : text) {
    if (c == '\'' && !plain_quotes) out += '\'';
    out += c;
  }
  return out + quote;
}

std::string quoted_as_meant(std::string_view text) {
  const char quote = text.empty() ? '\0' : text.front();
  const bool outer = text.size() > 2 && (quote == '"' || quote == '\'') && text.back() == quote;
  if (!outer) return in_quotes(text);
  if (quote == '"' && text.find('\\') != std::string_view::npos) return {};
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (is_paired(inside, quote)) return in_quotes(inside);
  return is_paired(text, quote) ? in_quotes(text) : std::string();
}

bool has_mark(std::string_view text, char mark) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
    if (at > 0 && std::string_view(" \t\n[{,").find(text[at - 1]) != std::string_view::npos &&
        at + 1 < text.size() && !is_space(text[at + 1]))
      return true;
  return false;
}

}  // namespace baton
