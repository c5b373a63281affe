// Blanks as people and their editors put them: also the ones that do not break, and the wide ones of Chinese
// and Japanese text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "server/syntax/lines.h"

namespace baton {

// The bytes of a blank or line end at `i`; 0 where there is none.
constexpr std::uint32_t blank_size(std::string_view text, std::uint32_t i) {
  if (i >= text.size()) return 0;
  if (is_space(text[i])) return 1;
  constexpr std::array<std::string_view, 3> wide = {"\u00A0", "\u202F", "\u3000"};
  for (const std::string_view blank : wide)
    if (text.substr(i).starts_with(blank)) return offset32(blank.size());
  return 0;
}

constexpr std::uint32_t behind_blanks(std::string_view text, std::uint32_t i) {
  while (const std::uint32_t size = blank_size(text, i)) i += size;
  return i;
}

}  // namespace baton
