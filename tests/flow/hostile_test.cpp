// Files that no user writes: thousands of tasks, modes and placeholders. Each must be done in a moment; the
// limits are wide enough for a slow machine and far below what anything quadratic would take.
#include "tests/flow/reading.h"
#include "tests/support/cpu_time.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr std::size_t tasks = 5'000;
constexpr std::size_t readings = 50'000;
constexpr std::size_t fewer = 1'000;  // where reading the file takes longer than what is tested

std::string number(std::size_t i) {
  return std::to_string(i);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string many_modes(std::size_t count, const std::string& agents) {
  std::string out = "---\nexecution_modes:\n";
  for (std::size_t i = 0; i < count; ++i) out += "  m" + number(i) + ": {agents: [" + agents + "]}\n";
  return out + "---\n\n";
}

// Only the analysis is timed: reading a file has tests of its own.
Analysed timed(const std::string& text) {
  const World world = make_world({{command_path, text}});
  Analysed out;
  out.document = world.documents.at(command_path);
  const CpuTime time;
  out.flow = analyse_flow(*world.snapshot, command_path, *out.document);
  CHECK(time.seconds() < 5.0);
  return out;
}

std::size_t count(const Analysed& analysed, Availability availability) {
  std::size_t out = 0;
  for (const PlaceholderFlow& flow : analysed.flow.placeholders)
    if (flow.availability == availability) ++out;
  return out;
}

}  // namespace

TEST_CASE("one agent's thousands of tasks, all read by each") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i)
    text += task("a", repeated("{phase1.a.output} {phase1.output} ", readings / tasks / 2));
  const Analysed analysed = timed(text);
  REQUIRE(analysed.flow.placeholders.size() == readings);
  CHECK(count(analysed, Availability::itself) == readings / tasks / 2);
  CHECK(count(analysed, Availability::available) == readings - readings / tasks);
  CHECK(analysed.flow.placeholders.back().writers.size() == tasks);
}

TEST_CASE("thousands of modes") {
  std::string text = many_modes(tasks, "a, b") + phase("1") + task("a", "Do") + task("x", "Do") + phase("2");
  for (std::size_t i = 0; i < tasks; ++i)
    text += task("b", "[m" + number(i) + ": {phase1.x.output}]" +
                          repeated(" {phase1.a.output} {phase1.x.output}", readings / tasks / 2));
  const Analysed analysed = timed(text);
  CHECK(analysed.flow.mode_count == tasks);
  CHECK(count(analysed, Availability::available) == readings / 2);
  CHECK(count(analysed, Availability::not_in_mode) == readings / 2 + tasks);
  CHECK(analysed.flow.placeholders[0].missing.list() == std::vector<std::size_t>{0});
  CHECK(analysed.flow.placeholders[2].missing == ModeSet::all(tasks));
}

TEST_CASE("each task under a condition of its own, all of one agent") {
  std::string text = many_modes(fewer, "a, b") + phase("1");
  for (std::size_t i = 0; i < fewer; ++i) text += task("a", "[m" + number(i) + " mode only]");
  text += phase("2") + task("b", repeated("{phase1.a.output} {phase1.output} ", readings / 2));
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::available) == readings);
}

TEST_CASE("thousands of conditions with names that are no mode") {
  std::string text = many_modes(tasks, "a") + phase("1");
  for (std::size_t i = 0; i < fewer; ++i)
    text += task("a", "[m1/unheard-of-" + number(i) + ": {phase1.a.output}]");
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::itself) == 1);
}

TEST_CASE("a chain of tasks as long as the file") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i)
    text += task("a" + number(i), "{phase1.a" + number(i + 1) + ".output}");
  const Analysed analysed = timed(text + task("a" + number(tasks), "Do"));
  CHECK(count(analysed, Availability::not_yet_run) == tasks);
}

TEST_CASE("a ring of tasks as long as the file is one cycle") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i)
    text += task("a" + number(i), "{phase1.a" + number((i + 1) % tasks) + ".output}");
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::cycle) == 1);
  CHECK(analysed.flow.placeholders[0].cycle.size() == tasks + 1);
  CHECK(count(analysed, Availability::not_yet_run) == tasks - 2);
  CHECK(count(analysed, Availability::available) == 1);
}

TEST_CASE("everything reads everything") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i) {
    std::string prompt;
    for (std::size_t j = 0; j < readings / tasks; ++j)
      prompt += "{phase1.a" + number((i * 7919 + j * 104729 + 1) % tasks) + ".output} ";
    text += task("a" + number(i), prompt + "{phase1.output} {phase2.output}");
  }
  text += phase("2") + task("b", "{phase1.output}");
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::cycle) > 1);
  CHECK(count(analysed, Availability::not_yet_run) > 1);
}

TEST_CASE("many small cycles are all told") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i)
    text += task("a" + number(i), "{phase1.b" + number(i) + ".output}") +
            task("b" + number(i), "{phase1.a" + number(i) + ".output}");
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::cycle) == tasks);
  CHECK(count(analysed, Availability::available) == tasks);
}

TEST_CASE("an agent that is in thousands of phases, and asked for where it is not") {
  std::string text;
  for (std::size_t i = 1; i <= tasks; ++i) text += phase(number(i)) + task("a", "Do");
  text += phase("0") + task("b", repeated("{phase0.a.output} ", readings));
  const Analysed analysed = timed(text);
  CHECK(count(analysed, Availability::not_in_phase) == readings);
  CHECK(analysed.flow.placeholders.back().phases.size() == tasks);
}

TEST_CASE("thousands of optional agents") {
  std::string text = phase("1");
  for (std::size_t i = 0; i < tasks; ++i) text += task("a" + number(i), "Skip if it is not installed.");
  const Analysed analysed = timed(text);
  CHECK(analysed.flow.optional_agents.size() == tasks);
  CHECK(analysed.flow.tasks.back().optional);
}
