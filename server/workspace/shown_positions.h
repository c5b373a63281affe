// Positions as people see them in a file that is not open: nobody who shows a file shows its byte-order mark.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "server/base/line_index.h"
#include "server/base/utf8.h"

namespace baton {

// `positions` of `text`, of which a byte-order mark in the first line takes no room.
inline PositionRange shown_positions(std::string_view text, PositionRange positions,
                                     PositionEncoding encoding) {
  const std::uint32_t bytes = text_begin(text);
  if (bytes == 0) return positions;
  const std::uint32_t mark = encoding == PositionEncoding::utf8 ? bytes : 1;
  for (Position* position : {&positions.start, &positions.end})
    if (position->line == 0) position->character -= std::min(mark, position->character);
  return positions;
}

}  // namespace baton
