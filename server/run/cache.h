// Outputs of earlier runs: which may be used again, and in words why another may not. run.md, "Store", cache.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/run/events.h"
#include "server/run/plan.h"
#include "server/run/render.h"
#include "server/run/runner.h"

namespace baton {

// A finished task of some run, with its output checked to be there and whole.
struct KeptOutput {
  std::string run, path, text;  // path: of the file, absolute
  RunEvent finished;            // as it was logged
  std::string arguments;        // of the run
};

// Whether the run was one of this command file: others may have its name. `root` may have been moved since.
bool is_run_of(const RunState& run, const std::string& root, const std::string& path);

// The runs of one command file, newest first, each read once, when it is needed. Not for several threads.
class RunHistory {
 public:
  // Of the plan's file. `first` (a run's id) before all others, then at most so many as are worth a look.
  static RunHistory read(const std::string& root, const Plan& plan, const std::string& first = {});

  const std::deque<RunState>& runs() const;

  // The newest output of the step that any run made. For a runner that calls something a prompt that was only
  // written down is none.
  std::optional<KeptOutput> newest(const std::string& step, const Runner& runner) const;
  // The same of runs in the plan's mode alone: what others read in this mode may say something else in
  // another. One of a run with the plan's arguments goes before newer ones of others.
  std::optional<KeptOutput> newest_in_mode(const std::string& step, const Runner& runner) const;
  // In words what became of a step that has no such output, as the newest run in that mode tells that knows
  // it: "failed: sh ended with exit code 1". Empty: it has not run.
  std::string end_of(const std::string& step, const Runner& runner) const;
  // One that was made from the same: its output can be used again.
  std::optional<KeptOutput> same(const std::string& step, const KeyInputs& inputs) const;

 private:
  std::optional<KeptOutput> kept(const RunState& run, const RunEvent& finished) const;

  // The n-th newest, read when it is first asked for; null: there are no more.
  const RunState* run(std::size_t n) const;

  template <typename Counts>
  std::optional<KeptOutput> newest_of(const std::string& step, const Runner& runner, Counts counts) const;

  std::string root_, folder_, path_;
  std::optional<std::string> mode_;
  std::string arguments_;
  mutable std::vector<std::string> unread_;  // ids, the newest at the end
  mutable std::deque<RunState> runs_;
};

// What key inputs know a runner by.
std::string runner_hash(const Runner& runner);
// `runner`: its hash, which is the same for all steps.
KeyInputs key_inputs(const Plan& plan, const PlanStep& step, const Outputs& outputs,
                     const std::string& runner);

enum class Freshness { none, fresh, stale };

struct StepFreshness {
  Freshness state = Freshness::none;
  std::string reason = {};  // stale: in words; none of a step that waits for a stale one
  std::string run = {};     // that made the output
};

// For each step of the plan that would run or is given: is there an output of it, and would it come out anew?
std::map<std::string, StepFreshness> freshness(const Plan& plan, const RunHistory& history,
                                               const Runner& runner);

// "phase1.data-scientist's output changed", or what else differs; empty where nothing does.
std::string stale_words(const RunEvent& before, const KeyInputs& now,
                        const std::map<std::string, std::string>& read);

}  // namespace baton
