// See runner_choice.h.
#include "server/run/runner_choice.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>

#include "server/base/visible.h"
#include "server/run/cache.h"

namespace baton {
namespace {

constexpr unsigned usual_jobs = 4;

unsigned first_set(std::initializer_list<unsigned> values) {
  const auto set = std::ranges::find_if(values, [](unsigned value) { return value > 0; });
  return set == values.end() ? 0U : *set;
}

std::string default_runner(const UserConfig& user, const RunChoice& workspace) {
  if (user.runner.empty()) return std::string(preview_runner);
  const bool known = std::ranges::find(user.runners, workspace.runner, &Runner::name) != user.runners.end();
  return known ? workspace.runner : user.runner;
}

}  // namespace

Result<RunnerChoice> choose_runner(const std::string& name, unsigned jobs, const UserConfig& user,
                                   const RunChoice& workspace) {
  const std::string wanted = name.empty() ? default_runner(user, workspace) : name;
  const Runner* runner = find_runner(wanted, user.runners);
  if (runner == nullptr) {
    std::string names;
    for (const std::span<const Runner> list : {std::span<const Runner>(user.runners), preset_runners()})
      for (const Runner& known : list) names += (names.empty() ? "" : ", ") + known.name;
    return Error{"there is no runner " + wanted + "; there are " + names};
  }
  return RunnerChoice{*runner, first_set({jobs, workspace.jobs, user.jobs, usual_jobs}),
                      first_set({workspace.timeout, user.timeout})};
}

std::string other_runner(const std::string& run, const std::string& made_by, const Runner& runner,
                         bool chosen) {
  if (made_by == preview_runner || made_by == runner.name || (chosen && !runner.calls_nothing())) return {};
  return "run " + run + " was made by the runner " + escaped(made_by) +
         ": name that runner (--runner) to go on, or begin a new run";
}

std::string options_to_resume(const std::string& run, const std::string& made_by, bool at_gate) {
  return "--resume " + run + (at_gate ? " --yes" : "") +
         (made_by == preview_runner ? "" : " --runner " + escaped(made_by));
}

PlanRequest with_earlier_runs(PlanRequest request, const std::string& root, const Plan& plan,
                              const Runner& runner) {
  const RunHistory history = RunHistory::read(root, plan);
  request.outputs.clear();
  request.other_arguments.clear();
  request.ends.clear();
  for (const PlanStep& step : plan.steps) {
    if (step.kind != StepKind::task) continue;
    if (const auto kept = history.newest_in_mode(step.id, runner)) {
      request.outputs.insert(step.id);
      if (kept->arguments != plan.arguments) request.other_arguments[step.id] = kept->arguments;
    } else if (std::string end = history.end_of(step.id, runner); !end.empty()) {
      request.ends[step.id] = std::move(end);
    }
  }
  return request;
}

}  // namespace baton
