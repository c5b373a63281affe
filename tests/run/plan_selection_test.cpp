// A part of the pipeline: what runs, what is taken from before, what is missing, and which gates stand
// between.
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string text = task("zero", "Do") + phase("1") + task("a", "Do") + "**Gate:** A holds.\n\n" +
                         phase("2") + task("b", "{phase1.a.output}") + task("x", "Do") +
                         "**Gate:** B holds.\n\n" + phase("3") +
                         task("c", "{phase2.b.output} {phase1.a.output}") + "**Gate:** C holds.\n\n" +
                         "## End\n\n" + task("last", "Do");

PlanRequest select(PlanSelection::Kind kind, unsigned long long number) {
  PlanRequest out;
  out.selection = {.kind = kind, .phase = number};
  return out;
}

PlanRequest select(const std::string& task) {
  PlanRequest out;
  out.selection = {.kind = PlanSelection::Kind::task, .task = task};
  return out;
}

// What runs, is given or is blocked.
Texts chosen(const Plan& plan) {
  Texts out;
  for (const PlanStep& each : plan.steps)
    if (each.state == StepState::run || each.state == StepState::given || each.state == StepState::blocked)
      out.push_back(step_line(plan, each));
  return out;
}

using Kind = PlanSelection::Kind;

}  // namespace

TEST_CASE("the whole, gates between the phases; behind the last phase one holds up what follows") {
  CHECK(lines(plan_of(text)) == Texts{"zero: run", "phase1.a: run", "phase1:gate: run",
                                      "phase2.b: run, reads phase1.a", "phase2.x: run", "phase2:gate: run",
                                      "phase3.c: run, reads phase1.a + phase2.b", "phase3:gate: run",
                                      "last: run"});
  const Plan plan = plan_of(text);
  CHECK(step(plan, "phase2:gate").description == "B holds.");
  CHECK(step(plan, "phase2:gate").kind == StepKind::gate);
  CHECK(step(plan, "phase2:gate").stage == step(plan, "phase2.b").stage);
}

TEST_CASE("a gate that nothing runs behind, or before, asks nobody") {
  const std::string end = three_modes + phase("1") + task("a", "[Quick mode only]\nDo") +
                          "**Gate:** A holds.\n\n" + phase("2") + task("b", "Do") + "**Gate:** B holds.\n";
  CHECK(lines(plan_of(end, in_mode("quick"))) == Texts{"phase1.a: run", "phase1:gate: run", "phase2.b: run",
                                                       "phase2:gate: not-in-mode, nothing runs behind it"});
  CHECK(lines(plan_of(end, in_mode("standard"))) ==
        Texts{"phase1.a: not-in-mode, runs in quick only",
              "phase1:gate: not-in-mode, no task of its phase runs", "phase2.b: run",
              "phase2:gate: not-in-mode, nothing runs behind it"});
  CHECK(lines(plan_of(phase("1") + "**Gate:** All is said.\n\n" + phase("2") + task("b", "Do"))) ==
        Texts{"phase1:gate: run", "phase2.b: run"});
}

TEST_CASE("one phase whose inputs are there, or not") {
  PlanRequest request = select(Kind::phase, 2);
  CHECK(lines(plan_of(text, request)) ==
        Texts{"zero: not-selected, is not selected", "phase1.a: not-selected, is not selected",
              "phase1:gate: not-selected, is not selected",
              "phase2.b: blocked, needs the output of phase1.a, which has not run", "phase2.x: run",
              "phase2:gate: not-in-mode, nothing runs behind it", "phase3.c: not-selected, is not selected",
              "phase3:gate: not-selected, is not selected", "last: not-selected, is not selected"});
  request.outputs = {"phase1.a", "phase3.c"};
  CHECK(chosen(plan_of(text, request)) ==
        Texts{"phase1.a: given", "phase2.b: run, reads phase1.a", "phase2.x: run"});
  CHECK(problems(plan_of(text, request)).empty());
}

TEST_CASE("from a phase, and up to one") {
  CHECK(chosen(plan_of(text, select(Kind::to, 2))) == Texts{"zero: run", "phase1.a: run", "phase1:gate: run",
                                                            "phase2.b: run, reads phase1.a",
                                                            "phase2.x: run"});
  PlanRequest from = select(Kind::from, 2);
  from.outputs = {"phase1.a"};
  CHECK(chosen(plan_of(text, from)) ==
        Texts{"phase1.a: given", "phase2.b: run, reads phase1.a", "phase2.x: run", "phase2:gate: run",
              "phase3.c: run, reads phase1.a + phase2.b", "phase3:gate: run", "last: run"});
}

TEST_CASE("one task, by its agent or by its step") {
  PlanRequest request = select("c");
  CHECK(chosen(plan_of(text, request)) ==
        Texts{"phase3.c: blocked, needs the outputs of phase1.a and phase2.b, which have not run"});
  request.outputs = {"phase1.a"};
  CHECK(chosen(plan_of(text, request)) ==
        Texts{"phase1.a: given", "phase3.c: blocked, needs the output of phase2.b, which has not run"});
  CHECK(chosen(plan_of(text, select("phase2.x"))) == Texts{"phase2.x: run"});
  const std::string twice = phase("1") + task("p:a", "Do") + task("a", "Do") + phase("2") + task("a", "Do");
  CHECK(chosen(plan_of(twice, select("a"))) == Texts{"phase1.a: run", "phase1.a.2: run", "phase2.a: run"});
  CHECK(chosen(plan_of(twice, select("phase1.a.2"))) == Texts{"phase1.a.2: run"});
  CHECK(chosen(plan_of(twice, select("p:a"))) == Texts{"phase1.a: run"});
}

TEST_CASE("with prerequisites: whatever the selection reads, and no more") {
  PlanRequest request = select("c");
  request.selection.with_prerequisites = true;
  CHECK(chosen(plan_of(text, request)) == Texts{"phase1.a: run", "phase1:gate: run",
                                                "phase2.b: run, reads phase1.a", "phase2:gate: run",
                                                "phase3.c: run, reads phase1.a + phase2.b"});
  PlanRequest by_step = select("phase2.b");
  by_step.selection.with_prerequisites = true;
  CHECK(chosen(plan_of(text, by_step)) ==
        Texts{"phase1.a: run", "phase1:gate: run", "phase2.b: run, reads phase1.a"});
}

TEST_CASE("what a blocked task of the selection makes is missed by others of it") {
  PlanRequest request = select(Kind::from, 2);
  CHECK(chosen(plan_of(text, request))[3] ==
        "phase3.c: blocked, needs the output of phase1.a, which has not run");
  const std::string chain = phase("1") + task("a", "Do") + phase("2") + task("b", "{phase1.a.output}") +
                            phase("3") + task("c", "{phase2.b.output}");
  CHECK(chosen(plan_of(chain, request)) ==
        Texts{"phase2.b: blocked, needs the output of phase1.a, which has not run",
              "phase3.c: blocked, needs the output of phase2.b, which needs the output of phase1.a, which "
              "has not "
              "run"});
}

TEST_CASE("an output that is there frees all that hangs on it, though nobody could make it anew") {
  PlanRequest request = select(Kind::from, 2);
  request.outputs = {"phase1.a"};
  const std::string chain = phase("1") + task("a", "{phase9.x.output}") + phase("2") +
                            task("b", "{phase1.a.output}") + phase("3") + task("c", "{phase2.b.output}");
  CHECK(chosen(plan_of(chain, request)) ==
        Texts{"phase1.a: given", "phase2.b: run, reads phase1.a", "phase3.c: run, reads phase2.b"});
  request.outputs = {};
  CHECK(chosen(plan_of(chain, request)) ==
        Texts{"phase2.b: blocked, needs the output of phase1.a, which has not run",
              "phase3.c: blocked, needs the output of phase2.b, which needs the output of phase1.a, which "
              "has not run"});
}

TEST_CASE("a selection that is not in the file") {
  CHECK(problems(plan_of(text, select(Kind::phase, 7))) ==
        Texts{"the file has no phase 7; its phases are 1, 2 and 3"});
  CHECK(problems(plan_of(text, select(Kind::from, 0))) ==
        Texts{"the file has no phase 0; its phases are 1, 2 and 3"});
  CHECK(problems(plan_of(task("a", "Do"), select(Kind::to, 1))) ==
        Texts{"the file has no phase 1; it has no phases"});
  CHECK(problems(plan_of(text, select("lst"))) ==
        Texts{R"(the file has no task of an agent "lst"; did you mean "last"?)"});
  CHECK(problems(plan_of(text, select("something"))) ==
        Texts{R"(the file has no task of an agent "something"; its agents are a, b, c, last, x and zero)"});
  CHECK(problems(plan_of(text, select("phase1:gate"))).size() == 1);
}

TEST_CASE("a selection of which nothing takes part in the mode") {
  PlanRequest request = select("a");
  request.mode = "quick";
  CHECK(problems(plan_of(three_modes + phase("1") + task("a", "[Enterprise mode only]\nDo") + task("b", "Do"),
                         request)) == Texts{"there is nothing to run: phase1.a runs in enterprise only"});
  CHECK(problems(plan_of("Nothing.\n" + phase("1"))) == Texts{"there is no task to run"});
  CHECK(problems(plan_of(phase("1") + task("a", "Skip if x is not installed."), {}, agents({"b"}))) ==
        Texts{"there is nothing to run: phase1.a is skipped, its agent is not in this workspace"});
}

TEST_CASE(
    "a task that is not selected keeps its recipe, so that one can tell whether its output is still good") {
  CHECK(prompt(plan_of(text, select("x")), "phase2.b") == "<<phase1.a>>\n");
}
