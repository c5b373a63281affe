// Strangers' text made harmless to look at.
#pragma once

#include <string>
#include <string_view>

namespace baton {

// One column, and shown as it is.
constexpr bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}
// Control characters, and the marks that reorder what stands around them.
bool is_control(char32_t c);
// Of one of those: \n, \t, \x1b, \u202e.
void append_escape(std::string& out, char32_t c);

// Control characters as escapes; bytes that are no UTF-8 as U+FFFD.
std::string escaped(std::string_view text);

}  // namespace baton
