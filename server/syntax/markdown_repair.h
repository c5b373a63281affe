// Where md4c 0.4.8 departs from GitHub Flavored Markdown in a way that real files meet, the text is changed
// before it is read, byte for byte, so that every offset stays. (What needs more bytes is in
// markdown_insert.h.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/markdown.h"

namespace baton {

// A fence or heading right below a table ends it (GitHub Flavored Markdown 0.29, section 4.10); md4c takes
// the line for a row. So the last byte of the row above, a bar or blank, becomes a line end. Returns where,
// in order.
std::vector<std::uint32_t> end_tables(std::string& text);

// Tabs around a heading's text ("#\tA\t#") are its marks' blanks (CommonMark 0.30, section 4.2); md4c takes
// them for text. They become spaces.
void replace_heading_tabs(std::string& text);

// md4c fills every row up to the table's width, so that a small text could ask for billions of cells. A table
// of more than 64 columns is made text: the line below its header loses its last mark.
void refuse_wide_tables(std::string& text);

// Gives the tables and paragraphs of the changed text the bars back that they end with.
void restore_bars(Markdown& markdown, std::string_view original, const std::vector<std::uint32_t>& changed);

}  // namespace baton
