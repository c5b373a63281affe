// What the tests of --run share: a workspace with a pipeline of two phases, and a user with a runner.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace baton::test {

inline const std::string two_phases =
    "---\ndescription: D\n---\n\n# Pipe\n\n$ARGUMENTS\n\n"
    "## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n  Look at $ARGUMENTS\n</Task>\n\n"
    "**Gate:** It is fine.\n\n"
    "## Phase 2: B\n\n<Task>\nsubagent_type: two\nprompt: |\n  Go on: {phase1.one.output}\n</Task>\n";

struct Place : Scratch {
  Place() {
    write(".claude/commands/pipe.md", two_phases);
    for (const char* name : {"one", "two"})
      write(std::string(".claude/agents/") + name + ".md",
            std::string("---\nname: ") + name + "\ndescription: D\n---\n\nYou are it.\n");
    write(".git/");
  }
  Ran baton(std::vector<std::string> arguments, const RunOptions& options = {}) const {
    return run(folder(), std::move(arguments), options);
  }
  std::string read(const std::string& path_of_file) const {
    return baton::testing::text_of(path(path_of_file));
  }
  // Of the run that `ran` tells of in its last line.
  static std::string run_folder(const Ran& ran) {
    const std::size_t at = ran.out.rfind("outputs in ");
    REQUIRE(at != std::string::npos);
    return ran.out.substr(at + 11, ran.out.size() - at - 12);
  }
};

inline const std::string pipe_file = ".claude/commands/pipe.md";

inline RunOptions typed(const std::string& lines) {
  RunOptions options;
  options.input = lines;
  return options;
}

// The user's own runner "stub", which leaves its notes in `home`.
inline RunOptions with_stub(const Scratch& home) {
  home.write("baton/config.yaml", "run:\n  runners:\n    - {name: stub, argv: [" +
                                      baton::testing::source_dir() + "/tests/run/stubs/runner.sh, " +
                                      home.folder() + ", \"{agent}\"]}\n");
  RunOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  return options;
}

}  // namespace baton::test
