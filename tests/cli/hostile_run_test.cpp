// A stranger's command file, run: whatever its names and arguments say, they reach no shell and no place but
// the run's own folder.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/shell.h"
#include "tests/cli/terminal.h"
#include "tests/disk/scratch.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using namespace baton::test;

namespace {

const std::vector<std::string> names = {"../../../made", "/tmp/../made", "a; touch made", "a`touch made`",
                                        "a\\u001b\\u202eb"};

std::string command_of_a_stranger() {
  std::string text = "---\ndescription: D\n---\n\n# Pipe\n\n## Phase 1: A\n";
  for (const std::string& name : names)
    text += "\n<Task>\nsubagent_type: \"" + name +
            "\"\nprompt: |\n  $(touch made) `touch made` $ARGUMENTS\n</Task>\n";
  return text;
}

std::vector<fs::path> everything_below(const std::string& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) found.push_back(entry.path());
  return found;
}

}  // namespace

TEST_CASE("run: what a stranger wrote reaches no shell, and no place but the run's folder") {
  const Scratch place, home;
  place.write("deep/harbour/.git/");
  place.write("deep/harbour/.claude/commands/pipe.md", command_of_a_stranger());
  home.write("baton/config.yaml",
             "run:\n  runners:\n    - {name: echo, argv: [echo, \"{agent}\"], prompt: argument}\n");
  RunOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  const Ran ran = run(place.path("deep/harbour"),
                      {"--run", ".claude/commands/pipe.md", "--runner", "echo", "--args",
                       "$(touch made); touch made\n| touch made"},
                      options);
  CHECK_MESSAGE(ran.exit_code == 0, ran.out, ran.err);
  CHECK(ran.out.find(std::to_string(names.size()) + " done; outputs in .baton/runs/pipe/") !=
        std::string::npos);
  // Nothing of it moves the cursor or turns the text on the terminal.
  CHECK(ran.out.find('\033') == std::string::npos);
  CHECK(ran.out.find("\u202e") == std::string::npos);

  const std::string runs = place.path("deep/harbour/.baton/runs/pipe/");
  std::size_t outputs = 0;
  for (const fs::path& path : everything_below(place.folder())) {
    CAPTURE(path);
    CHECK(path.filename() != "made");
    if (!fs::is_regular_file(path) || !path.string().starts_with(place.path("deep/harbour/.baton/runs")))
      continue;
    // The lock of the file lies beside its runs.
    const bool is_lock = path.extension() == ".lock";
    CHECK((is_lock ? path.parent_path() : path.parent_path().parent_path()).string() + '/' == runs);
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777U) == 0600);
    if (path.filename().string().starts_with("phase1.")) ++outputs;
  }
  CHECK(outputs == names.size());
}

namespace {

// A workspace with one task, and the user's own runner "mine", a line of the shell.
struct OneTask {
  const std::vector<std::string> arguments = {"--run", ".claude/commands/pipe.md", "--runner", "mine"};
  Scratch place, home;
  RunOptions options;

  explicit OneTask(const std::string& script) {
    place.write(".git/");
    place.write(
        ".claude/commands/pipe.md",
        "---\ndescription: D\n---\n\n# Pipe\n\n## Phase 1: A\n\n<Task>\nsubagent_type: one\nprompt: |\n"
        "  Look\n</Task>\n");
    home.write("mine.sh", script);
    home.write("baton/config.yaml",
               "run:\n  runners:\n    - {name: mine, argv: [/bin/sh, " + home.path("mine.sh") + "]}\n");
    options.environment = {"XDG_CONFIG_HOME=" + home.folder()};
  }
  Ran go() const { return run(place.folder(), arguments, options); }
  Sat sit() const { return at_terminal(place.folder(), arguments, options); }
  // A line of the shell in which "baton …" is the program.
  Ran in_shell(const std::string& line) const {
    return bash(line, place.folder(), {{"XDG_CONFIG_HOME", home.folder()}});
  }
};

}  // namespace

TEST_CASE("run: a program that asks the terminal is refused, and does not wait for ever") {
  const OneTask task("read word < /dev/tty || echo nobody answers\n");
  const Sat sat = task.sit();
  CHECK_MESSAGE(sat.exit_code == 0, sat.shown);
  CHECK(sat.shown.find("one | nobody answers") != std::string::npos);
}

TEST_CASE("run: a program that sets the terminal is not stopped, and leaves it as it was") {
  const OneTask task("stty -echo -icanon < /dev/tty; echo went on; kill -9 $$\n");
  const Sat sat = task.sit();
  CHECK_MESSAGE(sat.exit_code == 1, sat.shown);
  CHECK(sat.shown.find("one | went on") != std::string::npos);
  CHECK(sat.is_as_before);
}

TEST_CASE("run: an output that may not grow any further fails its task, and Baton says so") {
  const OneTask task("head -c 40000 /dev/zero | tr '\\0' a\n");
  const Ran ran = task.in_shell("ulimit -f 8; baton --run .claude/commands/pipe.md --runner mine");
  CHECK(ran.exit_code == 1);
  CHECK_MESSAGE(ran.out.find(".md cannot be written (file too large)") != std::string::npos, ran.out);
}

TEST_CASE("run: what cannot be written to standard output is told, and the run goes on") {
  const OneTask task("echo answer\n");
  for (const char* format : {"text", "json", "junit"}) {
    const std::string line =
        std::string("baton --run .claude/commands/pipe.md --runner mine --format ") + format;
    CAPTURE(format);
    const Ran full = task.in_shell(line + " > /dev/full");
    CHECK(full.exit_code == 3);
    CHECK(full.out == "baton: cannot write to standard output (no space left on device)\n");
    // Who reads no further has what it wants.
    CHECK(task.in_shell(line + " | true; exit ${PIPESTATUS[0]}").exit_code == 0);
  }
  CHECK(run(task.place.folder(), {"--runs"}).out.find("done, 1 done") != std::string::npos);
}

TEST_CASE(
    "run: a runner that takes the run's folder away has written nothing, and the next run begins anew") {
  const OneTask gone("rm -rf .baton; echo answer\n");
  const Ran first = gone.go();
  CHECK(first.exit_code == 1);
  CHECK(first.out.find("phase1.one.md cannot be written (no such file or directory)") != std::string::npos);
  gone.home.write("mine.sh", "echo answer\n");
  CHECK(gone.go().exit_code == 0);
  const OneTask moved("mv .baton elsewhere; mkdir away; ln -s away .baton; echo answer\n");
  moved.go();
  CHECK(fs::is_empty(moved.place.path("away")));
  moved.home.write("mine.sh", "echo answer\n");
  const Ran second = moved.go();
  CHECK(second.exit_code == 3);
  CHECK(second.err.find("is a link or a file, and runs are kept in folders only") != std::string::npos);
  CHECK(fs::is_empty(moved.place.path("away")));
}

TEST_CASE("run: four that go on with one run at once are one that does") {
  const OneTask task("kill -9 $PPID; sleep 5\n");
  CHECK(task.go().exit_code == -1);
  task.home.write("mine.sh", "echo >> " + task.home.path("calls") + "\nsleep 1\necho answer\n");
  const std::string one =
      "{ baton --run .claude/commands/pipe.md --runner mine --resume >/dev/null 2>&1 && echo done "
      "|| echo refused; } & ";
  const Ran ran = task.in_shell(one + one + one + one + "wait");
  std::multiset<std::string> said;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) said.insert(line);
  CHECK(said == std::multiset<std::string>{"done", "refused", "refused", "refused"});
  CHECK(baton::testing::text_of(task.home.path("calls")) == "\n");
}
