// See paths.h. The one file of the tests that knows the clone's place.
#include "tests/support/paths.h"

#include <doctest/doctest.h>

#include <filesystem>

namespace baton::testing {

std::string source_dir() {
  return BATON_SOURCE_DIR;
}

std::string shared(const std::string& relative) {
  std::string path = source_dir() + "/../shared/" + relative;
  if (std::filesystem::exists(path)) return path;
  MESSAGE("NOT TESTED: shared/", relative, " is not beside the repository");
  return {};
}

std::string baton_program() {
  return BATON_BINARY_DIR "/baton";
}

}  // namespace baton::testing
