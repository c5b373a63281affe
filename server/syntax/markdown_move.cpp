// See the header.
#include "server/syntax/markdown_move.h"

#include <algorithm>

namespace baton {

void move_to_source(Markdown& markdown, const SourceMap& map) {
  const auto move = [&](TextRange& range) { range = map.to_source(range); };
  // An empty range stands before the next byte, which may be lines away: it stays in what it is part of.
  const auto move_part = [&](TextRange& range, TextRange whole) {
    move(range);
    range = {std::clamp(range.begin, whole.begin, whole.end), std::clamp(range.end, whole.begin, whole.end)};
  };
  for (Heading& heading : markdown.headings) {
    move(heading.range);
    move_part(heading.text_range, heading.range);
  }
  for (MarkdownLink& link : markdown.links) {
    move(link.range);
    move_part(link.text_range, link.range);
    if (link.kind == MarkdownLink::Kind::inline_link)
      move_part(link.target_range, link.range);
    else
      move(link.target_range);
  }
  for (MarkdownTable& table : markdown.tables) {
    move(table.range);
    for (TableCell& cell : table.header) move_part(cell.range, table.range);
    for (auto& row : table.rows)
      for (TableCell& cell : row) move_part(cell.range, table.range);
  }
  for (CodeRange& code : markdown.code) {
    move(code.range);
    move_part(code.content, code.range);
  }
  for (TextRange& range : markdown.html_comments) move(range);
  for (TextRange& range : markdown.paragraphs) move(range);
}

}  // namespace baton
