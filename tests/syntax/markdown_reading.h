// What the tests of Markdown share: each thing found as one line of words, its text and the exact bytes of
// its ranges between "«" and "»".
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/markdown.h"

namespace baton::testing {

using Lines = std::vector<std::string>;

// A range that is no part of the text shows as what no test expects.
inline std::string quoted(std::string_view text, TextRange range) {
  if (range.begin > range.end || range.end > text.size()) return "(out of bounds)";
  return "«" + std::string(text.substr(range.begin, range.size())) + "»";
}

inline Lines headings(std::string_view text) {
  Lines out;
  for (const Heading& h : read_markdown(text).headings)
    out.push_back(std::to_string(h.level) + " [" + h.text + "] " + quoted(text, h.range) + " " +
                  quoted(text, h.text_range) + (h.code_in_one_reading ? " code in one reading" : "") +
                  (h.shown ? "" : " not shown"));
  return out;
}

inline Lines links(std::string_view text) {
  Lines out;
  for (const MarkdownLink& l : read_markdown(text).links) {
    const std::string kind = l.kind == MarkdownLink::Kind::image       ? "image"
                             : l.kind == MarkdownLink::Kind::reference ? "reference"
                                                                       : "inline";
    out.push_back(kind + " [" + l.target + "] " + quoted(text, l.range) + " " + quoted(text, l.text_range) +
                  " " + quoted(text, l.target_range));
  }
  return out;
}

// One line for each table, one for each of its rows: "[text]«bytes»" per cell.
inline Lines tables(std::string_view text) {
  Lines out;
  const auto row = [&](const std::vector<TableCell>& cells) {
    std::string line;
    for (const TableCell& cell : cells) line += "[" + cell.text + "]" + quoted(text, cell.range);
    out.push_back(line);
  };
  for (const MarkdownTable& table : read_markdown(text).tables) {
    out.push_back(quoted(text, table.range));
    row(table.header);
    for (const auto& cells : table.rows) row(cells);
  }
  return out;
}

inline Lines code(std::string_view text) {
  Lines out;
  for (const CodeRange& c : read_markdown(text).code) {
    const std::string kind = c.kind == CodeRange::Kind::span       ? "span"
                             : c.kind == CodeRange::Kind::indented ? "indented"
                                                                   : "fenced";
    out.push_back(kind + (c.nested ? " nested" : "") + " [" + c.info + "] " + quoted(text, c.range) + " " +
                  quoted(text, c.content));
  }
  return out;
}

inline Lines comments(std::string_view text) {
  Lines out;
  for (const TextRange range : read_markdown(text).html_comments) out.push_back(quoted(text, range));
  return out;
}

inline Lines paragraphs(std::string_view text) {
  Lines out;
  for (const TextRange range : read_markdown(text).paragraphs) out.push_back(quoted(text, range));
  return out;
}

inline Lines anchors(std::string_view text) {
  return read_markdown(text).anchors;
}

// Readable where a check fails.
inline std::string joined(const Lines& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

struct Case {
  std::string text;
  Lines expected;
};

inline void check_all(Lines (*read)(std::string_view), const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(joined(read(one.text)) == joined(one.expected));
  }
}

}  // namespace baton::testing
