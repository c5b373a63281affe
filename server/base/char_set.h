// A handful of characters to look for. The library's find_first_of searches the set anew for each character
// of a text; this looks each one up.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace baton {

class CharSet {
 public:
  constexpr explicit CharSet(std::string_view characters) {
    for (const char c : characters) holds_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool holds(char c) const { return holds_[static_cast<unsigned char>(c)]; }
  // Whether one of them is in the text.
  constexpr bool occurs_in(std::string_view text) const {
    for (const char c : text)
      if (holds(c)) return true;
    return false;
  }

 private:
  std::array<bool, 256> holds_{};
};

// Whether `holds` is true of each byte. There is no way out of the loop before its end: so compilers look at
// many bytes in one step.
template <typename Holds>
constexpr bool holds_of_all(std::string_view text, Holds holds) {
  unsigned char odd = 0;
  for (const char c : text) odd |= static_cast<unsigned char>(!holds(c));
  return odd == 0;
}

}  // namespace baton
