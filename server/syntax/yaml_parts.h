// Where the entries of a mapping that is no YAML, and the items of such a list, begin and end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct Part {
  TextRange range;  // from its first character to where the next part's line begins
  std::uint32_t column = 0;
};

// The parts of the mapping (or the list, at its `dashes`) in `where`, cut at the lines that begin one in
// `column`.
std::vector<Part> parts_of(std::string_view source, TextRange where, std::uint32_t column, bool dashes);

// Nothing but blanks and a comment stand from `at` to the line's end.
bool is_line_over(std::string_view source, std::uint32_t at);

}  // namespace baton
