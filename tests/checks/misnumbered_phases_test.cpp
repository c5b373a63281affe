// Which phase is to have which number, where two have the same.
#include "server/checks/misnumbered_phases.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/syntax/document.h"

using namespace baton;

namespace {

// "2:3": the second phase is meant to be phase 3.
std::string meant(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += "## Phase " + std::to_string(number) + ": Do\n\n";
  const auto document = parse_document(text);
  REQUIRE(document->phases.size() == numbers.size());
  std::string out;
  for (const Misnumbered& one : misnumbered_phases(*document))
    out += std::to_string(one.phase - document->phases.data() + 1) + ':' + std::to_string(one.meant) + ' ';
  return out;
}

}  // namespace

TEST_CASE("the number that its place asks for") {
  CHECK(meant({1, 2, 2, 4}) == "3:3 ");
  CHECK(meant({1, 3, 3, 4}) == "2:2 ");
  CHECK(meant({2, 2, 3}) == "1:1 ");
  CHECK(meant({1, 3, 3, 3}) == "2:2 4:4 ");
  CHECK(meant({1, 2, 4, 4}) == "3:3 ");
  CHECK(meant({1, 2, 2}) == "3:3 ");
  CHECK(meant({2, 2}) == "2:3 ");
  CHECK(meant({1, 2, 3}).empty());
  CHECK(meant({1, 1, 5}).empty());
}
