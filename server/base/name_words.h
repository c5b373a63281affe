// Comparing two names by what differs: words with "-" between them, and how accents are written.
#pragma once

#include <string_view>

namespace baton {

// What stands behind the last colon: an agent's name without its plugin.
constexpr std::string_view bare_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

// Takes off the words that both names begin or end with: "data-engineer" and "date-engineer" become "data"
// and "date".
void leave_what_differs(std::string_view& a, std::string_view& b);

// Whether two names look the same and are not: a letter with its accent is one character in one, two in the
// other.
bool differs_in_form_only(std::string_view a, std::string_view b);

}  // namespace baton
