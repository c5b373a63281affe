// docs/running.md as a new user reads it: every command of the page, in its order, in one copy of the example
// workspace. What the page shows below a command is what comes; what it only names ends well.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/shell.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"

namespace fs = std::filesystem;
using namespace baton::test;

namespace {

struct Block {
  std::string language, text;
};

std::vector<Block> blocks_of(const fs::path& path) {
  std::ifstream page(path, std::ios::binary);
  REQUIRE(page);
  std::vector<Block> blocks;
  bool open = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      if (!open) blocks.push_back({line.substr(3), ""});
      open = !open;
    } else if (open) {
      blocks.back().text += line + '\n';
    }
  }
  CHECK_FALSE(open);
  return blocks;
}

// A command and what is shown below it.
struct Shown {
  std::string command, output;
};

std::vector<Shown> commands_of(const std::string& console) {
  std::vector<Shown> shown;
  std::istringstream lines(console);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ ")) {
      shown.push_back({line.substr(2), ""});
    } else {
      REQUIRE_FALSE(shown.empty());
      shown.back().output += line + '\n';
    }
  }
  return shown;
}

const std::regex run_name("[0-9]{8}-[0-9]{6}-[0-9]{3}-[0-9a-f]{4}");

// Names of runs as numbers in the order in which they are first seen, and times as one word: all else counts.
class Plain {
 public:
  std::string operator()(const std::string& text) {
    std::string out;
    std::size_t from = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), run_name), last; at != last; ++at) {
      const auto begin = static_cast<std::size_t>(at->position());
      out += text.substr(from, begin - from);
      const std::size_t number = seen_.emplace(at->str(), seen_.size() + 1).first->second;
      out += "RUN" + std::to_string(number);
      from = begin + static_cast<std::size_t>(at->length());
    }
    return std::regex_replace(out + text.substr(from), std::regex("done in [0-9.]+ s"), "done in TIME");
  }
  // The command with the names that the runs of this machine have.
  std::string names_of(const std::string& command, const Plain& page) const {
    std::string out = command;
    for (const auto& [name, number] : page.seen_)
      for (const auto& [own, own_number] : seen_)
        if (number == own_number)
          for (std::size_t at; (at = out.find(name)) != std::string::npos;) out.replace(at, name.size(), own);
    return out;
  }

 private:
  std::map<std::string, std::size_t> seen_;
};

// A user in a clone of Baton, with a home of their own. `claude` is on the PATH, and answers as the real one
// does.
class User {
 public:
  User() : folder_(baton::testing::source_dir()) {
    scratch_.write("home/");
    const std::string claude = scratch_.write(
        "bin/claude",
        "#!/bin/sh\ncat >/dev/null\n"
        "echo '{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"yes\"}'\n");
    REQUIRE(::chmod(claude.c_str(), 0755) == 0);
    const std::string build = fs::path(baton::testing::baton_program()).parent_path().string();
    environment_ = {{"HOME", scratch_.path("home")},
                    {"PATH", scratch_.path("bin") + ":" + build + ":/usr/bin:/bin"}};
  }

  void configure(const std::string& text) { scratch_.write("home/.config/baton/config.yaml", text); }

  // The next line at a prompt: `$?` is the exit code of the one before.
  std::string type(const std::string& line) {
    const Ran ran = bash("set +e\n(exit " + std::to_string(last_) + ")\n" + line, folder_, environment_);
    last_ = ran.exit_code;
    return ran.out;
  }

  // Lines that all end well; the user stays where they lead.
  void follow(const std::string& lines) {
    const Ran ran = bash(lines + "pwd >~/.folder", folder_, environment_);
    CHECK_MESSAGE(ran.exit_code == 0, lines, ran.out);
    std::ifstream folder(scratch_.path("home/.folder"));
    std::getline(folder, folder_);
  }

 private:
  Scratch scratch_;
  Environment environment_;
  std::string folder_;
  int last_ = 0;
};

}  // namespace

TEST_CASE("docs/running.md: what it shows is what comes, and what it names ends well") {
  User user;
  Plain page, here;
  std::size_t shown = 0, named = 0;
  for (const Block& block : blocks_of(baton::testing::source_dir() + "/docs/running.md")) {
    if (block.language == "yaml") user.configure(block.text);
    if (block.language.empty()) {
      user.follow(block.text);
      ++named;
    }
    if (block.language != "console") continue;
    for (const Shown& example : commands_of(block.text)) {
      CAPTURE(example.command);
      std::string output = here(user.type(here.names_of(example.command, page)));
      std::string expected = page(example.output);
      // Three dots stand for all that follows.
      if (expected.ends_with("\n…\n")) {
        expected.erase(expected.size() - std::string("…\n").size());
        output.erase(std::min(expected.size(), output.size()));
      }
      CHECK(output == expected);
      ++shown;
    }
  }
  CHECK(shown >= 20);
  CHECK(named >= 4);
}
