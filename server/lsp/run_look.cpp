// A look is a plan of the whole file, made as the last run made its own, laid beside the logs of all runs.
#include "server/lsp/run_look.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/run/cache.h"
#include "server/run/draft.h"
#include "server/run/file_claim.h"
#include "server/run/names.h"
#include "server/run/process.h"
#include "server/run/runner_choice.h"
#include "server/run/store.h"
#include "server/run/trust.h"
#include "server/syntax/modes.h"

namespace baton::lsp {
namespace {

constexpr std::size_t most_opening_lines = 12;
constexpr std::size_t most_opening = 800;  // bytes

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

// The first lines of an output, made harmless.
std::string opening_of(std::string_view text) {
  std::string out;
  for (std::size_t lines = 0; lines < most_opening_lines && !text.empty() && out.size() < most_opening;
       ++lines) {
    const std::size_t end = text.find('\n');
    out += (out.empty() ? "" : "\n") + shown(text.substr(0, std::min(end, most_opening)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return text.empty() ? out : out + "\n\xE2\x80\xA6";
}

class Looker {
 public:
  Looker(const DocumentView& view, const std::string& root, const std::optional<std::string>& mode,
         const RunPlaces& places)
      : view_(view),
        root_(root),
        flow_(analyse_flow(*view.world, view.path, *view.document)),
        user_(read_user_config(places.config, places.home).values) {
    request_.force = true;
    request_.mode = mode;
  }

  RunLook look() {
    RunLook out;
    out.root_trusted = is_trusted(user_, root_);
    const RunChoice& workspace = view_.world->configuration_for(view_.path).run;
    if (const auto choice = choose_runner({}, 0, user_, workspace)) {
      runner_ = choice->runner;
      out.calls_nothing = runner_.calls_nothing();
    }
    const Plan first = plan();
    folder_ = command_folder(first.command);
    const RunHistory history = RunHistory::read(root_, first);
    const auto use = run_under_way(root_, first.command, view_.path);
    if (use && !is_own(*use)) out.elsewhere = under_way_words(*use);
    for (const std::span<const Runner> list : {std::span<const Runner>(user_.runners), preset_runners()})
      for (const Runner& known : list) out.runners.push_back(known.name);
    if (!history.runs().empty()) follow(history.runs().front(), out);
    for (const RunState& run : history.runs()) add_answers(run);
    if (!request_.mode && !view_.document->modes.empty()) {
      const auto usual = std::ranges::find_if(view_.document->modes, &Mode::is_default);
      request_.mode = usual != view_.document->modes.end() ? usual->name : view_.document->modes.front().name;
    }
    const Plan now = plan();
    const std::map<std::string, StepFreshness> fresh = freshness(now, history, runner_);
    for (const PlanStep& step : now.steps)
      if (step.kind == StepKind::task) out.tasks[step.id] = task_of(step, fresh, history);
    return out;
  }

 private:
  Plan plan() const { return make_plan(*view_.world, view_.path, *view_.document, flow_, {}, request_); }

  // What the last run was told counts on: it would be told the same again.
  void follow(const RunState& run, RunLook& out) {
    out.last = LastRun{run.run, run.mode, LastRun::State::interrupted};
    if (run.outcome) {
      out.last->state = state_after(*run.outcome);
    } else if (is_held(root_, folder_, run.run)) {
      out.last->state = run.at_gate ? LastRun::State::paused : LastRun::State::running;
      out.last->under_way = true;
    }
    request_.arguments = run.arguments;
    if (!request_.mode && run.mode && mode_index(*view_.document, *run.mode)) request_.mode = run.mode;
    if (const Runner* used = find_runner(run.runner, user_.runners)) runner_ = *used;
  }

  // A run of one phase is asked little: what it was not asked stands as a run before it was told.
  void add_answers(const RunState& run) {
    if (run.arguments != request_.arguments) return;
    const std::size_t newer = request_.answers.size();
    for (const PlanAnswer& answer : run.answers) {
      const auto known = std::span(request_.answers).first(newer);
      if (std::ranges::find(known, answer.key, &PlanAnswer::key) == known.end())
        request_.answers.push_back(answer);
    }
  }

  TaskRun task_of(const PlanStep& step, const std::map<std::string, StepFreshness>& fresh,
                  const RunHistory& history) const {
    TaskRun out;
    if (step.state == StepState::skipped) return {TaskRun::Kind::skipped, step.reason};
    if (const auto found = fresh.find(step.id);
        found != fresh.end() && found->second.state != Freshness::none) {
      out.kind = found->second.state == Freshness::fresh ? TaskRun::Kind::fresh : TaskRun::Kind::stale;
      out.reason = found->second.reason;
      add_output(found->second.run, step.id, history, out);
      out.made = out.output;
    }
    for (const RunState& run : history.runs()) {
      const auto task = run.tasks.find(step.id);
      if (task == run.tasks.end() || task->second.status == TaskStatus::none ||
          task->second.status == TaskStatus::not_run)
        continue;
      take_record(run, task->second, &run == &history.runs().front(), out);
      break;
    }
    return out;
  }

  void add_output(const std::string& run, const std::string& id, const RunHistory& history,
                  TaskRun& out) const {
    const auto found = std::ranges::find(history.runs(), run, &RunState::run);
    if (found == history.runs().end()) return;
    const auto task = found->tasks.find(id);
    if (task == found->tasks.end() || task->second.last.file.empty()) return;
    add_file(run, task->second.last.file, out);
  }

  void add_file(const std::string& run, const std::string& file, TaskRun& out) const {
    const auto text = read_output(root_, folder_, run, file);
    if (!text) return;
    out.output = runs_path(root_, folder_) + "/" + run + "/" + file;
    out.opening = opening_of(*text);
  }

  // What the newest run that knows the task says of it; `newest`: of all runs.
  void take_record(const RunState& run, const TaskRecord& task, bool newest, TaskRun& out) const {
    const auto set = [&](TaskRun::Kind kind, const std::string& reason) {
      out = {kind, reason, {}, {}, std::move(out.made)};
      if (!task.last.file.empty()) add_file(run.run, task.last.file, out);
    };
    if (task.status == TaskStatus::failed) return set(TaskRun::Kind::failed, shown(task.last.reason));
    if (task.status == TaskStatus::cancelled) return set(TaskRun::Kind::cancelled, "");
    if (!newest) return;
    if (task.status == TaskStatus::blocked) set(TaskRun::Kind::blocked, shown(task.last.reason));
    if (task.status != TaskStatus::running) return;
    if (is_held(root_, folder_, run.run)) return set(TaskRun::Kind::running, "");
    set(TaskRun::Kind::interrupted, "resume with baton --run " + shown(path::relative(view_.path, root_)) +
                                        " " + options_to_resume(run.run, run.runner, false));
  }

  const DocumentView& view_;
  const std::string& root_;
  Flow flow_;
  UserConfig user_;
  Runner runner_ = preset_runners().front();
  PlanRequest request_;
  std::string folder_;  // of the command's runs
};

}  // namespace

RunPlaces places_of_user() {
  const std::string home = variable("HOME");
  return {user_config_path(variable("XDG_CONFIG_HOME"), home), state_folder(variable("XDG_STATE_HOME"), home),
          home, variable("PATH"), own_environment()};
}

LastRun::State state_after(RunOutcome outcome) {
  switch (outcome) {
    case RunOutcome::done:
      return LastRun::State::finished;
    case RunOutcome::failed:
      return LastRun::State::failed;
    case RunOutcome::waiting:
      return LastRun::State::paused;
    case RunOutcome::cancelled:
      break;
  }
  return LastRun::State::cancelled;
}

std::string_view state_word(LastRun::State state) {
  switch (state) {
    case LastRun::State::running:
      return "running";
    case LastRun::State::paused:
      return "paused";
    case LastRun::State::finished:
      return "finished";
    case LastRun::State::failed:
      return "failed";
    case LastRun::State::interrupted:
      return "interrupted";
    case LastRun::State::cancelled:
      break;
  }
  return "cancelled";
}

RunLook look_at_runs(const DocumentView& view, const std::string& root,
                     const std::optional<std::string>& mode, const RunPlaces& places) {
  return Looker(view, root, mode, places).look();
}

std::vector<std::string> step_names(const DocumentView& view) {
  const Document& document = *view.document;
  std::vector<std::string> names(document.tasks.size());
  const Flow flow = analyse_flow(*view.world, view.path, document);
  const Draft draft = draft_steps(*view.world, view.path, document, flow, 0);
  for (std::size_t i = 0; i < draft.steps.size(); ++i) {
    if (draft.steps[i].kind != StepKind::task) continue;
    const Task& task = document.tasks[draft.source[i]];
    if (!task.agents.empty() && task.prompt) names[draft.source[i]] = draft.steps[i].id;
  }
  return names;
}

}  // namespace baton::lsp
