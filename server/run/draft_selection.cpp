// What of the pipeline was asked for. See draft.h.
#include <algorithm>
#include <set>

#include "server/base/edit_distance.h"
#include "server/run/draft.h"
#include "server/run/names.h"
#include "server/run/task_names.h"

namespace baton {
namespace {

using Kind = PlanSelection::Kind;

std::string phases_words(const Document& document) {
  std::set<unsigned long long> numbers;
  for (const Phase& phase : document.phases) numbers.insert(phase.number);
  if (numbers.empty()) return "; it has no phases";
  std::vector<std::string> names;
  for (const unsigned long long number : numbers) names.push_back(std::to_string(number));
  return (names.size() == 1 ? "; its only phase is " : "; its phases are ") + list_words(names);
}

void select_tasks(Draft& draft, const std::string& asked) {
  std::vector<TaskNames> tasks;
  for (StepIndex i = 0; i < draft.steps.size(); ++i)
    tasks.push_back(draft.steps[i].kind == StepKind::task
                        ? names_of(draft.document, draft.source[i], draft.steps[i].id)
                        : TaskNames());
  draft.selected = tasks_meant(asked, tasks);
}

bool is_in_phases(const PlanStep& step, const PlanSelection& selection, bool behind_phases) {
  switch (selection.kind) {
    case Kind::whole:
      return true;
    case Kind::phase:
      return step.phase == selection.phase;
    case Kind::from:
      return step.phase ? *step.phase >= selection.phase : behind_phases;
    case Kind::to:
      return step.phase ? *step.phase <= selection.phase : !behind_phases;
    case Kind::task:
      break;
  }
  return false;
}

PlanProblem unknown_task(const Draft& draft, const std::string& asked) {
  std::set<std::string> agents;
  for (const PlanStep& step : draft.steps)
    if (step.kind == StepKind::task && !step.agent.empty()) agents.insert(step.agent);
  constexpr std::size_t most_compared = 1000;
  std::vector<std::string> names(agents.begin(), agents.end());
  const auto near = names.size() <= most_compared ? nearest(asked, names) : std::nullopt;
  for (std::string& name : names) name = shown(name);
  std::string message = "the file has no task of an agent \"" + shown(asked) + '"';
  if (near)
    message += "; did you mean \"" + shown(*near) + "\"?";
  else if (!names.empty())
    message += "; its agents are " + list_words(names);
  return {PlanProblem::Kind::unknown_task, true, std::move(message)};
}

}  // namespace

std::optional<PlanProblem> draft_selection(Draft& draft, const PlanSelection& selection) {
  const bool by_phase =
      selection.kind == Kind::phase || selection.kind == Kind::from || selection.kind == Kind::to;
  const auto is_phase = [&](const Phase& phase) { return phase.number == selection.phase; };
  if (by_phase && std::ranges::none_of(draft.document.phases, is_phase))
    return PlanProblem{
        PlanProblem::Kind::unknown_phase, true,
        "the file has no phase " + std::to_string(selection.phase) + phases_words(draft.document)};
  bool seen_phase = false;
  for (std::size_t i = 0; i < draft.steps.size(); ++i) {
    seen_phase = seen_phase || draft.steps[i].phase.has_value();
    draft.selected[i] = is_in_phases(draft.steps[i], selection, seen_phase);
  }
  if (selection.kind == Kind::task) {
    select_tasks(draft, selection.task);
    if (std::ranges::find(draft.selected, true) == draft.selected.end())
      return unknown_task(draft, selection.task);
  }
  if (!selection.with_prerequisites) return std::nullopt;
  for (std::size_t i = draft.steps.size(); i-- > 0;)  // who is read comes before who reads
    if (draft.selected[i])
      for (const StepIndex need : draft.steps[i].needs) draft.selected[need] = true;
  return std::nullopt;
}

}  // namespace baton
