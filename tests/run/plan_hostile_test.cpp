// Files that no user writes. Each must be planned in a moment; the limits are wide enough for a slow machine
// and far below what anything quadratic would take.
#include <chrono>

#include "server/run/names.h"
#include "server/run/plan_json.h"
#include "server/run/plan_text.h"
#include "tests/run/planning.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr std::size_t many = 5'000;

std::string number(std::size_t i) {
  return std::to_string(i);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// Only the planning is timed, and the writing of what came out.
Plan timed(const std::string& text, const PlanRequest& request = {},
           const std::vector<PlanFinding>& findings = {}) {
  const World world = make_world({{command_path, text}});
  const Document& document = *world.documents.at(command_path);
  const Flow flow = analyse_flow(*world.snapshot, command_path, document);
  const auto begin = std::chrono::steady_clock::now();
  Plan plan = make_plan(*world.snapshot, command_path, document, flow, findings, request);
  const std::string written = plan_json(plan) + plan_text(plan);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  CHECK(taken.count() < 15.0);  // with sanitizers, on a busy machine
  CHECK(written.size() < 200'000'000);
  return plan;
}

std::size_t count(const Plan& plan, StepState state) {
  std::size_t out = 0;
  for (const PlanStep& each : plan.steps)
    if (each.state == state) ++out;
  return out;
}

}  // namespace

TEST_CASE("thousands of tasks, each reading the one before") {
  std::string text = phase("1") + task("a0", "Do");
  for (std::size_t i = 1; i < many; ++i)
    text += task("a" + number(i), "{phase1.a" + number(i - 1) + ".output}");
  CHECK(count(timed(text), StepState::run) == many);
  PlanRequest last;
  last.selection = {
      .kind = PlanSelection::Kind::task, .task = "a" + number(many - 1), .with_prerequisites = true};
  CHECK(count(timed(text, last), StepState::run) == many);
}

TEST_CASE("a chain of thousands that nobody can begin is told in few words") {
  std::string text = three_modes + phase("1") + task("a0", "[Quick mode only]\nDo");
  for (std::size_t i = 1; i < many; ++i)
    text += task("a" + number(i), "{phase1.a" + number(i - 1) + ".output}");
  const Plan plan = timed(text, in_mode("standard"));
  CHECK(count(plan, StepState::blocked) == many - 1);
  CHECK(plan.steps.back().reason ==
        "needs the output of phase1.a4998, which needs the output of phase1.a4997, which needs the output of "
        "phase1.a4996, which needs the output of phase1.a4995, which needs the output of phase1.a4994, which "
        "by way "
        "of 4993 more needs the output of phase1.a0, which runs in quick only");
}

TEST_CASE("a ring as long as the file") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < many; ++i)
    text += task("a" + number(i), "{phase1.a" + number((i + many - 1) % many) + ".output}");
  CHECK(count(timed(text), StepState::blocked) == many);
}

TEST_CASE("everything reads everything: the plan says that it is too much") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < many; ++i) text += task("a", repeated("{phase1.a.output} {phase1.output} ", 5));
  const Plan plan = timed(text);
  CHECK(problems(plan) == Texts{"the file's prompts read more than a run can hold"});
}

TEST_CASE("a hundred tasks that all read a hundred") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < 100; ++i) text += task("a" + number(i), "Do");
  text += phase("2");
  for (std::size_t i = 0; i < 100; ++i) text += task("b" + number(i), "{phase1.output}");
  const Plan plan = timed(text);
  CHECK(problems(plan).empty());
  CHECK(plan.steps.back().needs.size() == 100);
}

TEST_CASE("arguments that would fill the memory") {
  const std::string text = phase("1") + task("a", repeated("$ARGUMENTS ", 50'000));
  CHECK(problems(timed(text, {.arguments = std::string(100'000, 'x')})) ==
        Texts{"the file's prompts read more than a run can hold"});
  CHECK(problems(timed(text, {.arguments = "x"})).empty());
}

TEST_CASE("conditions as deep as they go, and thousands beside each other") {
  std::string deep = "x";
  for (std::size_t i = 0; i < 200; ++i) deep = "[Quick: " + deep + "]";
  const std::string text =
      three_modes + phase("1") + task("a", deep) + task("b", repeated("[Quick: y] [Standard: z]\n", 20'000));
  const Plan plan = timed(text, in_mode("quick"));
  CHECK(prompt(plan, "phase1.b") == repeated("y\n", 20'000));
  CHECK(prompt(timed(text, in_mode("standard")), "phase1.b") == repeated("z\n", 20'000));
  CHECK(prompt(timed(text, in_mode("enterprise")), "phase1.b") == "");
}

TEST_CASE("conditions on one endless line, and one of endless empty lines") {
  const std::string text =
      three_modes + phase("1") + task("a", repeated("[Quick: y] ", 20'000)) +
      task("b", "[Quick:" + std::string(100'000, '\n') + "y" + std::string(100'000, '\n') + "]");
  const Plan plan = timed(text, in_mode("quick"));
  CHECK(prompt(plan, "phase1.a").size() == 40'000);
  CHECK(prompt(plan, "phase1.b") == "y\n");
}

TEST_CASE("thousands of modes") {
  std::string text = "---\nexecution_modes:\n";
  for (std::size_t i = 0; i < many; ++i) text += "  m" + number(i) + ": {agents: [a" + number(i) + ", b]}\n";
  text += "---\n\n" + phase("1");
  for (std::size_t i = 0; i < many; ++i) text += task(i % 2 == 0 ? "b" : "a" + number(i), "Do");
  CHECK(count(timed(text, in_mode("m7")), StepState::run) == many / 2 + 1);
  CHECK(problems(timed(text)).size() == 1);
}

TEST_CASE("thousands of phases, gates and findings") {
  std::string text;
  std::vector<PlanFinding> findings;
  for (std::size_t i = 1; i <= many; ++i) {
    findings.push_back(
        {"task-syntax",
         true,
         {static_cast<std::uint32_t>(text.size()) + 20, static_cast<std::uint32_t>(text.size()) + 21},
         "m"});
    text += phase(number(i)) + task("a", "Do") + "**Gate:** It holds.\n\n";
    findings.push_back(
        {"duplicate-phase",
         true,
         {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size()) + 1},
         "m"});
  }
  const Plan plan = timed(text, {}, findings);
  CHECK(plan.steps.size() == 2 * many);
  CHECK(plan.problems.size() > many);
}

TEST_CASE("thousands of tasks of one name, and names that want out") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < many; ++i) text += task("same", "Do");
  CHECK(timed(text).steps.back().id == "phase1.same.5000");
  CHECK(file_safe("../../etc/passwd") == "%2e%2e%2f%2e%2e%2fetc%2fpasswd");
  CHECK(file_safe("a\nb c\xff") == "a%0ab%20c%ff");
  CHECK(file_safe("\u202eabc\u200b") == "%e2%80%aeabc%e2%80%8b");
  CHECK(file_safe("Étape-数据_1") == "Étape-数据_1");
  const std::string longest(1'000, 'a');
  CHECK(file_safe(longest).size() == 137);
  CHECK(file_safe(longest) != file_safe(longest + "b"));
}

TEST_CASE("any bytes are planned") {
  for (const std::string& text :
       {std::string("<Task>\nsubagent_type: [a, {b: c}]\nprompt: {x: [y]}\n</Task>\n## Phase 1\n"),
        phase("18446744073709551615") + task("a", "{phase18446744073709551615.a.output} {phase0.output}"),
        "---\nexecution_modes: [x\n---\n" + phase("1") + "<Task>\nprompt: |\n  Do\n</Task>\n",
        std::string("<AskUserQuestion>\nquestions: {a: [}\n</AskUserQuestion>\n") + phase("1") +
            task("a", "Do"),
        std::string("<AskUserQuestion>\nquestions:\n  - 7\n  - question: [x]\n</AskUserQuestion>\n") +
            phase("1")}) {
    const Plan plan = timed(text);
    const Result<Plan> back = read_plan(plan_json(plan));
    REQUIRE(bool(back));
    CHECK(*back == plan);
  }
}
