// Where code stands: the fences around a block, the back quotes around a span. md4c hands out only what lies
// between.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/base/text_range.h"

namespace baton {

struct LocatedCode {
  TextRange range;    // fences or back quotes included
  TextRange content;  // of a block: whole lines, the last line end too where a fence follows
};

// The next block behind `floor` that opens with a fence of `mark` and holds `lines` lines.
std::optional<LocatedCode> locate_fenced_code(std::string_view text, std::uint32_t floor, char mark,
                                              std::uint32_t lines, std::uint32_t quotations);

// The code span around `inside`, or, where it holds a line end only, the next one; all of it behind `floor`.
std::optional<LocatedCode> locate_code_span(std::string_view text, std::uint32_t floor,
                                            std::optional<TextRange> inside);

}  // namespace baton
