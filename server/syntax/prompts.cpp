// Each prompt is read as Markdown by itself, and every range of the result carried back to the file.
#include "server/syntax/prompts.h"

#include <algorithm>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_move.h"

namespace baton {
namespace {

void append_line_end(std::string& text, SourceMap& map, std::string_view file, std::uint32_t at) {
  if (at >= file.size() || !is_line_end(file[at])) return;
  const std::uint32_t size = file[at] == '\r' && at + 1 < file.size() && file[at + 1] == '\n' ? 2 : 1;
  map.append(at, size, 1);
  text += '\n';
}

TextRange cut(TextRange range, std::uint32_t end) {
  return {std::min(range.begin, end), std::min(range.end, end)};
}

}  // namespace

std::optional<Prompt> make_prompt(std::string text, SourceMap map, TextRange range) {
  if (std::all_of(text.begin(), text.end(), is_space)) return std::nullopt;
  Prompt out;
  out.markdown = read_markdown(text);
  move_to_source(out.markdown, map);
  // A fence that nothing closes reaches over the blank lines that "|+" keeps behind the prompt's range.
  for (CodeRange& code : out.markdown.code) {
    code.range = cut(code.range, range.end);
    code.content = cut(code.content, range.end);
  }
  out.text = std::move(text);
  out.map = std::move(map);
  out.range = range;
  return out;
}

std::optional<Prompt> read_prompt(std::string_view file, const YamlNode& value, const PromptTail& tail) {
  std::string text;
  SourceMap map;
  TextRange range = value.content_range();
  const bool missing = scalar_type(value) == ScalarType::null;  // "null" and "~" say that there is none
  if (value.is_scalar() && !missing) {
    text = value.text;
    map = value.map;
    if (value.style == ScalarStyle::literal || value.style == ScalarStyle::folded) {
      const Line header = line_at(file, range.begin);
      range.begin = std::min(header.next, range.end);
    }
  } else if (value.is_sequence() || value.is_mapping()) {
    // "[Enterprise mode only]" or "{phase1.x.output}" alone: YAML, but meant as text.
    text = piece(file, value.range);
    map = SourceMap::identity(value.range.begin, value.range.size());
  }
  if (!tail.empty()) {
    if (!text.empty() && text.back() != '\n')
      append_line_end(text, map, file, line_at(file, map.to_source(offset32(text.size()))).end);
    if (text.empty()) range.begin = line_begin(file, tail.lines.front().begin);
    const std::uint32_t taken = map.to_source(offset32(text.size()));
    for (const TextRange line : tail.lines) {
      if (line.end < taken) continue;  // a blank line that "|+" keeps
      map.append(line.begin, line.size(), line.size());
      text += piece(file, line);
      append_line_end(text, map, file, line.end);
    }
    range.end = tail.lines.back().end;
    range.begin = std::min(range.begin, range.end);
  }
  return make_prompt(std::move(text), std::move(map), range);
}

}  // namespace baton
