// kill -9 of a run: nobody of its programs is left, the run goes on from there, and what was done stays done.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/cli/program.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/processes.h"
#include "tests/support/text_of.h"

using namespace baton::test;
using baton::testing::process_in;

namespace {

const std::string command =
    "---\ndescription: D\n---\n\n# Pipe\n\n"
    "## Phase 1: A\n\n<Task>\nsubagent_type: quick\nprompt: |\n  Look\n</Task>\n\n"
    "## Phase 2: B\n\n<Task>\nsubagent_type: slow\nprompt: |\n  Go on: {phase1.quick.output}\n</Task>\n";

// Answers at once for one agent; for the other only with the file "ready" there, and hears no request to end.
const std::string runner =
    "#!/bin/sh\ncd \"$1\"\necho $2 >> calls\n[ $2 = quick ] && exec echo fine\n[ -e ready ] && exec echo "
    "ready\n"
    "trap '' TERM HUP PIPE\n(trap '' TERM HUP PIPE; while true; do sleep 0.1; done) &\n"
    "echo $! > child\necho $$ > program\nwhile true; do sleep 0.1; done\n";

}  // namespace

TEST_CASE("run: who is killed leaves no program behind, and is gone on with") {
  const Scratch place, home;
  place.write(".git/");
  place.write(".claude/commands/pipe.md", command);
  home.write("runner.sh", runner);
  home.write("baton/config.yaml", "run:\n  runners:\n    - {name: stub, argv: [/bin/sh, " +
                                      home.path("runner.sh") + ", " + home.folder() + ", \"{agent}\"]}\n");
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setenv("XDG_CONFIG_HOME", home.folder().c_str(), 1);
    const std::string program = baton::testing::baton_program();
    if (::chdir(place.folder().c_str()) == 0 && ::freopen("/dev/null", "w", stdout) != nullptr)
      ::execl(program.c_str(), program.c_str(), "--run", ".claude/commands/pipe.md", "--runner", "stub",
              nullptr);
    ::_exit(122);
  }
  const pid_t slow = process_in(home.path("program")), its_child = process_in(home.path("child"));
  REQUIRE(slow > 0);
  REQUIRE(its_child > 0);
  ::kill(child, SIGKILL);
  CHECK(::waitpid(child, nullptr, 0) == child);
  CHECK(baton::testing::soon_gone(slow));
  CHECK(baton::testing::soon_gone(its_child));

  home.write("ready", "");
  RunOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  const Ran ran =
      run(place.folder(), {"--run", ".claude/commands/pipe.md", "--resume", "--runner", "stub"}, options);
  CHECK_MESSAGE(ran.exit_code == 0, ran.out, ran.err);
  CHECK(ran.out.find("phase 2: slow done") != std::string::npos);
  CHECK(baton::testing::text_of(home.path("calls")) == "quick\nslow\nslow\n");
}
