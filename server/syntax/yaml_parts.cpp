// See the header.
#include "server/syntax/yaml_parts.h"

#include <algorithm>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_marks.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

// Where a quoted text or a bracket that the line's value begins with ends, if that is on a later line.
std::uint32_t end_of_construct(std::string_view source, const Line& line, std::uint32_t first,
                               std::uint32_t column) {
  std::uint32_t at = first;
  if (source[at] == '-' && ends_token(source, at + 1)) at = skip_blanks(source, at + 1);
  if (at < line.end)
    if (const std::uint32_t colon = key_end(source, at, line.end)) at = skip_blanks(source, colon + 1);
  if (at >= line.end) return line.end;
  if (source[at] == '"' || source[at] == '\'') {
    const QuotedScan scan = scan_quoted(source, at, column);
    return scan.closed ? scan.scalar.range.end : line.end;
  }
  if (source[at] == '[' || source[at] == '{') return std::max(line.end, flow_end(source, at, column));
  return line.end;
}

// "key:" with nothing behind it.
bool opens_block(std::string_view source, const Line& line, std::uint32_t first) {
  const std::uint32_t colon = key_end(source, first, line.end);
  return colon != 0 && is_line_over(source, colon + 1);
}

}  // namespace

bool is_line_over(std::string_view source, std::uint32_t at) {
  const std::uint32_t rest = skip_blanks(source, at);
  return rest >= source.size() || source[rest] == '\n' || (source[rest] == '#' && rest > at);
}

std::vector<Part> parts_of(std::string_view source, TextRange where, std::uint32_t column, bool dashes) {
  std::vector<Part> out;
  for (std::uint32_t at = where.begin; at < where.end;) {
    const std::uint32_t begin = out.empty() ? line_begin(source, at) : at;
    Line line = line_at(source, at);
    const std::uint32_t first = out.empty() ? at : skip_blanks(source, at);
    const bool text = first < line.end && source[first] != '#';
    const std::uint32_t own = first - begin;
    const bool dash = text && source[first] == '-' && ends_token(source, first + 1);
    // A list may stand in its key's column.
    const bool begins = text && (out.empty() || own < column || (own == column && (dashes || !dash)));
    if (begins) {
      // What stands deeper below "key:" or a dash that is out of line belongs to it.
      if (own < column && (dash || opens_block(source, line, first))) column = own;
      if (!out.empty()) out.back().range.end = begin;
      out.push_back({{first, where.end}, own});
      const std::uint32_t end = end_of_construct(source, line, first, column);
      while (line.end < end && line.next > line.end) line = line_at(source, line.next);
    }
    if (line.next == line.end) break;
    at = line.next;
  }
  return out;
}

}  // namespace baton
