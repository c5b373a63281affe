// docs/runners.md against the presets: what is called, and which variables are passed on, is what a user
// decides by.
#include <doctest/doctest.h>

#include <iterator>
#include <string>

#include "server/run/runner.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using namespace baton;

namespace {

// The second cell of the row of this name, in the table with this head.
std::string cell(const std::string& page, const std::string& head, const std::string& name) {
  const std::size_t table = page.find(head);
  REQUIRE_MESSAGE(table != std::string::npos, head);
  const std::size_t end = page.find("\n\n", table);
  const std::string start = "\n| `" + name + "` | ";
  const std::size_t row = page.find(start, table);
  if (row == std::string::npos || row > end) return {};
  const std::size_t first = row + start.size();
  return page.substr(first, page.find(" |", first) - first);
}

}  // namespace

TEST_CASE("docs/runners.md tells what each preset calls, and which variables it passes on") {
  const std::string text = testing::text_of(testing::source_dir() + "/docs/runners.md");
  std::size_t variables = 0;
  for (const Runner& runner : preset_runners()) {
    CAPTURE(runner.name);
    std::string called, passed;
    for (const std::string& argument : runner.argv) called += (called.empty() ? "" : " ") + argument;
    CHECK(cell(text, "| name | what is called |", runner.name) ==
          (called.empty() ? "nothing" : "`" + called + "`"));
    for (const std::string& variable : runner.environment)
      passed += (passed.empty() ? "`" : ", `") + variable + "`";
    CHECK(cell(text, "| preset | variables |", runner.name) == passed);
    variables += runner.environment.size();
  }
  CHECK(variables > 10);
}
