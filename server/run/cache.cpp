// A file is believed only as far as its hash goes: what somebody edited in the run's folder is no output any
// more.
#include "server/run/cache.h"

#include <algorithm>
#include <utility>

#include "server/base/path.h"
#include "server/run/names.h"
#include "server/run/store.h"

namespace baton {
namespace {

constexpr std::size_t most_runs = 50;

// How the step was finished in this run, with an output; nullptr where it was not.
const RunEvent* finish_of(const RunState& run, const std::string& step) {
  const auto task = run.tasks.find(step);
  if (task == run.tasks.end() || !task->second.finished) return nullptr;
  return task->second.finished->file.empty() ? nullptr : &*task->second.finished;
}

bool was_called(const RunEvent& finished) {
  static const std::string preview = runner_hash(preset_runners().front());
  return !finished.inputs || finished.inputs->runner != preview;
}

// Whatever a step was made from, it may change with what it reads.
std::string waits_for_stale(const Plan& plan, const PlanStep& step,
                            const std::map<std::string, StepFreshness>& known) {
  for (const StepIndex need : step.needs) {
    const auto found = known.find(plan.steps[need].id);
    if (found != known.end() && found->second.state == Freshness::stale)
      return plan.steps[need].id + " is stale";
  }
  return {};
}

// What a step read, as far as it is known: nothing where an output is missing.
bool outputs_of(const Plan& plan, const PlanStep& step, const std::map<StepIndex, KeptOutput>& kept,
                Outputs& outputs, std::map<std::string, std::string>& read) {
  for (const StepIndex need : step.needs) {
    const auto found = kept.find(need);
    if (found == kept.end()) return false;
    outputs[need] = {found->second.text, found->second.path};
    read[plan.steps[need].id] = found->second.finished.output_hash;
  }
  return true;
}

}  // namespace

bool is_run_of(const RunState& run, const std::string& root, const std::string& path) {
  if (run.path == path) return true;
  return !path::is_below(run.path, root) && path::is_below(path, root) &&
         run.path.ends_with("/" + path::relative(path, root));
}

RunHistory RunHistory::read(const std::string& root, const Plan& plan, const std::string& first) {
  RunHistory history;
  history.root_ = root;
  history.folder_ = command_folder(plan.command);
  history.path_ = plan.path;
  history.mode_ = plan.mode;
  history.arguments_ = plan.arguments;
  history.unread_ = list_runs(root, history.folder_);
  std::erase(history.unread_, first);
  std::ranges::reverse(history.unread_);
  if (!first.empty()) history.unread_.push_back(first);
  return history;
}

const RunState* RunHistory::run(std::size_t n) const {
  while (runs_.size() <= n && runs_.size() < most_runs && !unread_.empty()) {
    const std::string id = std::move(unread_.back());
    unread_.pop_back();
    Result<RunState> state = read_run(root_, folder_, id);
    if (!state || !is_run_of(*state, root_, path_)) continue;
    state->run = id;  // the folder's name, whatever its log says
    runs_.push_back(std::move(*state));
  }
  return n < runs_.size() ? &runs_[n] : nullptr;
}

const std::deque<RunState>& RunHistory::runs() const {
  run(most_runs);
  return runs_;
}

std::optional<KeptOutput> RunHistory::kept(const RunState& run, const RunEvent& finished) const {
  std::optional<std::string> text = read_output(root_, folder_, run.run, finished.file);
  if (!text || text_hash(*text) != finished.output_hash) return std::nullopt;
  return KeptOutput{run.run, runs_path(root_, folder_) + "/" + run.run + "/" + finished.file,
                    std::move(*text), finished, run.arguments};
}

template <typename Counts>
std::optional<KeptOutput> RunHistory::newest_of(const std::string& step, const Runner& runner,
                                                Counts counts) const {
  for (std::size_t n = 0; const RunState* one = run(n); ++n) {
    if (!counts(*one)) continue;
    const RunEvent* finished = finish_of(*one, step);
    if (finished == nullptr || (!runner.calls_nothing() && !was_called(*finished))) continue;
    if (auto output = kept(*one, *finished)) return output;
  }
  return std::nullopt;
}

std::optional<KeptOutput> RunHistory::newest(const std::string& step, const Runner& runner) const {
  return newest_of(step, runner, [](const RunState&) { return true; });
}

std::optional<KeptOutput> RunHistory::newest_in_mode(const std::string& step, const Runner& runner) const {
  const auto in_mode = [&](const RunState& run) { return run.mode == mode_; };
  auto same = newest_of(step, runner,
                        [&](const RunState& run) { return in_mode(run) && run.arguments == arguments_; });
  return same ? std::move(same) : newest_of(step, runner, in_mode);
}

std::string RunHistory::end_of(const std::string& step, const Runner& runner) const {
  for (std::size_t n = 0; const RunState* one = run(n); ++n) {
    const auto task = one->tasks.find(step);
    if (one->mode != mode_ || task == one->tasks.end()) continue;
    const std::string reason = task->second.last.reason.empty() ? "" : ": " + shown(task->second.last.reason);
    switch (task->second.status) {
      case TaskStatus::failed:
        return "failed" + reason;
      case TaskStatus::cancelled:
        return "was cancelled";
      case TaskStatus::running:
        return is_held(root_, folder_, one->run) ? "is still running" : "was interrupted";
      case TaskStatus::blocked:
        return "was blocked" + reason;
      case TaskStatus::skipped:
        return "was skipped" + reason;
      case TaskStatus::finished:
        return runner.calls_nothing() || was_called(task->second.last)
                   ? "has run, and whose output is not there as it was made"
                   : "was only previewed";
      case TaskStatus::none:
      case TaskStatus::not_run:
        break;
    }
  }
  return {};
}

std::optional<KeptOutput> RunHistory::same(const std::string& step, const KeyInputs& inputs) const {
  for (std::size_t n = 0; const RunState* one = run(n); ++n) {
    const RunEvent* finished = finish_of(*one, step);
    if (finished == nullptr || finished->inputs != inputs) continue;
    if (auto output = kept(*one, *finished)) return output;
  }
  return std::nullopt;
}

std::string runner_hash(const Runner& runner) {
  return text_hash(runner_identity(runner));
}

KeyInputs key_inputs(const Plan& plan, const PlanStep& step, const Outputs& outputs,
                     const std::string& runner) {
  return {prompt_hash(plan, step.recipe, outputs), step.agent_hash, runner, step.model};
}

std::string stale_words(const RunEvent& before, const KeyInputs& now,
                        const std::map<std::string, std::string>& read) {
  if (before.inputs == now) return {};
  for (const auto& [id, hash] : read) {
    const auto old = before.read.find(id);
    if (old != before.read.end() && old->second != hash) return id + "'s output changed";
  }
  return before.inputs ? difference_words(*before.inputs, now) : "nobody wrote down what it was made from";
}

std::map<std::string, StepFreshness> freshness(const Plan& plan, const RunHistory& history,
                                               const Runner& runner) {
  std::map<std::string, StepFreshness> result;
  std::map<StepIndex, KeptOutput> kept;
  const std::string hash = runner_hash(runner);
  for (StepIndex i = 0; i < plan.steps.size(); ++i) {
    const PlanStep& step = plan.steps[i];
    if (step.kind != StepKind::task || (step.state != StepState::run && step.state != StepState::given))
      continue;
    StepFreshness& state = result[step.id];
    std::optional<KeptOutput> output = history.newest(step.id, runner);
    if (!output) continue;
    Outputs outputs;
    std::map<std::string, std::string> read;
    state.run = output->run;
    state.state = Freshness::stale;
    if (!outputs_of(plan, step, kept, outputs, read)) {
      state.reason = "what it reads has no output yet";
      continue;
    }
    const KeyInputs inputs = key_inputs(plan, step, outputs, hash);
    if (auto same = history.same(step.id, inputs)) output = std::move(same);
    state.reason = stale_words(output->finished, inputs, read);
    if (state.reason.empty()) state.reason = waits_for_stale(plan, step, result);
    if (state.reason.empty()) state.state = Freshness::fresh;
    state.run = output->run;
    kept.emplace(i, std::move(*output));
  }
  return result;
}

}  // namespace baton
