// Which folders are read for a path: those around it, and never all of a disk for the sake of one file.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "server/base/path.h"
#include "server/cli/check_targets.h"
#include "tests/cli/program.h"
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
  CHECK(roots(command, std::string(path::parent(home))) == std::vector{scratch.path("project")});
  CHECK(roots(scratch.path("shop"), home) == std::vector{scratch.path("shop")});
  CHECK(roots(home, home) == std::vector{home});  // who names it means it
  CHECK(roots(scratch.path("shop/p/commands/c.md"), scratch.path("shop")) ==
        std::vector{scratch.path("shop")});
  ::setenv("HOME", before.c_str(), 1);
}

TEST_CASE("targets: the runs of a file lie in its own repository, wherever one calls from") {
  const test::Scratch scratch;
  scratch.write("p/.git/");
  scratch.write("p/.claude/agents/one.md", "---\nname: one\ndescription: D\n---\n\nYou are it.\n");
  scratch.write(
      "p/.claude/commands/c.md",
      "---\ndescription: D\n---\n\n# C\n\n## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  "
      "Look\n</Task>\n");
  const test::Ran ran = test::run(scratch.folder(), {"--run", "p/.claude/commands/c.md"});
  CHECK(ran.exit_code == 0);
  CHECK_MESSAGE(ran.out.find("outputs in p/.baton/runs/c/") != std::string::npos, ran.out);
  CHECK(test::run(scratch.path("p"), {"--runs"}).out.find("done, 1 done") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(scratch.path(".baton")));
}
