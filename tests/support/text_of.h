// The bytes of a file, for tests.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace baton::testing {

// Empty where there is no such file.
inline std::string text_if_there(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// A file that is not there fails the test: what is said of no text at all is true too easily.
inline std::string text_of(const std::filesystem::path& path) {
  REQUIRE_MESSAGE(std::filesystem::exists(path), path.string());
  return text_if_there(path);
}

}  // namespace baton::testing
