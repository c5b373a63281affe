// What Baton needs to know of a Markdown text (GitHub-flavoured, read by md4c): headings, links, tables,
// code, comments, paragraphs, explicit anchors, each with its bytes. Used for a file's body and, by itself,
// for each prompt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct Heading {
  std::uint8_t level = 1;
  TextRange range;       // its whole line (or lines, of an underlined one), without the last line end
  TextRange text_range;  // the text between the marks
  std::string text;      // as a reader sees it: no emphasis marks, entities decoded, code and link text kept
  bool code_in_one_reading = false;  // code where fences are read the other way (see language.md, Links)
  bool shown = true;                 // a heading by CommonMark's reading of fences, which is GitHub's
  bool operator==(const Heading&) const = default;
};

struct MarkdownLink {
  enum class Kind : std::uint8_t { inline_link, reference, image };
  Kind kind = Kind::inline_link;
  TextRange range;         // "[text](target)" as a whole; of a reference its use
  TextRange text_range;    // between the square brackets
  TextRange target_range;  // the target's bytes (of a reference: in its definition), no "<", ">", title
  std::string target;      // entities and backslash escapes decoded, percent escapes not
  bool operator==(const MarkdownLink&) const = default;
};

struct TableCell {
  TextRange range;   // trimmed
  std::string text;  // as a reader sees it, without emphasis and code marks
  bool operator==(const TableCell&) const = default;
};

struct MarkdownTable {
  TextRange range;
  std::vector<TableCell> header;
  std::vector<std::vector<TableCell>> rows;
  bool operator==(const MarkdownTable&) const = default;
};

struct CodeRange {
  enum class Kind : std::uint8_t { fenced, indented, span };
  Kind kind = Kind::fenced;
  TextRange range;      // fences or back quotes included
  TextRange content;    // what lies between
  std::string info;     // a fence's info string
  bool nested = false;  // inside a list item or a quotation, or (by the second reading) inside another fence
  bool operator==(const CodeRange&) const = default;
};

struct Markdown {
  std::vector<Heading> headings;    // in order
  std::vector<MarkdownLink> links;  // in order; none inside code of either reading of fences
  std::vector<MarkdownTable> tables;
  std::vector<CodeRange> code;  // in order, none overlapping; of both readings of fences
  std::vector<TextRange> html_comments;
  std::vector<TextRange> paragraphs;  // top-level paragraphs (also those in lists and quotations), in order
  std::vector<std::string> anchors;  // ids and names of <a id="…">, <a name="…"> and of other tags' id="…"

  // Read by md4c alone, with nothing repaired, and no part depends on what stands in another: what lies
  // between two headings in the first column reads the same by itself.
  bool separable = false;

  // True where `offset` lies in code (fenced, indented or a span) or in an HTML comment.
  bool in_code(std::uint32_t offset) const;
  bool operator==(const Markdown&) const = default;
};

// A text and what was read in it; nullptr: no text was read.
struct ReadMarkdown {
  std::string_view text;
  const Markdown* markdown = nullptr;
};

// Reads all of `text` (less than 4 GiB). All ranges are offsets into it. Any bytes give a result; NUL bytes
// are read as blanks. Fences are read in both ways that language.md names under Links; if the second way
// leaves none open, what is code by it alone counts as code, and holds no table or paragraph.
// With an earlier text at hand only what changed since is read; the result is the same.
Markdown read_markdown(std::string_view text, const ReadMarkdown& before = {});

}  // namespace baton
