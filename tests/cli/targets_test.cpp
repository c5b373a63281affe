// Which folders are read for a path: those around it, and never all of a disk for the sake of one file.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <string>
#include <vector>

#include "server/cli/check_targets.h"
#include "tests/disk/scratch.h"

using namespace baton;

namespace {

std::vector<std::string> roots(const std::string& path, const std::string& working_directory) {
  CheckOptions options;
  options.paths = {path};
  LoadOptions load;
  CHECK(find_targets(options, working_directory, load).sentences.empty());
  return load.roots;
}

}  // namespace

TEST_CASE("targets: a file in a home or on a disk is read with what is around it") {
  const test::Scratch scratch;
  scratch.write("project/.claude/commands/c.md", "# C\n");
  scratch.write("shop/p/commands/c.md", "# C\n");
  const std::string home = scratch.folder(), command = scratch.path("project/.claude/commands/c.md");
  const std::string before = ::getenv("HOME") != nullptr ? ::getenv("HOME") : "";
  ::setenv("HOME", home.c_str(), 1);
  CHECK(roots(command, home) == std::vector{scratch.path("project")});
  CHECK(roots(command, "/") == std::vector{scratch.path("project")});
  CHECK(roots(scratch.path("shop"), home) == std::vector{scratch.path("shop")});
  CHECK(roots(home, home) == std::vector{home});  // who names it means it
  CHECK(roots(scratch.path("shop/p/commands/c.md"), scratch.path("shop")) ==
        std::vector{scratch.path("shop")});
  ::setenv("HOME", before.c_str(), 1);
}
