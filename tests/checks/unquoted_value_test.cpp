// Quotes around a value are safe only where nothing below it goes on with it: what `--fix` would refuse is
// not offered as safe.
#include <doctest/doctest.h>

#include <string>

#include "server/checks/check.h"
#include "tests/support/world.h"

using namespace baton;

namespace {

// Of each value, in order, "safe", "unsafe" or "nothing".
std::string offered(const std::string& text) {
  const std::string path = "/w/commands/a.md";
  const testing::World world = testing::make_world({{path, text}});
  std::string out;
  for (const Diagnostic& found :
       run_checks(*world.snapshot, path, *world.documents.at(path), FileKind::command)) {
    if (found.code != "unquoted-value") continue;
    REQUIRE(found.fixes.size() < 2);
    out += found.fixes.empty() ? "nothing " : found.fixes.front().safe ? "safe " : "unsafe ";
  }
  return out;
}

std::string front_matter(const std::string& lines) {
  return offered("---\n" + lines + "---\n# A\n");
}

std::string task(const std::string& lines) {
  return offered("<Task>\nsubagent_type: Explore\n" + lines + "</Task>\n");
}

}  // namespace

TEST_CASE("a value is put in quotes without asking where nothing goes on below it") {
  CHECK(front_matter("description: Look: here\nmodel: opus\n") == "safe ");
  CHECK(front_matter("description: Look: here # and there\n  # a comment\n\nmodel: opus\n") == "safe ");
  CHECK(task("prompt: Look: here\n") == "safe ");
  CHECK(task("description: Look: here\n# a comment\nprompt: Look.\n") == "safe ");
}

TEST_CASE("a list or a deeper line below it is left to the author") {
  CHECK(front_matter("description: Look: here\n- and there\n") == "unsafe ");
  CHECK(front_matter("description: Look: here # now\n  and there\n") == "unsafe ");
  CHECK(front_matter("description: Look: here\n  # a comment\n  and there\n") == "unsafe ");
  CHECK(task("description: Look: here\n- and there\nprompt: Look.\n") == "unsafe ");
  CHECK(task("prompt: [Quick] look # now\n  and there\n") == "unsafe ");
}

TEST_CASE("quotes do not cut off the text of a prompt that goes on outside of its value") {
  CHECK(task("prompt: Look: here\nThen stop.\n") == "unsafe ");
  CHECK(task("prompt: Look: here\nNote: stop\n\n{x}\n") == "unsafe ");
  CHECK(task("prompt: Look: here\n  and there\nThen stop.\n") == "unsafe ");
}

TEST_CASE("quotes make no list, mapping or flag") {
  CHECK(front_matter("agents: [a] [b]\n") == "nothing ");
  CHECK(front_matter("agents: [\"a\"; \"b\"]\n") == "nothing ");
  CHECK(front_matter("tags: \"a\", \"b\"\n") == "nothing ");
  CHECK(front_matter("execution_modes:\n  quick:\n    phases: [a] [b]\n") == "nothing ");
  CHECK(front_matter("hooks: @x\n") == "unsafe ");
  CHECK(front_matter("agents: planner: x\n") == "unsafe ");
  CHECK(front_matter("external_docs: *x\n") == "unsafe ");
  CHECK(front_matter("allowed-tools: @x\n") == "unsafe ");
  CHECK(front_matter("allowed-tools: Read, Bash(git: *)\n") == "safe ");
  CHECK(front_matter("execution_modes:\n  quick: now: 5 min\n") == "safe ");
  CHECK(front_matter("execution_modes: *x\n") == "");
  CHECK(front_matter("allowed-tools: *\n") == "safe ");
  CHECK(front_matter("argument-hint: [a] [b]\n") == "safe ");
  CHECK(front_matter("unheard: [a] [b]\n") == "safe ");
}

TEST_CASE("text of a prompt that reads as keys keeps its words") {
  CHECK(task("prompt:\n  Use: @file and: x\n") == "");
  CHECK(task("Prompt:\n  Use: @file and: x\n") == "");
  CHECK(task("prompt:\nUse: @file and: x\n") == "");
  CHECK(task("prompt:\nNote: !important do it\n") == "");
  CHECK(task("Note: @file and: x\n") == "");
  CHECK(task("description: @file\nPrompt: x\n") == "safe ");
}

TEST_CASE("the next item of a list goes on with none before it") {
  CHECK(front_matter("x:\n  - a: b: c\n  - d: e: f\n    g: h\n") == "safe safe ");
  CHECK(front_matter("x:\n  - a: b: c\n    - d\n") == "unsafe ");
  CHECK(front_matter("x:\n- a: b: c\n- d\n") == "safe ");
  CHECK(front_matter("x:\n- @a\n- d\n") == "safe ");
}

TEST_CASE("a dropped word goes into quotes that are there only where the author says so") {
  CHECK(task("prompt: !now look\n") == "safe ");
  CHECK(task("prompt: !now \"look\"\n") == "unsafe ");
  CHECK(task("prompt: !now |\n  look\n") == "nothing ");
  CHECK(task("prompt: !now\n") == "");
}
