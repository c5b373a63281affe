// Literal and folded scalars ("|" and ">"): a header, then lines that share an indent, which is not part of
// the text.
#include <algorithm>
#include <vector>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

struct BlockHeader {
  std::uint32_t indicator = 0;  // its digit, or 0
  char chomping = ' ';          // '-', '+', or ' ' for "clip"
  TextRange bad;
  Line line;
};

BlockHeader read_header(std::string_view source, std::uint32_t at) {
  BlockHeader out;
  out.line = line_at(source, at);
  std::uint32_t i = at + 1;
  for (; i < out.line.end && i < at + 3; ++i) {
    const char c = source[i];
    if (c >= '1' && c <= '9' && out.indicator == 0)
      out.indicator = static_cast<std::uint32_t>(c - '0');
    else if ((c == '-' || c == '+') && out.chomping == ' ')
      out.chomping = c;
    else
      break;
  }
  const std::uint32_t rest = skip_blanks(source, i);
  const bool comment = rest > i && rest < out.line.end && source[rest] == '#';
  if (rest < out.line.end && !comment) out.bad = trimmed(source, {rest, out.line.end});
  return out;
}

// A line of the text without the indent; a blank one is empty.
struct TextLine {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool has_line_end = false;

  bool is_blank_line() const { return begin == end; }
};

void take_line_end(ScannedScalar& scalar, const TextLine& line) {
  if (!line.has_line_end) return;
  scalar.text += '\n';
  scalar.map.append(line.end, 1, 1);
}

bool is_more_indented(std::string_view source, const TextLine& line) {
  return !line.is_blank_line() && is_blank(source[line.begin]);
}

// Line folding inside a block scalar (YAML 1.2.2, 8.1.3): a single line end between two lines of text is a
// blank, and of several the first is left out, unless one of the lines is indented further.
void take_folded(ScannedScalar& scalar, std::string_view source, const std::vector<TextLine>& lines,
                 std::size_t used) {
  const TextLine* last = nullptr;  // the last one with text
  for (std::size_t i = 0; i < used; ++i) {
    const TextLine& line = lines[i];
    if (line.is_blank_line()) continue;
    const std::size_t from = last == nullptr ? 0 : static_cast<std::size_t>(last - lines.data());
    const std::size_t blanks = last == nullptr ? i : i - from - 1;
    if (last != nullptr && (is_more_indented(source, *last) || is_more_indented(source, line))) {
      take_line_end(scalar, *last);
    } else if (last != nullptr && blanks == 0) {
      scalar.text += ' ';
      scalar.map.append(last->end, 1, 1);
    }
    const std::size_t first_blank = last == nullptr ? 0 : from + 1;
    for (std::size_t k = first_blank; k < first_blank + blanks; ++k) take_line_end(scalar, lines[k]);
    take(scalar, source, line.begin, line.end);
    last = &line;
  }
}

}  // namespace

BlockScan scan_block(std::string_view source, std::uint32_t at, std::int64_t indent) {
  BlockScan out;
  ScannedScalar& scalar = out.scalar;
  scalar.style = source[at] == '|' ? ScalarStyle::literal : ScalarStyle::folded;
  const BlockHeader header = read_header(source, at);
  out.bad_header = header.bad;
  scalar.range = {at, trimmed(source, {at, header.line.end}).end};
  scalar.map = SourceMap::identity(header.line.next, 0);
  out.next = header.line.next;

  std::int64_t text_indent = header.indicator > 0 ? std::max<std::int64_t>(indent, 0) + header.indicator : -1;
  std::vector<TextLine> lines;
  std::size_t used = 0;            // lines up to the last one with text
  std::int64_t deepest_blank = 0;  // of the lines before the text
  TextRange deepest_line;
  for (std::uint32_t begin = header.line.next; begin < source.size();) {
    const Line line = line_at(source, begin);
    std::uint32_t first = begin;
    while (first < line.end && source[first] == ' ') ++first;
    const std::int64_t column = first - begin;
    const std::uint32_t content = skip_blanks(source, first);
    const bool has_line_end = line.next > line.end;
    // Blanks beyond the indent are text, and so is a tab that stands first.
    const bool tab_first = text_indent < 0 && column > indent && first < content;
    if (content >= line.end && !tab_first &&
        (text_indent < 0 || column < text_indent || begin + text_indent >= line.end)) {
      if (text_indent < 0 && column > deepest_blank) {
        deepest_blank = column;
        deepest_line = line.range();
      }
      if (first < line.end) out.unusual = true;
      lines.push_back({line.end, line.end, has_line_end});
      begin = line.next;
      continue;
    }
    if (column <= indent) break;
    if (text_indent < 0) {
      text_indent = column;
      if (tab_first && content >= line.end) out.unusual = true;
      if (source[first] == '\t' && content < line.end) out.tab = TextRange{first, first + 1};
      if (deepest_blank > column) out.deep_blank = deepest_line;
    }
    if (column < text_indent) {
      // A comment that is indented less may stand behind the text, never inside it.
      if (source[first] == '#') break;
      out.shallow.push_back({first, line.end});
    }
    const auto from = static_cast<std::uint32_t>(begin + std::min(column, text_indent));
    lines.push_back({from, line.end, has_line_end});
    used = lines.size();
    begin = out.next = line.next;
    scalar.range.end = line.end;
  }

  if (scalar.style == ScalarStyle::folded)
    take_folded(scalar, source, lines, used);
  else
    for (std::size_t i = 0; i < used; ++i) {
      take(scalar, source, lines[i].begin, lines[i].end);
      if (i + 1 < used) take_line_end(scalar, lines[i]);
    }
  if (used > 0 && header.chomping != '-') take_line_end(scalar, lines[used - 1]);
  if (header.chomping == '+')
    for (std::size_t i = used; i < lines.size(); ++i) take_line_end(scalar, lines[i]);
  return out;
}

}  // namespace baton
