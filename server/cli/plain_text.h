// Strangers' text on a terminal: control characters made visible, widths counted, long lines clipped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/base/text_range.h"

namespace baton {

// Control characters (also those of U+0080 to U+009F and the ones that turn the direction of text), line ends
// and tabs as escapes (\n, \t, \x1b, \u202e); bytes that are no UTF-8 as U+FFFD.
std::string escaped(std::string_view text);

struct ClippedLine {
  std::string text;            // tabs as spaces, control characters escaped, "…" where something was cut
  std::size_t mark_begin = 0;  // in columns of the terminal
  std::size_t mark_width = 1;  // at least 1
};

// One line (without its end) so that `range`, offsets into it, is seen in at most about `width` columns.
ClippedLine clipped_line(std::string_view line, TextRange range, std::size_t width);

}  // namespace baton
