// See the header.
#include "server/syntax/yaml_meant.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/syntax/lines.h"

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

// A text in quotes, as YAML reads it back.
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

// Makes the lines of a plain scalar its text, as they stand, and returns them behind "|"; neither where a tab
// indents one. Behind "|" a line that begins with "#" is no comment, so that the text goes on up to the first
// line that is not deeper than `parent`.
std::string keep_lines(ScannedScalar& scalar, std::string_view source, std::uint32_t parent) {
  const Line first = line_at(source, scalar.range.begin);
  std::vector<Line> lines;
  std::size_t used = 0;
  std::uint32_t indent = offset32(source.size());
  for (Line line = first; line.next < source.size();) {
    line = line_at(source, line.next);
    const std::uint32_t words = skip_blanks(source, line.begin);
    const std::uint32_t column = words - line.begin;
    lines.push_back(line);
    if (words >= line.end) continue;
    if (column <= parent) break;
    if (piece(source, {line.begin, words}).find('\t') != std::string_view::npos) return {};
    indent = std::min(indent, column);
    used = lines.size();
  }
  lines.resize(used);
  scalar.text.clear();
  scalar.map = SourceMap::identity(scalar.range.begin, 0);
  scalar.range.end = trimmed(source, lines.back().range()).end;
  take(scalar, source, scalar.range.begin, first.next);
  for (const Line& line : lines)
    take(scalar, source, std::min(line.begin + indent, line.end), std::min(line.next, scalar.range.end));
  return "|\n" + std::string(indent, ' ') + std::string(piece(source, scalar.range));
}

}  // namespace

std::string quoted_as_meant(std::string_view text) {
  const char quote = text.empty() ? '\0' : text.front();
  const bool outer = text.size() > 2 && (quote == '"' || quote == '\'') && text.back() == quote;
  if (!outer) return in_quotes(text);
  if (quote == '"' && text.find('\\') != std::string_view::npos) return {};
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (is_paired(inside, quote)) return in_quotes(inside);
  return is_paired(text, quote) ? in_quotes(text) : std::string();
}

MeantValue plain_as_meant(std::string_view source, std::uint32_t at, std::uint32_t indent) {
  PlainScan scan = scan_plain(source, at, indent, false, true);
  MeantValue out;
  out.scalar = std::move(scan.scalar);
  if (piece(source, out.scalar.range).find('\n') == std::string_view::npos)
    out.written = quoted_as_meant(out.scalar.text);
  else if (source[at] != '"' && source[at] != '\'')
    out.written = keep_lines(out.scalar, source, indent);
  out.range = out.scalar.range;
  return out;
}

std::optional<MeantValue> json_as_meant(std::string_view source, const QuotedScan& scan) {
  const std::uint32_t end = skip_blanks(source, scan.scalar.range.end);
  if (!scan.bad_escapes.empty() || end >= source.size() || source[end] != ',') return std::nullopt;
  const std::uint32_t behind = skip_blanks(source, end + 1);
  if (behind < source.size() && !is_line_end(source[behind])) return std::nullopt;
  MeantValue out{scan.scalar, {scan.scalar.range.begin, end + 1}, {}};
  out.written = piece(source, scan.scalar.range);
  return out;
}

}  // namespace baton
