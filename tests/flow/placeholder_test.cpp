// What each placeholder can read: by phase, agent, order and mode.
#include "tests/flow/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr const char* modes = R"(---
execution_modes:
  quick:
    agents: [a, c]
  full:
    agents: [a, b, c, d]
---

)";

}  // namespace

TEST_CASE("a file without phases is judged for nothing") {
  CHECK(verdicts("# Title\n\nSee {phase1.a.output}.\n\n" + task("a", "Read {phase9.output} of $ARGUMENTS")) ==
        Texts{"prose: {phase1.a.output}: no phases", "a: {phase9.output}: no phases"});
}

TEST_CASE("phase and agent") {
  CHECK(verdicts(phase("1") + task("a", "Do $1") + phase("2") + task("b", "Do") + task("a", "Do") +
                 phase("3") +
                 task("c",
                      "{phase1.a.output} <phase2.b.output> {phase2.a.output} {phase4.a.output} "
                      "{phase1.b.output} {phase1.x.output} {phase3.a.output} {phase2.A.output}")) ==
        Texts{
            "phase3.c: {phase1.a.output}: available",
            "phase3.c: <phase2.b.output>: available",
            "phase3.c: {phase2.a.output}: available",
            "phase3.c: {phase4.a.output}: unknown phase",
            "phase3.c: {phase1.b.output}: not in phase, but in 2",
            "phase3.c: {phase1.x.output}: not in phase, but in none",
            "phase3.c: {phase3.a.output}: not in phase, but in 1 2",
            "phase3.c: {phase2.A.output}: not in phase, but in none",
        });
}

TEST_CASE("a writer that comes later, or is the reader itself") {
  CHECK(verdicts(phase("1") + task("a", "{phase1.a.output} {phase1.b.output} {phase2.c.output}") +
                 task("b", "{phase1.a.output}") + phase("2") +
                 task("c", "{phase1.b.output} {phase2.d.output}") + task("d", "Do")) ==
        Texts{
            "phase1.a: {phase1.a.output}: itself",
            "phase1.a: {phase1.b.output}: cycle phase1.a > phase1.b > phase1.a",
            "phase1.a: {phase2.c.output}: cycle phase1.a > phase2.c > phase1.b > phase1.a",
            "phase1.b: {phase1.a.output}: available",
            "phase2.c: {phase1.b.output}: available",
            "phase2.c: {phase2.d.output}: not yet run",
        });
}

TEST_CASE("phases run by number, wherever they stand") {
  CHECK(verdicts(phase("7") + task("b", "{phase0.a.output}") + phase("0") + task("a", "{phase7.b.output}")) ==
        Texts{
            "phase7.b: {phase0.a.output}: available",
            "phase0.a: {phase7.b.output}: cycle phase0.a > phase7.b > phase0.a",
        });
  const Analysed analysed = analyse(phase("3") + task("c", "Do") + phase("100000000000000") +
                                    task("d", "Do") + phase("1") + task("a", "Do") + task("b", "Do"));
  CHECK(task_names(analysed, analysed.flow.order, " ") ==
        "phase1.a phase1.b phase3.c phase100000000000000.d");
}

TEST_CASE("two phases of one number are one, in the order of the file") {
  CHECK(verdicts(phase("1") + task("a", "{phase1.b.output}") + phase("2") +
                 task("c", "{phase1.a.output} {phase1.b.output} {phase1.c.output}") + phase("1") +
                 task("b", "{phase1.a.output}")) ==
        Texts{
            "phase1.a: {phase1.b.output}: cycle phase1.a > phase1.b > phase1.a",
            "phase2.c: {phase1.a.output}: available",
            "phase2.c: {phase1.b.output}: available",
            "phase2.c: {phase1.c.output}: not in phase, but in 2",
            "phase1.b: {phase1.a.output}: available",
        });
}

TEST_CASE("an agent that runs twice in a phase is there from its first run on") {
  CHECK(verdicts(phase("1") + task("a", "First {phase1.b.output}") + task("b", "{phase1.a.output}") +
                 task("a", "Again {phase1.a.output}") + task("b", "Again")) ==
        Texts{
            "phase1.a: {phase1.b.output}: cycle phase1.a > phase1.b > phase1.a",
            "phase1.b: {phase1.a.output}: available",
            "phase1.a: {phase1.a.output}: available",
        });
  const Analysed analysed =
      analyse(phase("1") + task("a", "One") + task("b", "Two") + task("a", "{phase1.a.output}"));
  CHECK(task_names(analysed, analysed.flow.placeholders[0].writers, " ") == "phase1.a phase1.a");
}

TEST_CASE("one who is the first of an agent's runs and reads that agent reads itself") {
  CHECK(verdicts(phase("1") + task("a", "{phase1.a.output}") + task("a", "{phase1.a.output}")) ==
        Texts{"phase1.a: {phase1.a.output}: itself", "phase1.a: {phase1.a.output}: available"});
}

TEST_CASE("a whole phase's output") {
  CHECK(verdicts(phase("1") + task("a", "{phase1.output} {phase2.output}") + task("b", "{phase1.output}") +
                 phase("2") + task("c", "{phase1.output} {phase2.output} {phase3.output} {phase9.output}") +
                 phase("3") + "Nothing runs here.\n") ==
        Texts{
            "phase1.a: {phase1.output}: cycle phase1.a > phase1.b > phase1.a",
            "phase1.a: {phase2.output}: cycle phase1.a > phase2.c > phase1.a",
            "phase1.b: {phase1.output}: available",
            "phase2.c: {phase1.output}: available",
            "phase2.c: {phase2.output}: not yet run",
            "phase2.c: {phase3.output}: available",  // what a phase of prose makes, nobody can say
            "phase2.c: {phase9.output}: unknown phase",
        });
}

TEST_CASE("a whole phase is there in a mode in which one of its tasks runs") {
  CHECK(verdicts(modes + phase("1") + task("b", "Do") + task("d", "[Full mode only]") + phase("2") +
                 task("a", "Do") + task("b", "Do") + phase("3") +
                 task("c", "{phase1.output} {phase2.output}")) ==
        Texts{
            "phase3.c: {phase1.output}: not in quick",
            "phase3.c: {phase2.output}: available",
        });
}

TEST_CASE("modes of the reading text: its task's and its condition's") {
  CHECK(
      verdicts(modes + phase("1") + task("a", "Do") + task("b", "Do") + phase("2") +
               task("c",
                    "{phase1.a.output} {phase1.b.output} [Full mode: {phase1.b.output}] "
                    "[Quick: {phase1.b.output}] [Quick/Full: {phase1.b.output} [Full: {phase1.b.output}]]") +
               task("c", "[Full mode only] {phase1.b.output} [Quick: {phase1.b.output}]") +
               task("d", "{phase1.b.output}")) ==
      Texts{
          "phase2.c: {phase1.a.output}: available",
          "phase2.c: {phase1.b.output}: not in quick",
          "phase2.c: {phase1.b.output}: available",
          "phase2.c: {phase1.b.output}: not in quick",  // in none of the text's modes
          "phase2.c: {phase1.b.output}: not in quick",
          "phase2.c: {phase1.b.output}: available",
          "phase2.c: {phase1.b.output}: available",
          "phase2.c: {phase1.b.output}: available",  // lives in no mode
          "phase2.d: {phase1.b.output}: available",
      });
}

TEST_CASE("the modes in which a text lives are told") {
  const Analysed analysed = analyse(modes + phase("1") + task("b", "Do") + phase("2") +
                                    task("c", "{phase1.b.output} [Quick: {phase1.b.output}]"));
  CHECK(names_of(analysed, analysed.flow.placeholders[0].live) == "all");
  CHECK(names_of(analysed, analysed.flow.placeholders[0].missing) == "quick");
  CHECK(names_of(analysed, analysed.flow.placeholders[1].live) == "quick");
  CHECK(analysed.flow.placeholders[1].live == analysed.flow.placeholders[1].missing);
}

TEST_CASE("a task that takes part in no mode reads in none") {
  CHECK(verdicts(modes + phase("1") + task("b", "Do") + phase("2") +
                 task("x", "{phase1.b.output} {phase1.c.output}") +
                 task("b", "[Quick mode only] {phase1.b.output} {phase2.c.output}") + task("c", "Do")) ==
        Texts{
            "phase2.x: {phase1.b.output}: available",
            "phase2.x: {phase1.c.output}: not in phase, but in 2",
            "phase2.b: {phase1.b.output}: available",
            "phase2.b: {phase2.c.output}: not yet run",
        });
}

TEST_CASE("several writers: in each mode one of those before must run") {
  const std::string head = "---\nexecution_modes:\n  quick: 1d\n  standard: 2d\n  full: 3d\n---\n\n" +
                           phase("1") + task("a", "[Quick mode only]") + task("b", "{phase1.a.output}") +
                           task("a", "[Standard mode only]") + task("b", "{phase1.a.output}") +
                           task("a", "[Full mode only]") + phase("2") + task("b", "{phase1.a.output}");
  CHECK(verdicts(head) == Texts{
                              "phase1.b: {phase1.a.output}: not in standard+full",
                              "phase1.b: {phase1.a.output}: not in full",
                              "phase2.b: {phase1.a.output}: available",
                          });
}

TEST_CASE("a fault of order is told before one of mode") {
  CHECK(verdicts(modes + phase("1") + task("c", "{phase2.b.output}") + phase("2") + task("b", "Do")) ==
        Texts{"phase1.c: {phase2.b.output}: not yet run"});
}

TEST_CASE("prose has neither mode nor order") {
  CHECK(verdicts(modes + std::string("Uses {phase1.b.output}.\n\n") + phase("1") +
                 "Then {phase2.c.output}, [Quick: {phase1.b.output}], {phase1.c.output}, {phase2.output}, "
                 "{phase3.c.output}.\n\n" +
                 task("b", "Do") + phase("2") + task("c", "Do")) ==
        Texts{
            "prose: {phase1.b.output}: available",
            "prose: {phase2.c.output}: available",
            "prose: {phase1.b.output}: available",
            "prose: {phase1.c.output}: not in phase, but in 2",
            "prose: {phase2.output}: available",
            "prose: {phase3.c.output}: unknown phase",
        });
}

TEST_CASE("a task outside of the phases reads in its modes; when it runs, nobody can say") {
  CHECK(verdicts(modes + task("c", "{phase1.b.output} {phase1.a.output} {phase2.a.output}") + phase("1") +
                 task("a", "Do") + task("b", "Do") + "## After\n\n" + task("c", "{phase1.a.output}")) ==
        Texts{
            "c: {phase1.b.output}: not in quick",
            "c: {phase1.a.output}: available",
            "c: {phase2.a.output}: unknown phase",
            "c: {phase1.a.output}: available",
        });
  // Nor has it an address.
  CHECK(verdicts(task("a", "Do") + phase("1") + task("b", "{phase1.a.output}")) ==
        Texts{"phase1.b: {phase1.a.output}: not in phase, but in none"});
}

TEST_CASE("tasks of every form write and read") {
  CHECK(verdicts(phase("1") +
                 "Use the Task tool with subagent_type=\"a\":\n\n- Prompt: \"Read {phase1.b.output}\"\n\n"
                 "```yaml\nTask:\n  subagent_type: b\n  prompt: Read {phase1.a.output}\n```\n\n" +
                 task("c", "{phase1.a.output} {phase1.b.output}")) ==
        Texts{
            "phase1.a: {phase1.b.output}: cycle phase1.a > phase1.b > phase1.a",
            "phase1.b: {phase1.a.output}: available",
            "phase1.c: {phase1.a.output}: available",
            "phase1.c: {phase1.b.output}: available",
        });
}

TEST_CASE("each of the alternatives writes") {
  CHECK(verdicts(phase("1") + task("a OR b", "Do") + task("a/b", "{phase1.b.output}") + phase("2") +
                 task("c", "{phase1.a.output} {phase1.b.output} {phase1.c.output}")) ==
        Texts{
            "phase1.a|b: {phase1.b.output}: available",
            "phase2.c: {phase1.a.output}: available",
            "phase2.c: {phase1.b.output}: available",
            "phase2.c: {phase1.c.output}: not in phase, but in 2",
        });
  const Analysed analysed = analyse(phase("1") + task("a | a", "Do") + task("b", "{phase1.a.output}"));
  CHECK(analysed.flow.placeholders[0].writers.size() == 1);
}

TEST_CASE("an agent that cannot be read may be the one meant") {
  CHECK(verdicts(phase("1") + task("\"{{agent}}\"", "Do") + task("a", "Do") + phase("2") +
                 task("c", "{phase1.x.output} {phase1.a.output} {phase2.x.output}")) ==
        Texts{
            "phase2.c: {phase1.x.output}: available",
            "phase2.c: {phase1.a.output}: available",
            "phase2.c: {phase2.x.output}: not in phase, but in none",
        });
}

TEST_CASE("near misses and other words are no placeholders") {
  const Analysed analysed =
      analyse(phase("1") + task("a", "{phase1.b} {{phase1.b.output}} <model> {user.name}"));
  CHECK(analysed.flow.placeholders.empty());
}
