// Agents by any of their names: in placeholders, and where a file marks them as optional.
#include "tests/flow/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr const char* agent_file = "---\nname: a\ndescription: d\n---\n";

std::map<std::string, std::string> two_plugins() {
  return {{"/w/p/agents/a.md", agent_file},
          {"/w/q/plugin.json", R"({"name": "q"})"},
          {"/w/q/agents/a.md", agent_file}};
}

std::string table(const std::string& rows) {
  return "| Agent | Plugin |\n|---|---|\n" + rows + "\n";
}

}  // namespace

TEST_CASE("a placeholder names its agent in any way") {
  CHECK(verdicts(phase("1") + task("p:a", "Do") + phase("2") + task("q:a", "Do") + phase("3") +
                     task("c",
                          "{phase1.a.output} {phase1.p:a.output} {phase1.q:a.output} {phase2.a.output} "
                          "{phase2.q:a.output}"),
                 two_plugins()) == Texts{
                                       "phase3.c: {phase1.a.output}: available",
                                       "phase3.c: {phase1.p:a.output}: available",
                                       "phase3.c: {phase1.q:a.output}: not in phase, but in 2",
                                       "phase3.c: {phase2.a.output}: not in phase, but in 1",
                                       "phase3.c: {phase2.q:a.output}: available",
                                   });
}

TEST_CASE("also where no definition is in sight") {
  CHECK(
      verdicts(phase("1") + task("x:a", "Do") + task("b", "Do") + phase("2") +
               task("c", "{phase1.a.output} {phase1.x:a.output} {phase1.y:a.output} {phase1.y:b.output}")) ==
      Texts{
          "phase2.c: {phase1.a.output}: available",
          "phase2.c: {phase1.x:a.output}: available",
          "phase2.c: {phase1.y:a.output}: not in phase, but in none",
          "phase2.c: {phase1.y:b.output}: available",
      });
}

TEST_CASE("of several agents of a name the one that is written so is meant, else each") {
  const Analysed analysed = analyse(phase("1") + task("a", "One") + task("x:a", "Two") + phase("2") +
                                    task("x:a", "One") + task("y:a", "Two") + phase("3") +
                                    task("c", "{phase1.a.output} {phase1.x:a.output} {phase2.a.output}"));
  const auto writers = [&](std::size_t i) {
    return task_names(analysed, analysed.flow.placeholders[i].writers, " ");
  };
  CHECK(writers(0) == "phase1.a");
  CHECK(writers(1) == "phase1.x:a");
  CHECK(writers(2) == "phase2.x:a phase2.y:a");
}

TEST_CASE("an agent is optional where a row stars its plugin") {
  const Analysed analysed = analyse(table("| **a** | x* |\n| b | x |\n| c | y* |\n") + phase("1") +
                                    task("a", "Do") + task("b", "Do") + task("x:a", "Do"));
  CHECK(analysed.flow.optional_agents == Texts{"a", "c", "x:a"});
  CHECK(analysed.flow.tasks[0].optional);
  CHECK_FALSE(analysed.flow.tasks[1].optional);
  CHECK(analysed.flow.tasks[2].optional);
}

TEST_CASE("an agent is optional where one of its tasks may be skipped; then all its tasks are") {
  const Analysed analysed =
      analyse("---\nexecution_modes:\n  full: 1d\n---\n\n" + phase("1") + task("a", "Do") +
              task("a", "[Full mode only - skip if agent not available]") +
              task("b", "Skip if b is not installed.") + task("c", "Skip it."));
  CHECK(analysed.flow.optional_agents == Texts{"a", "b"});
  CHECK(analysed.flow.tasks[0].optional);
  CHECK(analysed.flow.tasks[2].optional);
  CHECK_FALSE(analysed.flow.tasks[3].optional);
}

TEST_CASE("alternatives are optional where each of them is") {
  const Analysed analysed = analyse(table("| a | x* |\n| b | x* |\n") + phase("1") + task("a OR b", "Do") +
                                    task("a OR c", "Do") + "<Task>\nprompt: Do\n</Task>\n");
  CHECK(analysed.flow.tasks[0].optional);
  CHECK_FALSE(analysed.flow.tasks[1].optional);
  CHECK_FALSE(analysed.flow.tasks[2].optional);
}

TEST_CASE("an optional agent is known by what it resolves to") {
  const Analysed analysed =
      analyse(table("| a | p* |\n") + phase("1") + task("p:a", "Do") + task("q:a", "Do"), two_plugins());
  CHECK(analysed.flow.optional_agents == Texts{"/w/p/agents/a.md"});
  CHECK(analysed.flow.tasks[0].optional);
  CHECK_FALSE(analysed.flow.tasks[1].optional);
}
