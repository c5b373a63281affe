// Where the tests find the repository and the built program. Functions, not macros: what is compiled must not depend on
// the folder that a clone lies in, or no compiler cache could serve two clones.
#pragma once

#include <string>

namespace baton::testing {

std::string source_dir();     // the root of the repository, absolute
std::string baton_program();  // the program of the same build; only tests that depend on it may ask

}  // namespace baton::testing
