// Names of several words with "-" between them: comparing only what differs.
#pragma once

#include <string_view>

namespace baton {

// Takes off the words that both names begin or end with: "data-engineer" and "date-engineer" become "data"
// and "date".
void leave_what_differs(std::string_view& a, std::string_view& b);

}  // namespace baton
