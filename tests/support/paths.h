// Where the tests find the repository and the built program. Functions, not macros: what is compiled must not depend on
// the folder that a clone lies in, or no compiler cache could serve two clones.
#pragma once

#include <string>

namespace baton::testing {

std::string source_dir();     // the root of the repository, absolute
// A file or folder of the collection that lies beside the repository, by its path in there ("corpora"). Where it is not
// there: an empty string, and a line NOT TESTED in the output, which ./dev counts.
std::string shared(const std::string& relative);
std::string baton_program();  // the program of the same build; only tests that depend on it may ask

}  // namespace baton::testing
