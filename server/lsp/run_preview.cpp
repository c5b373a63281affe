// See run_preview.h.
#include "server/lsp/run_preview.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "server/run/cache.h"
#include "server/run/names.h"
#include "server/run/render.h"

namespace baton::lsp {
namespace {

bool is_shown(const PlanStep& step) {
  return step.kind == StepKind::task && (step.state == StepState::run || step.state == StepState::blocked) &&
         !step.recipe.pieces.empty();
}

// A step's name is one for files, and has points; an agent's may have anything.
std::string step_file(std::string_view task) {
  std::string out;
  for (std::size_t point; (point = task.find('.')) != std::string_view::npos; task.remove_prefix(point + 1))
    out += file_safe(task.substr(0, point)) + ".";
  return out + file_safe(task) + ".md";
}

std::string prompt_of(const Plan& plan, const PlanStep& step, const RunHistory& history,
                      const Runner& runner) {
  std::map<StepIndex, KeptOutput> kept;
  Outputs outputs;
  for (const StepIndex need : step.needs)
    if (auto output = history.newest_in_mode(plan.steps[need].id, runner))
      kept.emplace(need, std::move(*output));
  for (const auto& [index, output] : kept) outputs[index] = {output.text, output.path};
  return render(plan, step.recipe, outputs).prompt;
}

}  // namespace

std::string preview_text(const Plan& plan, const std::string& root, const Runner& runner) {
  const auto steps = std::ranges::count_if(plan.steps, is_shown);
  const RunHistory history = RunHistory::read(root, plan);
  std::string out;
  for (const PlanStep& step : plan.steps) {
    if (!is_shown(step)) continue;
    const std::string prompt = prompt_of(plan, step, history, runner);
    if (steps == 1) return prompt;
    out += (out.empty() ? "" : "\n") + ("# " + step.id) + "\n\n" + prompt + "\n";
  }
  return out;
}

std::string preview_name(const PlanSelection& selection) {
  const std::string phase = "phase" + std::to_string(selection.phase);
  switch (selection.kind) {
    case PlanSelection::Kind::whole:
      break;
    case PlanSelection::Kind::phase:
      return phase + ".md";
    case PlanSelection::Kind::from:
      return "from-" + phase + ".md";
    case PlanSelection::Kind::to:
      return "to-" + phase + ".md";
    case PlanSelection::Kind::task:
      return step_file(selection.task);
  }
  return "all.md";
}

}  // namespace baton::lsp
