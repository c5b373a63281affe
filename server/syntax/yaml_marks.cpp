// See the header.
#include "server/syntax/yaml_marks.h"

#include <algorithm>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

constexpr std::string_view emphasis = "marks of emphasis stand around its key; leave them out";

std::string_view without_emphasis(std::string_view key) {
  while (key.size() > 2 && (key.front() == '*' || key.front() == '`') && key.back() == key.front())
    key = key.substr(1, key.size() - 2);
  return key;
}

std::size_t word_size(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && (is_word(line[end]) || line[end] == '-')) ++end;
  return end >= 2 && is_letter(line.front()) ? end : 0;
}

std::size_t key_size(std::string_view line) {
  const std::size_t end = word_size(line);
  return end < line.size() && line[end] == ':' ? end : 0;
}

bool is_value_in_marks(std::string_view text) {
  const char first = text.empty() ? '\0' : text.front();
  if (first == '|' || first == '>')
    return text.find_first_not_of("0123456789+-", 1) == std::string_view::npos;
  return text.size() > 1 && (first == '"' || first == '\'') && text.find(first, 1) == text.size() - 1;
}

// A word and a value, with something else than a colon between them.
MarkedKey without_colon(std::string_view line) {
  const std::string_view name = line.substr(0, word_size(line));
  if (name.empty()) return {};
  const std::string_view behind = trimmed(line.substr(name.size()));
  if (behind.starts_with("\uFF1A"))
    return {name, "the colon behind its key is a full-width one, where YAML wants \":\""};
  if (behind.starts_with('=') && !behind.starts_with("=="))
    return {name, "\"=\" stands behind its key, where YAML wants \":\""};
  if (behind.size() < line.size() - name.size() && is_value_in_marks(behind))
    return {name, "a colon is missing behind its key"};
  return {};
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

MarkedKey nearly_key(std::string_view line) {
  const std::string_view words = line.substr(skip_list_marker(line, 0));
  const std::size_t marks = std::min(words.find_first_not_of("*`"), words.size());
  const std::string_view inside = words.substr(marks);
  const std::size_t size = key_size(inside);
  if (size == 0 && line.size() > 1 && line.front() == '-' && (is_letter(line[1]) || line[1] == '"'))
    return {{}, "a blank is missing behind \"-\""};
  if (size == 0) return without_colon(line);
  const std::string_view name = inside.substr(0, size);
  const std::string_view behind = inside.substr(size + 1);
  if (marks > 0) {
    const bool closed = behind.starts_with(words.substr(0, marks)) && ends_token(behind, marks);
    return closed ? MarkedKey{name, emphasis} : MarkedKey{};
  }
  if (words.size() < line.size() || behind.empty() || behind.front() == ':' || behind.front() == '/')
    return {};
  return {name, behind.starts_with("\u00A0")
                    ? "a no-break space stands behind its colon, where YAML wants a blank"
                    : "a blank is missing behind its colon"};
}

std::string fault_in_brackets(std::string_view inside) {
  for (std::uint32_t at = 1; at < inside.size(); ++at) {
    const bool begins = inside[at] == '"' || inside[at] == '\'';
    if (!begins || std::string_view("[{,: \n").find(inside[at - 1]) == std::string_view::npos) continue;
    const QuotedScan text = scan_quoted(inside, at, -1);
    if (!text.closed) break;
    const std::uint32_t behind = skip_spaces(inside, text.scalar.range.end);
    if (behind < inside.size() && std::string_view(",:]}#").find(inside[behind]) == std::string_view::npos)
      return "a comma is missing behind " + std::string(piece(inside, text.scalar.range));
    at = text.scalar.range.end - 1;
  }
  return "not all that stands in its brackets is YAML; put each text in quotes";
}

MarkedKey key_in_marks(std::string_view key) {
  const std::string_view item = key.substr(skip_list_marker(key, 0));
  const std::string_view name = without_emphasis(item);
  if (name.size() == key.size() || name.empty() || name.find(' ') != std::string_view::npos) return {};
  if (name.size() < item.size()) return {name, emphasis};
  return {name, "the mark of a list's item stands before its key; leave it out"};
}

bool has_mark(std::string_view text, char mark) {
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
    if (at > 0 && std::string_view(" \t\n[{,").find(text[at - 1]) != std::string_view::npos &&
        at + 1 < text.size() && !is_space(text[at + 1]))
      return true;
  return false;
}

}  // namespace baton
