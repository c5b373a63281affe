// What the system says of a failure, in words that go into a sentence.
#pragma once

#include <string>

namespace baton {

// The system's own words begin with a capital, which does not fit there; a name in capitals stays.
std::string with_small_begin(std::string words);
// Of an errno: "no space left on device".
std::string error_words(int error);

}  // namespace baton
