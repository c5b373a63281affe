// See paths.h. The one file of the tests that knows the clone's place.
#include "tests/support/paths.h"

namespace baton::testing {

std::string source_dir() {
  return BATON_SOURCE_DIR;
}

std::string baton_program() {
  return BATON_BINARY_DIR "/baton";
}

}  // namespace baton::testing
