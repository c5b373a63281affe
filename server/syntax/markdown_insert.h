// Where md4c 0.4.8 departs from GitHub Flavored Markdown, or takes too long, and bytes have to be put in (or
// blanks left out) to help it. What keeps every offset is in markdown_repair.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/syntax/source_map.h"

namespace baton {

struct ChangedText {
  std::string text;
  SourceMap map;  // back to the text as it is
};

// Nothing where the text can be read as it stands, which is so for almost every text.
//
// Paragraphs: for each bracket md4c walks the lines of its paragraph from the first, so that a long one would
// take the square of its lines. Past 1,024 lines a blank line ends a paragraph where that cuts nothing in
// two; past 2,048, anywhere.
//
// Tables: md4c wants three marks in each cell of the line below a header, where one is enough ("|-|--|").
std::optional<ChangedText> text_for_md4c(std::string_view text);

}  // namespace baton
