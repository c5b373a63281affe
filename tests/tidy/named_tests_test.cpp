// Pages that name the tests which keep their word name tests that are there.
#include <doctest/doctest.h>

#include <regex>
#include <string>

#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::testing::source_dir;
using baton::testing::text_of;

namespace {

// A literal of C++ that goes on in the next line is one, and so is a case's name in a line of its own.
std::string joined(const std::string& source) {
  const std::string whole = std::regex_replace(source, std::regex("\"\\s*\\n\\s*\""), "");
  return std::regex_replace(whole, std::regex("TEST_CASE\\(\\s+"), "TEST_CASE(");
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

// Returns how many there are.
std::size_t check_named_tests(const std::string& page) {
  const std::string text = text_of(source_dir() + ("/docs/" + page));
  const std::regex named("`(tests/[a-z_/]+_test\\.cpp)`: ((?:\"[^\"]+\"(?:, )?)+)");
  const std::regex quoted("\"([^\"]+)\"");
  std::size_t cases = 0, files = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), named), last; at != last; ++at, ++files) {
    const std::string file = (*at)[1];
    const std::string source = joined(text_of(source_dir() + ("/" + file)));
    const std::string list = (*at)[2];
    for (std::sregex_iterator name(list.begin(), list.end(), quoted); name != last; ++name, ++cases) {
      const std::string test = "TEST_CASE(\"" + (*name)[1].str() + "\") {";
      CHECK_MESSAGE(source.find(test) != std::string::npos, page, ": ", file, " has no test ",
                    (*name)[1].str());
    }
  }
  // A file that is named in another way would not be looked into.
  CHECK(count(text, "`tests/") == files);
  return cases;
}

}  // namespace

TEST_CASE("each test that docs/security.md names is there") {
  CHECK(check_named_tests("security.md") >= 40);
}

TEST_CASE("each test that docs/features.md names is there, and each feature names one") {
  CHECK(check_named_tests("features.md") >= 60);
  const std::string page = text_of(source_dir() + std::string("/docs/features.md"));
  // The rows below the heads: all but the last promise, which is measured.
  const std::size_t rows = count(page, "\n| "), heads = count(page, "shown by |\n");
  CHECK(rows - heads >= 28);
  std::size_t without = 0;
  for (std::size_t at = page.find("\n| "); at != std::string::npos; at = page.find("\n| ", at + 1)) {
    const std::string row = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
    if (row.ends_with("shown by |")) continue;
    if (row.find("`tests/") == std::string::npos && row.find("`bench/") == std::string::npos) ++without;
  }
  CHECK(without == 0);
}
