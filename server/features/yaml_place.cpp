// Half-typed YAML is no YAML, so only lines, their indent and their colons count here.
#include <algorithm>

#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr int most_lines = 2'000;  // that are looked at for the keys around a place

struct Shape {
  std::uint32_t indent = 0;  // of the dash of an item, else of the first character
  bool dash = false;
  std::uint32_t first = 0;  // behind the dash
  std::uint32_t column = 0;
  TextRange key;             // empty: none
  std::uint32_t behind = 0;  // the colon
};

// The shape of a line, or of its part before the cursor.
Shape shape_of(std::string_view text, TextRange line) {
  Shape out;
  const std::string_view whole = text.substr(0, line.end);
  out.first = skip_blanks(whole, line.begin);
  out.indent = out.first - line.begin;
  if (out.first < line.end && text[out.first] == '-' &&
      (out.first + 1 == line.end || is_blank(text[out.first + 1]))) {
    out.dash = true;
    out.first = skip_blanks(whole, out.first + 1);
  }
  out.column = out.first - line.begin;
  char quote = 0;
  for (std::uint32_t i = out.first; i < line.end; ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && i == out.first) {
      quote = c;
    } else if (std::string_view("[]{},#").find(c) != std::string_view::npos) {
      break;
    } else if (c == ':' && (i + 1 == line.end || is_space(text[i + 1]))) {
      out.key = {out.first, i};
      out.behind = i + 1;
      break;
    }
  }
  return out;
}

std::string key_text(std::string_view text, TextRange range) {
  std::string_view key = trimmed(piece(text, range));
  if (key.size() > 1 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front())
    key = key.substr(1, key.size() - 2);
  return std::string(key);
}

// The keys of the lines above that stand further out, one after the other.
std::vector<std::string> keys_above(std::string_view text, TextRange block, std::uint32_t line,
                                    std::uint32_t column, bool item) {
  std::vector<std::string> keys;
  for (int seen = 0; line > block.begin && seen < most_lines && (column > 0 || item); ++seen) {
    std::uint32_t end = line - 1;
    if (end > block.begin && text[end] == '\n' && text[end - 1] == '\r') --end;
    line = std::max(line_begin(text, end), block.begin);
    const std::uint32_t first = skip_blanks(text.substr(0, end), line);
    if (first >= end || text[first] == '#') continue;
    const Shape shape = shape_of(text, {line, end});
    // "- name: x" is an item whose fields stand at the column of "name".
    if (shape.dash && !shape.key.empty() && shape.column < column && shape.indent < column) {
      keys.push_back(key_text(text, shape.key));
      column = shape.indent;
      item = true;
    } else if (shape.dash && shape.indent < column) {
      column = shape.indent;
      item = true;
    } else if (!shape.dash && !shape.key.empty() &&
               (shape.indent < column || (item && shape.indent == column))) {
      keys.push_back(key_text(text, shape.key));
      column = shape.indent;
      item = false;
    }
  }
  std::ranges::reverse(keys);
  return keys;
}

}  // namespace

bool is_name_byte(char c) {
  return is_word(c) || c == '-' || c == ':' || is_beyond_ascii(c);
}

YamlPlace yaml_place(std::string_view text, TextRange block, std::uint32_t offset) {
  YamlPlace out;
  const std::uint32_t line = std::max(line_begin(text, offset), block.begin);
  const Shape shape = shape_of(text, {line, offset});
  out.in_list = shape.dash && shape.key.empty();
  out.indent = shape.dash && !out.in_list ? shape.column : shape.indent;
  out.keys = keys_above(text, block, line, out.indent, shape.dash);
  if (shape.dash && !out.in_list && shape.column > shape.indent)
    out.keys = keys_above(text, block, line, shape.indent, true);
  out.at_value = !shape.key.empty() || out.in_list;
  if (!shape.key.empty()) out.keys.push_back(key_text(text, shape.key));
  std::uint32_t begin = shape.key.empty() ? shape.first : shape.behind;
  out.needs_blank = !shape.key.empty() && shape.behind == offset;
  begin = std::min(skip_blanks(text.substr(0, offset), begin), offset);
  // The last item of a list in brackets, or the text inside quotes.
  for (std::uint32_t i = begin; i < offset; ++i)
    if (std::string_view("[,\"'(").find(text[i]) != std::string_view::npos) begin = i + 1;
  out.value = {std::min(skip_blanks(text.substr(0, offset), begin), offset), offset};
  out.word = word_at(text, offset, [](char c) {
    return !is_space(c) && std::string_view("[](){},\"'#").find(c) == std::string_view::npos;
  });
  out.word.begin = std::max(out.word.begin, out.at_value ? out.value.begin : shape.first);
  if (!out.at_value)
    while (out.word.end > offset && text[out.word.end - 1] == ':') --out.word.end;
  return out;
}

}  // namespace baton
