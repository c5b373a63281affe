// Where front matter ends whose closing line is missing, or is not the one that it seems to be.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/base/text_range.h"

namespace baton {

// Without a closing line: behind the last line before the first heading, before the first blank line that is
// followed by what is no YAML, or before a slip of the closing line. Nothing where there is no entry before
// that.
std::optional<std::uint32_t> end_of_unclosed(std::string_view text, std::uint32_t begin);

// The same for lines that a line "---" follows, which may be a thematic break of the body: where they hold
// what a body has and front matter has not, and a blank line stands before the "---". Comments directly above
// an entry stay comments. The caller asks whether the lines are YAML; if they are, this says nothing.
std::optional<std::uint32_t> end_before_text(std::string_view text, TextRange content);

// "----", "--", "***", "---x" in the first column, or "---" behind blanks: meant to close the front matter.
bool is_slip_of_close(std::string_view line);

}  // namespace baton
