// Which diagnostics stop a plan: errors in the front matter, and those about tasks, phases, agents and
// placeholders in what would run. Docs and links do not, nor what stands in text that this mode leaves out.
// run.md, "Plan".
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "server/flow/mode_membership.h"
#include "server/run/draft.h"
#include "server/run/names.h"

namespace baton {
namespace {

constexpr std::array<std::string_view, 5> front_matter_codes = {
    "front-matter-unclosed", "front-matter-syntax", "duplicate-key", "schema-violation", "unquoted-value"};
// These speak of a phase, by its heading.
constexpr std::array<std::string_view, 3> phase_codes = {"duplicate-phase", "phase-order", "phase-gap"};
// These speak of something in a task.
constexpr std::array<std::string_view, 11> task_codes = {
    "task-unclosed",  "task-syntax",     "task-missing-agent", "task-missing-prompt",
    "unknown-agent",  "ambiguous-agent", "unknown-phase",      "agent-not-in-phase",
    "duplicate-task", "duplicate-key",   "unquoted-value"};
constexpr std::array<std::string_view, 2> task_code_beginnings = {"placeholder-", "task-"};

template <typename Codes>
bool is_in(const Codes& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool speaks_of_task(std::string_view code) {
  return is_in(task_codes, code) || std::ranges::any_of(task_code_beginnings, [&](std::string_view start) {
           return code.starts_with(start);
         });
}

class Judge {
 public:
  explicit Judge(const Draft& draft)
      : draft_(draft),
        document_(draft.document),
        conditions_(condition_modes(draft.document, draft.flow.mode_count)) {
    for (std::size_t i = 0; i < draft.steps.size(); ++i) {
      const PlanStep& step = draft.steps[i];
      if (step.kind == StepKind::task && step.phase && counts(i)) phases_.insert(*step.phase);
    }
  }

  bool stops(const PlanFinding& finding) const {
    if (!finding.is_error) return false;
    const std::uint32_t at = finding.range.begin;
    if (document_.front_matter.present && at < document_.front_matter.range.end)
      return is_in(front_matter_codes, finding.code);
    if (is_in(phase_codes, finding.code)) return is_in_phase(at);
    const auto step = speaks_of_task(finding.code) ? step_of(finding.range) : std::nullopt;
    if (!step || !counts(*step) || !is_live(finding.range)) return false;
    // Another of its agents may be there.
    if (finding.code == "unknown-agent") return draft_.unresolved[*step];
    return finding.code != "placeholder-not-in-mode" || is_missing_here(at);
  }

 private:
  // What is asked for and takes part. A sentence that gives no prompt was never to run.
  bool counts(std::size_t step) const {
    const StepState state = draft_.steps[step].state;
    const bool prose = document_.tasks[draft_.source[step]].form == Task::Form::prose;
    return draft_.selected[step] && state != StepState::not_in_mode && state != StepState::skipped &&
           !(prose && state == StepState::not_runnable);
  }

  bool is_in_phase(std::uint32_t at) const {
    const auto behind = std::ranges::upper_bound(document_.phases, at, {},
                                                 [](const Phase& phase) { return phase.range.begin; });
    if (behind == document_.phases.begin()) return false;
    const Phase& phase = *std::prev(behind);
    return phase.range.contains(at) && phases_.contains(phase.number);
  }

  std::optional<StepIndex> step_of(TextRange range) const {
    const auto behind = std::ranges::upper_bound(document_.tasks, range.begin, {},
                                                 [](const Task& task) { return task.range.begin; });
    if (behind == document_.tasks.begin()) return std::nullopt;
    const auto index = static_cast<std::size_t>(behind - document_.tasks.begin() - 1);
    if (document_.tasks[index].range.end <= range.begin) return std::nullopt;
    return draft_.step_of_task[index];
  }

  // The finding is about some modes; this one may have what the placeholder reads.
  bool is_missing_here(std::uint32_t at) const {
    const auto found =
        std::ranges::lower_bound(document_.placeholders, at, {},
                                 [](const Placeholder& placeholder) { return placeholder.range.begin; });
    if (found == document_.placeholders.end() || found->range.begin != at) return true;
    const auto index = static_cast<std::size_t>(found - document_.placeholders.begin());
    return draft_.flow.placeholders[index].missing.contains(draft_.mode);
  }

  // Not in text that this mode leaves out.
  bool is_live(TextRange range) const {
    const auto behind =
        std::ranges::upper_bound(document_.conditions, range.begin, {},
                                 [](const Condition& condition) { return condition.range.begin; });
    if (behind == document_.conditions.begin()) return true;
    auto index = std::optional<Index>(static_cast<Index>(behind - document_.conditions.begin() - 1));
    for (; index; index = document_.conditions[*index].parent) {
      const Condition& condition = document_.conditions[*index];
      if (!condition.whole_task && condition.range.contains(range))
        return conditions_[*index].contains(draft_.mode);
    }
    return true;
  }

  const Draft& draft_;
  const Document& document_;
  std::vector<ModeSet> conditions_;
  std::set<unsigned long long> phases_;  // that have something which is to run
};

}  // namespace

std::vector<PlanProblem> stopping_problems(const Draft& draft, std::span<const PlanFinding> findings) {
  std::vector<PlanProblem> out;
  const Judge judge(draft);
  std::set<std::uint32_t> told;  // where an agent that is not there is told already
  for (const PlanFinding& finding : findings) {
    if (!judge.stops(finding)) continue;
    if (finding.code == "unknown-agent") told.insert(finding.range.begin);
    out.push_back({PlanProblem::Kind::finding, true, finding.message, finding.code, finding.range,
                   draft.document.lines.line_of(finding.range.begin) + 1});
  }
  for (std::size_t i = 0; i < draft.steps.size(); ++i) {
    const PlanStep& step = draft.steps[i];
    if (!draft.selected[i] || !draft.unresolved[i]) continue;
    const Task& task = draft.document.tasks[draft.source[i]];
    const TextRange range = draft.document.agent_references[task.agents.front()].range;
    if (told.contains(range.begin)) continue;
    out.push_back({PlanProblem::Kind::unresolved_agent,
                   true,
                   step.id + " names the agent \"" + shown(step.agent) +
                       "\", which is defined nowhere in this workspace",
                   {},
                   range,
                   draft.document.lines.line_of(range.begin) + 1});
  }
  return out;
}

}  // namespace baton
