// The plan in the making: its steps, and what each has come from. Each part of planning is a function over
// it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/run/plan.h"

namespace baton {

inline constexpr StepIndex no_step = static_cast<StepIndex>(-1);

struct Draft {
  const Document& document;
  const Flow& flow;
  std::size_t mode = 0;  // an index; 0 in a file without modes
  std::vector<PlanStep> steps = {};
  std::vector<Index> source = {};            // per step: in Document::tasks or gates
  std::vector<StepIndex> step_of_task = {};  // per task
  std::vector<bool> unresolved = {};         // per step: its agent is not optional and not there
  std::vector<std::string> hopeless =
      {};                           // per step: why it cannot run in this mode whatever is selected; or empty
  std::vector<bool> selected = {};  // per step
};

// All tasks and gates, as they run: tasks before the first phase, phases by number, tasks behind them. The
// states say what the file and the mode make of each; all others are `run`.
Draft draft_steps(const Snapshot& snapshot, const std::string& path, const Document& document,
                  const Flow& flow, std::size_t mode);

// Recipes, needs and what is hopeless. False where the file asks for more than any person's would.
bool draft_recipes(Draft& draft, const std::string& arguments, const std::vector<PlanQuestion>& questions);

// The steps whose prompts begin with the answers to the file's questions, from the first to behind the last:
// those of the first phase that has a task which can run in the mode.
std::pair<StepIndex, StepIndex> first_prompts(const Draft& draft);

// Sets `selected`; a selection that names nothing of the file is a problem.
std::optional<PlanProblem> draft_selection(Draft& draft, const PlanSelection& selection);

// Says of each step whether it runs, with the reason; `request` knows what ran earlier.
void draft_states(Draft& draft, const PlanRequest& request);

// The findings that speak of what is selected and stop it.
std::vector<PlanProblem> stopping_problems(const Draft& draft, std::span<const PlanFinding> findings);

// "needs the output of A, which needs the output of B, which END"; `hidden`: so many more stand between the
// last name and the end.
std::string needs_words(std::span<const std::string> names, std::size_t hidden, std::string_view end);

}  // namespace baton
