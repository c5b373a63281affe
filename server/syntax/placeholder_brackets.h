// The brackets around what may be a placeholder, and whether others near by open or close what it does not.
#pragma once

#include <cstdint>
#include <string_view>

namespace baton {

struct BracketSide {
  char kind = 0;  // '{' or '<', for both sides
  std::uint32_t count = 0;
  bool escaped = false;  // "\{", "${", "</": something else
  bool blanks = false;
  std::uint32_t at = 0;  // the outer end of the brackets
};

BracketSide left_of(std::string_view text, std::uint32_t at);
BracketSide right_of(std::string_view text, std::uint32_t at);
// True where a bracket that opens before `at` is still open there.
bool open_before(std::string_view text, std::uint32_t at, char open);
// A bracket of another kind right behind an address, "{phase1.x.output]", that closes nothing before it.
bool is_wrong_close(std::string_view text, std::uint32_t begin, std::uint32_t at);
// A bracket of another kind right before an address, "[phase1.x.output}", that nothing closes behind it.
bool is_wrong_open(std::string_view text, std::uint32_t at, std::uint32_t end);
// True where a bracket closes behind `at` that opened before it.
bool closed_behind(std::string_view text, std::uint32_t at, char open);
// The next bracket of the kind in the line closes: "{phase1.x.output | json}" is something else.
bool closes_later_in_line(std::string_view text, std::uint32_t at, char open);

}  // namespace baton
