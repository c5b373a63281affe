// Which diagnostics keep a plan from running.
#include <optional>

#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string text =
    "---\nversion: 1.0.0\nexecution_modes:\n  quick: \"1 day\"\n  full: \"2 days\"\nexternal_docs: "
    "[a.md]\n---\n\n"
    "See {phase8.prose.output}.\n\n" +
    phase("1") + task("a", "Do [Full: {phase9.dead.output}] {phase9.live.output}") + phase("2") +
    task("b", "[Full mode only]\nSee [x](missing.md)");

// A finding of that code at the first place of `word`.
PlanFinding finding(const std::string& code, const std::string& word, bool is_error = true) {
  const auto at = static_cast<std::uint32_t>(text.find(word));
  REQUIRE(at < text.size());
  return {code, is_error, {at, at + static_cast<std::uint32_t>(word.size())}, "something about " + word};
}

bool stops(const PlanFinding& found, const std::string& mode, std::optional<unsigned long long> phase = {}) {
  PlanRequest request = in_mode(mode);
  if (phase) request.selection = {.kind = PlanSelection::Kind::phase, .phase = *phase};
  const Plan plan = plan_of(text, request, {}, {found});
  request.force = true;
  CHECK(!stopped(plan_of(text, request, {}, {found})));
  CHECK(plan.problems.size() <= 1);
  return stopped(plan);
}

}  // namespace

TEST_CASE("an error in the front matter stops every plan") {
  CHECK(stops(finding("schema-violation", "1.0.0"), "quick"));
  CHECK(stops(finding("front-matter-syntax", "1 day"), "full", 2));
  CHECK(stops(finding("front-matter-unclosed", "---"), "full"));
  CHECK_FALSE(stops(finding("schema-violation", "1.0.0", false), "quick"));
}

TEST_CASE("broken docs and links stop none") {
  CHECK_FALSE(stops(finding("missing-external-doc", "a.md"), "quick"));
  CHECK_FALSE(stops(finding("broken-link", "missing.md"), "full"));
  CHECK_FALSE(stops(finding("broken-anchor", "missing.md"), "full"));
  CHECK_FALSE(stops(finding("link-case", "missing.md"), "full"));
}

TEST_CASE("an error about a task stops what runs it") {
  for (const char* code : {"task-unclosed", "task-syntax", "task-missing-prompt", "ambiguous-agent"}) {
    CHECK(stops(finding(code, "subagent_type: b"), "full"));
    CHECK(stops(finding(code, "subagent_type: b"), "full", 2));
    CHECK_FALSE(stops(finding(code, "subagent_type: b"), "full", 1));
    CHECK_FALSE(stops(finding(code, "subagent_type: b"), "quick"));
    CHECK_FALSE(stops(finding(code, "subagent_type: b", false), "full"));
  }
}

TEST_CASE("an error about a placeholder stops what would read it") {
  CHECK(stops(finding("unknown-phase", "{phase9.live.output}"), "quick"));
  CHECK(stops(finding("placeholder-not-yet-run", "{phase9.live.output}"), "full", 1));
  CHECK_FALSE(stops(finding("unknown-phase", "{phase9.live.output}"), "full", 2));
  // In text that this mode leaves out, and in prose.
  CHECK(stops(finding("unknown-phase", "{phase9.dead.output}"), "full"));
  CHECK_FALSE(stops(finding("unknown-phase", "{phase9.dead.output}"), "quick"));
  CHECK_FALSE(stops(finding("unknown-phase", "{phase8.prose.output}"), "full"));
}

TEST_CASE("an error about a phase stops what runs in it") {
  CHECK(stops(finding("duplicate-phase", "Phase 2"), "full"));
  CHECK_FALSE(stops(finding("duplicate-phase", "Phase 2"), "quick"));
  CHECK_FALSE(stops(finding("duplicate-phase", "Phase 2"), "full", 1));
}

TEST_CASE("the plan names what stops it, with its place") {
  const Plan plan = plan_of(text, in_mode("quick"), {}, {finding("unknown-phase", "{phase9.live.output}")});
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].kind == PlanProblem::Kind::finding);
  CHECK(plan.problems[0].code == "unknown-phase");
  CHECK(plan.problems[0].message == "something about {phase9.live.output}");
  CHECK(plan.problems[0].line == 16);
}

TEST_CASE("one missing agent is told once") {
  const std::string file = phase("1") + task("gone", "Do") + task("b", "Do");
  const auto at = static_cast<std::uint32_t>(file.find("gone"));
  const PlanFinding found{"unknown-agent", true, {at, at + 4}, "agent \"gone\" is defined nowhere"};
  CHECK(problems(plan_of(file, {}, agents({"b"}), {found})) == Texts{"agent \"gone\" is defined nowhere"});
}

TEST_CASE("an agent that is not there stops nothing where an alternative is") {
  const std::string file = phase("1") + task("q:gone OR b", "Do");
  const auto at = static_cast<std::uint32_t>(file.find("q:gone"));
  const PlanFinding found{"unknown-agent", true, {at, at + 6}, "plugin \"q\" has no agent \"gone\""};
  CHECK(problems(plan_of(file, {}, agents({"b"}), {found})).empty());
}

TEST_CASE("what a placeholder misses in one mode stops only that mode") {
  const std::string file = three_modes + phase("1") + task("a", "[Enterprise mode only]\nDo") +
                           task("z", "Do") + phase("2") + task("b", "{phase1.a.output}");
  const auto at = static_cast<std::uint32_t>(file.find("{phase1.a"));
  const PlanFinding found{"placeholder-not-in-mode", true, {at, at + 17}, "not in quick and standard"};
  CHECK(problems(plan_of(file, in_mode("quick"), {}, {found})) == Texts{"not in quick and standard"});
  CHECK(problems(plan_of(file, in_mode("enterprise"), {}, {found})).empty());
}

TEST_CASE("what no force can help") {
  PlanRequest request = in_mode("slow");
  request.force = true;
  CHECK(stopped(plan_of(text, request)));
  CHECK(stopped(plan_of("Nothing.\n" + phase("1"), {.force = true})));
}
