// Mending what is nearly a placeholder is safe only where the mended one reads what has been written by then:
// what `--fix` would refuse is not offered as safe.
#include <doctest/doctest.h>

#include <string>

#include "server/checks/check.h"
#include "tests/support/plugin_command.h"

using namespace baton;
using testing::task;

namespace {

// Of each near miss, in order, "safe" or "unsafe".
std::string offered(const std::string& body, const std::string& modes = "") {
  const std::string path = "/w/commands/a.md";
  const testing::World world =
      testing::make_world({{path, "---\ndescription: D\n" + modes + "---\n" + body}});
  std::string out;
  for (const Diagnostic& found :
       run_checks(*world.snapshot, path, *world.documents.at(path), FileKind::command)) {
    if (found.code != "placeholder-syntax") continue;
    REQUIRE(found.fixes.size() == 1);
    out += found.fixes.front().safe ? "safe " : "unsafe ";
  }
  return out;
}

}  // namespace

TEST_CASE("a task's own output is none that it could read") {
  const std::string near = "{phase1.Explore.ouput} {phase1.ouput}";
  CHECK(offered("## Phase 1: A\n\n" + task("Explore", near)) == "unsafe unsafe ");
  CHECK(offered("## Phase 1: A\n\n" + task("Plan", "Plan.") + task("Explore", near)) == "unsafe safe ");
  CHECK(offered("## Phase 1: A\n\n" + task("Explore", "Look.") + task("Explore", near)) == "safe safe ");
}

TEST_CASE("nor is what comes later, or from a phase that runs nobody") {
  const std::string near = "{phase2.Plan.ouput} {phase2.ouput} {phase3.ouput} {phase4.Plan.ouput}";
  const std::string rest = "## Phase 2: B\n\n" + task("Plan", "Plan.") + "## Phase 3: C\n\n";
  CHECK(offered("## Phase 1: A\n\n" + task("Explore", near) + rest) == "unsafe unsafe unsafe unsafe ");
  CHECK(offered("## Phase 1: A\n\n" + rest + "## Phase 4: D\n\n" + task("Explore", near)) ==
        "safe safe unsafe unsafe ");
}

TEST_CASE("outside of the phases, and in prose, nothing comes too early") {
  CHECK(offered(task("Explore", "{phase1.Plan.ouput}") + "## Phase 1: A\n\n" + task("Plan", "Plan.") +
                "See {phase1.Plan.ouput}.\n") == "safe safe ");
}

TEST_CASE("nor what is not there in a mode in which it is read") {
  const std::string modes =
      "execution_modes:\n  quick:\n    agents: [Plan]\n  full:\n    agents: [Explore, Plan]\n";
  const auto plan = [&](const std::string& text) {
    return offered("## Phase 1: A\n\n" + task("Explore", "Look.") + task("Plan", "Plan.") +
                       "## Phase 2: B\n\n" + task("Plan", text),
                   modes);
  };
  CHECK(plan("{phase1.Explore.ouput} {phase1.Plan.ouput} {phase1.ouput}") == "unsafe safe safe ");
  CHECK(plan("[Full mode: {phase1.Explore.ouput}]") == "safe ");
  CHECK(plan("[Quick mode: {phase1.Explore.ouput}]") == "unsafe ");
  CHECK(plan("[Full mode only]\n{phase1.Explore.ouput}") == "safe ");
}
