// Whole runs of small pipelines by a stub of a runner: what happens in which order, what is kept, what is not
// done twice. tests/run/stubs/runner.sh does what the line "DO: …" of its prompt says.
#include "server/run/engine.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "server/run/cache.h"
#include "server/run/run_counts.h"
#include "tests/run/bench.h"

using namespace baton;
using namespace baton::testing;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

TEST_CASE("engine: phases one after another, outputs in their files, prompts with what was read") {
  const Bench bench;
  Witness witness;
  const Ended ended = run(bench.job(pipeline(two_phases)), witness);
  CHECK(ended.end->outcome == RunOutcome::done);
  CHECK(witness.lines == Texts{"run-started", "task-ready phase1.one", "task-started phase1.one",
                               "task-output phase1.one", "task-finished phase1.one", "task-ready phase2.two",
                               "task-started phase2.two", "task-output phase2.two",
                               "task-finished phase2.two", "run-finished done"});
  CHECK(text_of(ended.folder + "/phase1.one.md") == "answer of one\n");
  CHECK(text_of(ended.folder + "/phase2.two.md") == "answer of two\n");
  CHECK(text_of(ended.folder + "/.command.md") == "the text");
  CHECK(witness.text == "answer of one\nanswer of two\n");
  for (const auto& entry : fs::directory_iterator(bench.notes.folder()))
    if (entry.path().filename().string().starts_with("two.prompt"))
      CHECK(text_of(entry.path()).starts_with("Go on from answer of one"));
}

TEST_CASE("engine: preview calls nothing and writes prompts") {
  const Bench bench;
  Witness witness;
  RunJob job = bench.job(pipeline(two_phases));
  job.runner = preset_runners().front();
  const Ended ended = run(std::move(job), witness);
  CHECK(ended.end->outcome == RunOutcome::done);
  CHECK(bench.calls().empty());
  CHECK(text_of(ended.folder + "/phase2.two.md").starts_with("Go on from First."));
}

TEST_CASE("engine: tasks of a phase run at once, no more than were allowed") {
  const std::string body = "## Phase 1: A\n\n" + task("one", "DO: together") + task("two", "DO: together");
  {
    const Bench bench;
    Witness witness;
    const Ended ended = run(bench.job(pipeline(body)), witness);
    CHECK(text_of(ended.folder + "/phase1.one.md") == "2\n");
    CHECK(text_of(ended.folder + "/phase1.two.md") == "2\n");
  }
  const Bench bench;
  Witness witness;
  RunJob job = bench.job(pipeline("## Phase 1: A\n\n" + task("one", "DO: short") + task("two", "DO: short")));
  job.jobs = 1;
  run(std::move(job), witness);
  CHECK(witness.told() == Texts{"run-started", "task-started phase1.one", "task-finished phase1.one",
                                "task-started phase1.two", "task-finished phase1.two", "run-finished done"});
}

TEST_CASE("engine: a task that reads another of its phase waits for it") {
  const Bench bench;
  Witness witness;
  const Plan plan =
      pipeline("## Phase 1: A\n\n" + task("one", "DO: short") + task("two", "After {phase1.one.output}"));
  run(bench.job(plan), witness);
  CHECK(witness.told() == Texts{"run-started", "task-started phase1.one", "task-finished phase1.one",
                                "task-started phase1.two", "task-finished phase1.two", "run-finished done"});
}

TEST_CASE("engine: what needs a failed task is blocked, with the chain; the rest goes on") {
  const Bench bench;
  Witness witness;
  const Plan plan =
      pipeline("## Phase 1: A\n\n" + task("one", "DO: fail") + task("two", "Fine.") + "## Phase 2: B\n\n" +
               task("three", "Needs {phase1.one.output}") + task("four", "Needs {phase1.two.output}") +
               "## Phase 3: C\n\n" + task("one", "Needs {phase2.three.output}"));
  RunJob job = bench.job(plan);
  job.jobs = 1;
  const Ended ended = run(std::move(job), witness);
  CHECK(ended.end->outcome == RunOutcome::failed);
  CHECK(
      witness.told() ==
      Texts{
          "run-started", "task-started phase1.one",
          "task-failed phase1.one: runner.sh ended with exit code 3: no such model",
          "task-blocked phase2.three: needs the output of phase1.one, which failed",
          "task-blocked phase3.one: needs the output of phase2.three, which needs the output of phase1.one, "
          "which failed",
          "task-started phase1.two", "task-finished phase1.two", "task-started phase2.four",
          "task-finished phase2.four", "run-finished failed"});
  CHECK(text_of(ended.folder + "/phase1.one.failed.md") == "half an answer\n");
  CHECK_FALSE(fs::exists(ended.folder + "/phase1.one.md"));
}

TEST_CASE("engine: a task that is killed, hangs or floods fails with the reason") {
  const Bench bench;
  Witness witness;
  RunJob job = bench.job(pipeline("## Phase 1: A\n\n" + task("one", "DO: killed") + task("two", "DO: hang") +
                                  task("three", "DO: grandchild")));
  job.timeout = 700ms;
  const Ended ended = run(std::move(job), witness);
  std::map<std::string, std::string> reasons;
  for (const RunEvent& event : witness.events)
    if (event.kind == RunEventKind::task_failed) reasons[event.agent] = event.reason;
  CHECK(reasons.at("one").ends_with("was ended by signal 9 (killed)"));
  CHECK(reasons.at("two") == "took longer than 0.7 s and was stopped");
  CHECK(reasons.size() == 2);
  CHECK(text_of(ended.folder + "/phase1.two.failed.md") == "begun\n");
  CHECK(text_of(ended.folder + "/phase1.three.md") == "answer of three\n");
}

TEST_CASE("engine: what a runner writes is never read as anything else") {
  const Bench bench;
  Witness witness;
  const Plan plan = pipeline("## Phase 1: A\n\n" + task("one", "DO: placeholder") + "## Phase 2: B\n\n" +
                             task("two", "Read {phase1.one.output}!"));
  const Ended ended = run(bench.job(plan), witness);
  CHECK(text_of(ended.folder + "/phase1.one.md") == "see {phase1.one.output} and $ARGUMENTS \033[31mred");
  for (const auto& entry : fs::directory_iterator(bench.notes.folder()))
    if (entry.path().filename().string().starts_with("two.prompt"))
      CHECK(text_of(entry.path()).starts_with("Read see {phase1.one.output} and $ARGUMENTS \033[31mred!"));
}

TEST_CASE(
    "engine: the second run uses what the first made, and says so; --rerun and a changed prompt do not") {
  const Bench bench;
  Witness first, second, forced, changed;
  const std::string made = run(bench.job(pipeline(two_phases)), first).run;
  const Ended again = run(bench.job(pipeline(two_phases)), second);
  CHECK(second.told() == Texts{"run-started", "task-finished phase1.one (kept)",
                               "task-finished phase2.two (kept)", "run-finished done"});
  CHECK(bench.calls() == Texts{"one", "two"});
  CHECK(text_of(again.folder + "/phase2.two.md") == "answer of two\n");
  RunJob job = bench.job(pipeline(two_phases));
  job.rerun = {"phase2.two"};
  run(std::move(job), forced);
  CHECK(bench.calls() == Texts{"one", "two", "two"});
  std::string other = two_phases;
  other.replace(other.find("First."), 6, "First!");
  run(bench.job(pipeline(other)), changed);
  CHECK(changed.told()[1] == "task-started phase1.one");
  // Its output is the same as before, so the second task's prompt is, too.
  CHECK(changed.told()[3] == "task-finished phase2.two (kept)");
}

TEST_CASE("engine: what a task had finished is not forgotten when making it anew fails") {
  const Bench bench;
  Witness first, failed, after;
  const Plan plan = pipeline("## Phase 1: A\n\n" + task("one", "DO: once") + "## Phase 2: B\n\n" +
                             task("two", "Read {phase1.one.output}"));
  const Ended made = run(bench.job(plan), first);
  RunJob job = bench.job(plan);
  job.resume = made.run;
  job.rerun = {"phase1.one"};
  run(std::move(job), failed);
  CHECK(failed.told().back() == "run-finished failed");
  CHECK(text_of(made.folder + "/phase1.one.md") == "first answer of one\n");
  // Where the run goes on with that, it says so, and not that of all things the attempt came last.
  Witness on;
  job = bench.job(plan);
  job.resume = made.run;
  run(std::move(job), on);
  CHECK(on.told().back() == "run-finished done");
  const Result<RunState> state = read_run(bench.root.folder(), command_folder(plan.command), made.run);
  REQUIRE(state);
  for (const char* task : {"phase1.one", "phase2.two"})
    CHECK(state->tasks.at(task).status == TaskStatus::finished);
  const Ended again = run(bench.job(plan), after);
  CHECK(after.told()[1] == "task-finished phase1.one (kept)");
  CHECK(text_of(again.folder + "/phase1.one.md") == "first answer of one\n");
  CHECK(after.told().back() == "run-finished done");
}

TEST_CASE("engine: what was not come to when a run was gone on with is still finished") {
  RunState state;
  RunEvent event{RunEventKind::task_finished};
  event.task = "phase1.one";
  fold(state, event);
  event.kind = RunEventKind::task_not_run;
  fold(state, event);
  CHECK(state.tasks.at("phase1.one").status == TaskStatus::finished);
  event.task = "phase2.two";
  fold(state, event);
  CHECK(state.tasks.at("phase2.two").status == TaskStatus::not_run);
}

TEST_CASE("engine: a run is one of its file, wherever the workspace was moved to") {
  RunState state;
  const auto is_of = [&](const char* logged, const char* path) {
    state.path = logged;
    return is_run_of(state, "/w", path);
  };
  CHECK(is_of("/w/a/c.md", "/w/a/c.md"));
  CHECK(is_of("/old/place/a/c.md", "/w/a/c.md"));
  CHECK_FALSE(is_of("/w/b/a/c.md", "/w/a/c.md"));
  CHECK_FALSE(is_of("/w/a/c.md", "/w/b/a/c.md"));
  CHECK_FALSE(is_of("/old/place/aa/c.md", "/w/a/c.md"));
  CHECK_FALSE(is_of("", "/w/a/c.md"));
}

TEST_CASE("engine: an output that somebody changed is not used again") {
  const Bench bench;
  Witness first, second;
  const Ended made = run(bench.job(pipeline(two_phases)), first);
  std::ofstream(made.folder + "/phase1.one.md") << "edited";
  run(bench.job(pipeline(two_phases)), second);
  CHECK(second.told()[1] == "task-started phase1.one");
}

TEST_CASE("engine: the state of a step in words") {
  const Bench bench;
  Witness witness;
  const Plan plan = pipeline(two_phases);
  const auto states = [&](const Plan& now) {
    Texts out;
    for (const auto& [id, state] : freshness(now, RunHistory::read(bench.root.folder(), plan), bench.stub()))
      out.push_back(id + (state.state == Freshness::none    ? " none"
                          : state.state == Freshness::fresh ? " fresh"
                                                            : " stale: " + state.reason));
    return out;
  };
  CHECK(states(plan) == Texts{"phase1.one none", "phase2.two none"});
  run(bench.job(plan), witness);
  CHECK(states(plan) == Texts{"phase1.one fresh", "phase2.two fresh"});
  std::string other = two_phases;
  other.replace(other.find("First."), 6, "First!");
  CHECK(states(pipeline(other)) ==
        Texts{"phase1.one stale: the prompt changed", "phase2.two stale: phase1.one is stale"});
}

TEST_CASE(
    "engine: a gate is asked for with the phase's outputs, ends the run where nobody says yes, and is passed "
    "once") {
  const Bench bench;
  Witness asked;
  asked.gate_answer = false;
  const Plan plan = pipeline("## Phase 1: A\n\n" + task("one", "First.") + "**Gate:** look at it\n\n" +
                             "## Phase 2: B\n\n" + task("two", "Second."));
  const bool has_gate = std::any_of(plan.steps.begin(), plan.steps.end(),
                                    [](const PlanStep& step) { return step.kind == StepKind::gate; });
  REQUIRE(has_gate);
  const Ended ended = run(bench.job(plan), asked);
  CHECK(ended.end->outcome == RunOutcome::waiting);
  CHECK(asked.gate_outputs == Texts{ended.folder + "/phase1.one.md"});
  CHECK(bench.calls() == Texts{"one"});
  CHECK(asked.told().back() == "run-finished waiting");
  CHECK(asked.told()[asked.told().size() - 2] ==
        "task-not-run phase2.two: the run waits at a gate before it");
  Witness resumed;
  RunJob job = bench.job(plan);
  job.resume = ended.run;
  job.pass_gates = true;
  CHECK(run(std::move(job), resumed).end->outcome == RunOutcome::done);
  CHECK(bench.calls() == Texts{"one", "two"});
  CHECK(resumed.told() == Texts{"run-resumed", "task-finished phase1.one (kept)", "gate-passed phase1:gate",
                                "task-started phase2.two", "task-finished phase2.two", "run-finished done"});
}

TEST_CASE("engine: a gate that was passed is asked for again when its phase has made something else") {
  const Bench bench;
  const std::string body = "## Phase 1: A\n\n" + task("one", "First.") + "**Gate:** look at it\n\n" +
                           "## Phase 2: B\n\n" + task("two", "DO: fail") + "**Gate:** and at this\n\n" +
                           "## Phase 3: C\n\n" + task("three", "Third.");
  Witness passed;
  const Ended ended = run(bench.job(pipeline(body)), passed);
  CHECK(ended.end->outcome == RunOutcome::failed);
  Witness asked;
  run(after_change(bench, ended, body, "First.", "Second."), asked);
  const Texts told = asked.told();
  REQUIRE(told.size() > 5);
  CHECK(Texts(told.begin(), told.begin() + 5) == Texts{"run-resumed", "task-started phase1.one",
                                                       "task-finished phase1.one", "gate-waiting phase1:gate",
                                                       "gate-passed phase1:gate"});
  // Phase 2 made nothing, so that its gate stays as it was.
  CHECK(std::count(told.begin(), told.end(), "gate-waiting phase2:gate") == 0);
}

TEST_CASE("engine: a gate with another text is another gate, and is asked for") {
  const Bench bench;
  const std::string body = "## Phase 1: A\n\n" + task("one", "First.") + "**Gate:** look at it\n\n" +
                           "## Phase 2: B\n\n" + task("two", "DO: fail");
  Witness passed;
  const Ended ended = run(bench.job(pipeline(body)), passed);
  const auto gates = [](const Witness& witness) {
    Texts out;
    for (const std::string& line : witness.told())
      if (line.starts_with("gate-")) out.push_back(line);
    return out;
  };
  CHECK(gates(passed) == Texts{"gate-waiting phase1:gate", "gate-passed phase1:gate"});
  Witness same;
  run(after_change(bench, ended, body, "DO: fail", "DO: killed"), same);
  CHECK(gates(same).empty());
  Witness asked;
  asked.gate_answer = false;
  const Ended waits = run(after_change(bench, ended, body, "look at it", "the lawyers have signed"), asked);
  CHECK(waits.end->outcome == RunOutcome::waiting);
  CHECK(gates(asked) == Texts{"gate-waiting phase1:gate"});
}

TEST_CASE("engine: what is used again is told behind an output that is still on its way to the disk") {
  const Bench bench;
  const std::string body = "## Phase 1: A\n\n" + task("one", "DO: fail") + task("two", "Second.") +
                           task("three", "After {phase1.two.output}");
  Witness failed;
  const Ended ended = run(bench.job(pipeline(body)), failed);
  CHECK(ended.end->outcome == RunOutcome::failed);
  Witness resumed;
  RunJob job = after_change(bench, ended, body, "DO: fail", "First.");
  job.jobs = 1;
  CHECK(run(std::move(job), resumed).end->outcome == RunOutcome::done);
  CHECK(resumed.lines ==
        Texts{"run-resumed", "task-ready phase1.one", "task-ready phase1.two", "task-started phase1.one",
              "task-output phase1.one", "task-finished phase1.one", "task-finished phase1.two (kept)",
              "task-ready phase1.three", "task-finished phase1.three (kept)", "run-finished done"});
}

TEST_CASE("engine: two tasks of one agent are told apart") {
  const Bench bench;
  Witness witness;
  run(bench.job(pipeline("## Phase 1: A\n\n" + task("one", "First.") + task("one", "Second.") +
                         task("two", "Third.") + "## Phase 2: B\n\n" + task("one", "Fourth."))),
      witness);
  std::set<std::string> names;
  for (const RunEvent& event : witness.events)
    if (!event.task.empty()) names.insert(std::to_string(event.phase.value_or(0)) + " " + task_name(event));
  CHECK(names == std::set<std::string>{"1 one", "1 one.2", "1 two", "2 one"});
  RunEvent outside;
  outside.agent = "data-desk:report-writer";
  outside.task = "report-writer.3";
  CHECK(task_name(outside) == "data-desk:report-writer.3");
}

TEST_CASE("engine: cancelled, a run ends soon, and goes on later from there") {
  const Bench bench;
  Witness witness;
  const std::string body = "## Phase 1: A\n\n" + task("one", "First.") + "## Phase 2: B\n\n" +
                           task("two", "DO: hang") + "## Phase 3: C\n\n" +
                           task("three", "{phase2.two.output}");
  const auto begun = std::chrono::steady_clock::now();
  const Ended ended = run(bench.job(pipeline(body)), witness, [&](Engine& engine) {
    witness.on_text = [&] {
      if (witness.text.ends_with("begun\n")) engine.cancel();
    };
  });
  CHECK(ended.end->outcome == RunOutcome::cancelled);
  CHECK(std::chrono::steady_clock::now() - begun < 8s);
  CHECK(witness.told() ==
        Texts{"run-started", "task-started phase1.one", "task-finished phase1.one", "task-started phase2.two",
              "cancelled", "task-cancelled phase2.two",
              "task-blocked phase3.three: needs the output of phase2.two, which was cancelled",
              "run-finished cancelled"});
  CHECK(text_of(ended.folder + "/phase2.two.cancelled.md") == "begun\n");
  Witness resumed;
  CHECK(run(after_change(bench, ended, body, "DO: hang", "Second."), resumed).end->outcome ==
        RunOutcome::done);
  CHECK(bench.calls() == Texts{"one", "two", "two", "three"});
}

TEST_CASE("engine: cancelled, a run tells of the tasks that it never began") {
  const Bench bench;
  Witness witness;
  RunJob job = bench.job(pipeline("## Phase 1: A\n\n" + task("one", "DO: hang") + task("two", "Second.") +
                                  "## Phase 2: B\n\n" + task("three", "Third.") + "## Phase 3: C\n\n" +
                                  task("four", "{phase1.one.output}")));
  job.jobs = 1;
  const Ended ended =
      run(std::move(job), witness, [&](Engine& engine) { witness.on_text = [&] { engine.cancel(); }; });
  CHECK(witness.told() ==
        Texts{"run-started", "task-started phase1.one", "cancelled", "task-cancelled phase1.one",
              "task-blocked phase3.four: needs the output of phase1.one, which was cancelled",
              "task-not-run phase1.two: the run was cancelled before it began",
              "task-not-run phase2.three: the run was cancelled before it began", "run-finished cancelled"});
  const Result<RunState> state = read_run(bench.root.folder(), command_folder("c"), ended.run);
  REQUIRE(state);
  CHECK(counts_words(count_tasks(*state)) == "0 done, 1 cancelled, 1 blocked, 2 not run");
}

TEST_CASE("engine: cancelled twice, a run does not wait for programs that do not want to end") {
  const Bench bench;
  Witness witness;
  const auto begun = std::chrono::steady_clock::now();
  const Ended ended = run(bench.job(pipeline("## Phase 1: A\n\n" + task("one", "DO: ignore-term"))), witness,
                          [&](Engine& engine) {
                            witness.on_text = [&] {
                              engine.cancel();
                              engine.cancel();
                            };
                          });
  CHECK(ended.end->outcome == RunOutcome::cancelled);
  CHECK(std::chrono::steady_clock::now() - begun < 4s);  // five are given to those who are asked once
}

TEST_CASE("engine: a store that fails ends the run and says so; what was finished stays") {
  const Bench bench;
  Witness witness;
  RunJob job = bench.job(pipeline(two_phases));
  int lines = 0;
  const auto write = job.seams.write;
  job.seams.write = [&, write](int descriptor, std::string_view text) {
    return text.starts_with("{\"event\"") && ++lines > 6 ? ENOSPC : write(descriptor, text);
  };
  const Ended ended = run(std::move(job), witness);
  CHECK(ended.end->fault == "the run's log cannot be written (no space left on device)");
  CHECK(witness.lines.back() == "task-ready phase2.two");
  const Result<RunState> state = read_run(bench.root.folder(), command_folder("c"), ended.run);
  REQUIRE(state);
  CHECK(state->tasks.at("phase1.one").status == TaskStatus::finished);
}

TEST_CASE("engine: a run under way is not gone on with by another") {
  const Bench bench;
  Witness witness;
  const Plan plan = pipeline(two_phases);
  Result<RunFolder> held = RunFolder::create(bench.root.folder(), plan.command, real_seams());
  REQUIRE(held);
  RunJob job = bench.job(plan);
  job.resume = held->run();
  CHECK(run(std::move(job), witness).error.starts_with("the run is under way in process "));
}

TEST_CASE("engine: thousands of tasks take no more than their time") {
  const Bench bench;
  Witness witness;
  std::string body = "## Phase 1: A\n\n" + task("one", "x");
  for (int i = 2; i < 400; ++i)
    body += "## Phase " + std::to_string(i) + ": B\n\n" +
            task("one", "{phase" + std::to_string(i - 1) + ".one.output}");
  RunJob job = bench.job(pipeline(body));
  job.runner = preset_runners().front();
  job.seams.sync = [](int) { return 0; };
  const auto begun = std::chrono::steady_clock::now();
  CHECK(run(std::move(job), witness).end->outcome == RunOutcome::done);
  CHECK(std::chrono::steady_clock::now() - begun < 10s);
}
