// Blocks that md4c reports without a text of their own: a fence, a list item's mark, a rule, an empty
// heading. They are found by walking the lines forward from where the block before them ended. What stands
// between (blank lines, link definitions) looks like none of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/base/text_range.h"
#include "server/syntax/lines.h"

namespace baton {

// Behind the ">" of at most `quotations` quotations, and the blanks around them.
std::uint32_t skip_quotation_marks(std::string_view text, std::uint32_t offset, std::uint32_t quotations);

// Where a fence of `mark` opens. (CommonMark 0.30, section 4.5)
struct FenceMarks {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
  Line line;  // from where the search began, if it did on this line
};
std::optional<FenceMarks> find_fence(std::string_view text, std::uint32_t from, char mark,
                                     std::uint32_t quotations);

// Whether the line closes a fence that opened with these marks.
bool closes_fence(std::string_view text, Line line, FenceMarks open, std::uint32_t quotations);

// Behind a list item's mark: "-", "*", "+", or digits with "." or ")". (Section 5.2)
std::optional<std::uint32_t> find_list_mark(std::string_view text, std::uint32_t from, char mark,
                                            std::uint32_t quotations);

// Whether a line without the blanks before it is a thematic break. (Section 4.1)
bool is_thematic_break(std::string_view line);

// The line of a thematic break. (Section 4.1)
std::optional<Line> find_rule(std::string_view text, std::uint32_t from, std::uint32_t quotations);

// Where the marks of a heading of `level` begin. (Section 4.2)
std::optional<std::uint32_t> find_atx(std::string_view text, std::uint32_t from, unsigned level,
                                      std::uint32_t quotations);

// The line below a table's header: "|---|:--:|". (GitHub Flavored Markdown 0.29, section 4.10)
std::optional<Line> find_table_underline(std::string_view text, std::uint32_t from, std::uint32_t quotations);

}  // namespace baton
