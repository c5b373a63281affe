// A stranger's command file, run: whatever its names and arguments say, they reach no shell and no place but
// the run's own folder.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/disk/scratch.h"

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
    CHECK(path.parent_path().parent_path().string() + '/' == runs);
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777U) == 0600);
    if (path.filename().string().starts_with("phase1.")) ++outputs;
  }
  CHECK(outputs == names.size());
}
