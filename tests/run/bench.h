// What tests of whole runs share: a workspace on the disk, a runner that notes its calls, a host that notes
// what it is told. tests/run/stubs/runner.sh does what the line "DO: …" of its prompt says.
#pragma once

#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/run/engine.h"
#include "server/run/process.h"
#include "tests/disk/scratch.h"
#include "tests/run/planning.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace baton::testing {

class Witness : public RunHost {
 public:
  void on_event(const RunEvent& event) override {
    events.push_back(event);
    if (event.kind == RunEventKind::task_text) {
      text += event.text;
      if (on_text) on_text();
      return;
    }
    std::string line(event_name(event.kind));
    if (!event.task.empty()) line += " " + event.task;
    if (!event.from_run.empty()) line += " (kept)";
    if (!event.reason.empty()) line += ": " + event.reason;
    if (event.outcome) line += " " + std::string(outcome_name(*event.outcome));
    lines.push_back(line);
    if (on_line) on_line(line);
  }
  void ask_gate(const PlanStep&, const std::vector<std::string>& outputs,
                std::function<void(bool)> answer) override {
    gate_outputs = outputs;
    answer(gate_answer);
  }

  // Without those that every run has.
  Texts told() const {
    Texts out;
    for (const std::string& line : lines)
      if (!line.starts_with("task-ready") && !line.starts_with("task-output")) out.push_back(line);
    return out;
  }

  std::vector<RunEvent> events;
  Texts lines, gate_outputs;
  std::string text;
  bool gate_answer = true;
  std::function<void()> on_text;
  std::function<void(const std::string&)> on_line;
};

// A workspace on the disk with a runner that notes its calls.
struct Bench {
  test::Scratch root, notes;

  Runner stub() const {
    return {"stub", {testing::source_dir() + "/tests/run/stubs/runner.sh", notes.folder(), "{agent}"}};
  }
  RunJob job(const Plan& plan) const {
    RunJob made;
    made.plan = plan;
    made.text = "the text";
    made.runner = stub();
    made.program = made.runner.argv.front();
    made.root = root.folder();
    made.environment = own_environment();
    return made;
  }
  Texts calls() const {
    std::ifstream in(notes.path("calls"));
    Texts all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }
};

inline Plan pipeline(const std::string& body, PlanRequest request = {}) {
  Plan plan =
      plan_of("---\ndescription: D\n---\n\n# C\n\n" + body, request, agents({"one", "two", "three", "four"}));
  for (const std::string& problem : problems(plan)) FAIL(problem);
  return plan;
}

struct Ended {
  std::optional<RunEnd> end;
  std::string run, folder;
  std::string error;
};

inline Ended run(RunJob job, Witness& witness, std::function<void(Engine&)> later = {}) {
  ::signal(SIGPIPE, SIG_IGN);
  asio::io_context loop;
  Ended ended;
  const auto engine = Engine::start(loop, std::move(job), witness, [&](const RunEnd& end) {
    CHECK_FALSE(ended.end);
    ended.end = end;
  });
  if (!engine) {
    ended.error = engine.error();
    return ended;
  }
  ended.run = (*engine)->run();
  ended.folder = (*engine)->folder();
  if (later) later(**engine);
  loop.run();
  REQUIRE(ended.end);
  return ended;
}

// Goes on with a run when something of its command was changed.
inline RunJob after_change(const Bench& bench, const Ended& ended, std::string body,
                           const std::string& before, const std::string& now) {
  body.replace(body.find(before), before.size(), now);
  RunJob job = bench.job(pipeline(body));
  job.resume = ended.run;
  return job;
}

inline const std::string two_phases = "## Phase 1: A\n\n" + task("one", "First.") + "## Phase 2: B\n\n" +
                                      task("two", "Go on from {phase1.one.output}");

}  // namespace baton::testing
