// A plan carried out: phases one after another, the tasks of one at once, each output in the store before it
// counts. One loop, no thread per task. What happens is told as events, by whoever shows it: a terminal, an
// editor, a test. run.md, "Plan", "Store", "Questions and gates".
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/run/events.h"
#include "server/run/plan.h"
#include "server/run/runner.h"
#include "server/run/store.h"

namespace baton {

class RunHost {
 public:
  virtual ~RunHost() = default;
  // All that happens, in order; what the log keeps is in it by then.
  virtual void on_event(const RunEvent& event) = 0;
  // May the run go on behind this gate? `outputs`: files of the phase before it. `answer` is called once, at
  // once or later, on the loop; with "no" the run ends there and can be gone on with.
  virtual void ask_gate(const PlanStep& gate, const std::vector<std::string>& outputs,
                        std::function<void(bool)> answer) = 0;
};

struct RunJob {
  Plan plan;         // not stopped
  std::string text;  // of the command file, as it was planned
  PlanSelection selection;
  Runner runner;
  std::string program;                   // absolute; empty where the runner calls nothing
  std::string root;                      // the folder that .baton lies in, absolute
  std::vector<std::string> environment;  // all there is; the runner gets what it may have
  unsigned jobs = 4;
  std::chrono::milliseconds timeout{0};  // for each task, where the runner has none of its own; 0: none
  bool pass_gates = false;
  bool alone = false;                // refused while another run of the file is under way
  std::set<std::string> rerun = {};  // ids of steps whose earlier outputs do not count
  std::string resume = {};           // a run's id; empty: a new one
  StoreSeams seams = real_seams();
};

struct RunEnd {
  RunOutcome outcome = RunOutcome::done;
  std::string fault =
      {};  // the store failed, in one sentence: what is reported as finished is kept all the same
};

class Engine {
 public:
  using OnEnd = std::function<void(const RunEnd&)>;
  // An error: nothing was started. `host` outlives the run. `on_end` is called once, last, on the loop.
  static Result<std::shared_ptr<Engine>> start(asio::io_context& loop, RunJob job, RunHost& host,
                                               OnEnd on_end);

  virtual ~Engine() = default;
  // What runs is asked to end, and made to after a while; called again, at once.
  virtual void cancel() = 0;
  virtual const std::string& run() const = 0;     // its id
  virtual const std::string& folder() const = 0;  // absolute
};

}  // namespace baton
