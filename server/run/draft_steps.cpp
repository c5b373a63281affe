// The steps and their order. See draft.h.
#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "server/run/agent_choice.h"
#include "server/run/draft.h"
#include "server/run/names.h"

namespace baton {
namespace {

std::string scalar_of(const YamlNode& mapping, std::string_view key) {
  const YamlEntry* entry = mapping.is_mapping() ? mapping.find(key) : nullptr;
  return entry != nullptr && entry->value.is_scalar() ? entry->value.text : std::string();
}

std::string hex(std::uint64_t number) {
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(number));
  return out;
}

class Builder {
 public:
  Builder(const Snapshot& snapshot, const std::string& path, Draft& draft)
      : snapshot_(snapshot), path_(path), draft_(draft), document_(draft.document) {}

  void build() {
    name_tasks();
    draft_.step_of_task.assign(document_.tasks.size(), no_step);
    std::vector<Index> before, behind;
    const std::uint32_t first = document_.phases.empty() ? 0 : document_.phases.front().range.begin;
    for (Index i = 0; i < document_.tasks.size(); ++i)
      if (!document_.tasks[i].phase) (document_.tasks[i].range.begin < first ? before : behind).push_back(i);
    add_part(std::nullopt, before, {});
    std::map<unsigned long long, std::pair<std::vector<Index>, std::vector<Index>>> phases;  // tasks, gates
    for (const Index task : draft_.flow.order)
      phases[document_.phases[*document_.tasks[task].phase].number].first.push_back(task);
    for (Index i = 0; i < document_.gates.size(); ++i)
      phases[document_.phases[document_.gates[i].phase].number].second.push_back(i);
    for (const auto& [number, parts] : phases) add_part(number, parts.first, parts.second);
    add_part(std::nullopt, behind, {});
    draft_.hopeless.resize(draft_.steps.size());
    draft_.selected.resize(draft_.steps.size());
  }

 private:
  // In file order, so that a task is called the same in every mode and selection.
  void name_tasks() {
    for (const Task& task : document_.tasks) {
      AgentChoice choice;
      if (!task.agents.empty()) choice = choose_agent(snapshot_, path_, document_, task);
      std::string name = choice.name.empty() ? "task" : file_safe(choice.name);
      if (task.phase) name.insert(0, "phase" + std::to_string(document_.phases[*task.phase].number) + ".");
      ids_.push_back(names_.take(name));
      choices_.push_back(std::move(choice));
    }
  }

  void add_part(std::optional<unsigned long long> phase, const std::vector<Index>& tasks,
                const std::vector<Index>& gates) {
    if (tasks.empty() && gates.empty()) return;
    for (const Index task : tasks) {
      add_task(phase, task);
      if (!phase) ++stage_;
    }
    for (const Index gate : gates) add_gate(*phase, gate);
    if (phase) ++stage_;
  }

  PlanStep& add(std::optional<unsigned long long> phase, TextRange range, Index source) {
    PlanStep& step = draft_.steps.emplace_back();
    draft_.source.push_back(source);
    draft_.unresolved.push_back(false);
    step.phase = phase;
    step.stage = stage_;
    step.range = range;
    step.line = document_.lines.line_of(range.begin) + 1;
    return step;
  }

  void add_gate(unsigned long long phase, Index index) {
    const Gate& gate = document_.gates[index];
    PlanStep& step = add(phase, gate.range, index);
    step.kind = StepKind::gate;
    step.id = names_.take("phase" + std::to_string(phase) + ":gate");
    step.description = gate.text.text;
  }

  void add_task(std::optional<unsigned long long> phase, Index index) {
    const Task& task = document_.tasks[index];
    AgentChoice& choice = choices_[index];
    draft_.step_of_task[index] = static_cast<StepIndex>(draft_.steps.size());
    PlanStep& step = add(phase, task.range, index);
    step.id = ids_[index];
    step.agent = choice.text;
    step.description = scalar_of(task.fields, "description");
    step.model = choose_model(snapshot_, document_, task, choice);
    if (choice.agent != nullptr) {
      step.agent_file = choice.agent->path;
      if (const FileFacts* facts = snapshot_.facts(choice.agent->path)) step.agent_hash = hex(facts->content);
    }
    judge(step, index, choice);
    if (step.state == StepState::run) step.notes = std::move(choice.notes);
  }

  void judge(PlanStep& step, Index index, const AgentChoice& choice) {
    const Task& task = document_.tasks[index];
    const auto leave_out = [&](StepState state, std::string reason) {
      step.state = state;
      step.reason = std::move(reason);
    };
    if (!draft_.flow.tasks[index].modes.contains(draft_.mode))
      return leave_out(StepState::not_in_mode, modes_words(draft_.flow.tasks[index].modes));
    if (task.agents.empty()) return leave_out(StepState::not_runnable, "names no agent");
    if (!task.prompt) return leave_out(StepState::not_runnable, "has no prompt");
    if (choice.state == AgentChoice::State::found || !snapshot_.defines_agents()) return;
    if (draft_.flow.tasks[index].optional) return leave_out(StepState::skipped, choice.words);
    if (choice.state == AgentChoice::State::missing) draft_.unresolved[draft_.steps.size() - 1] = true;
  }

  std::string modes_words(const ModeSet& modes) const {
    constexpr std::size_t most_told = 3;
    const std::vector<std::size_t> list = modes.list();
    if (list.empty()) return "runs in no mode";
    if (list.size() > most_told) return "runs in " + std::to_string(list.size()) + " other modes only";
    std::vector<std::string> names;
    for (const std::size_t mode : list) names.push_back(shown(document_.modes[mode].name));
    return "runs in " + list_words(names) + " only";
  }

  const Snapshot& snapshot_;
  const std::string& path_;
  Draft& draft_;
  const Document& document_;
  UniqueNames names_;
  std::vector<std::string> ids_;      // per task
  std::vector<AgentChoice> choices_;  // per task
  std::size_t stage_ = 0;
};

}  // namespace

Draft draft_steps(const Snapshot& snapshot, const std::string& path, const Document& document,
                  const Flow& flow, std::size_t mode) {
  Draft out{document, flow, mode};
  Builder(snapshot, path, out).build();
  return out;
}

std::pair<StepIndex, StepIndex> first_prompts(const Draft& draft) {
  const auto can_run = [](const PlanStep& step) {
    return step.kind == StepKind::task &&
           (step.state == StepState::run || step.state == StepState::not_selected ||
            step.state == StepState::given || step.state == StepState::blocked);
  };
  const auto first = std::ranges::find_if(draft.steps, can_run);
  const auto end = std::find_if(first, draft.steps.end(),
                                [&](const PlanStep& step) { return step.phase != first->phase; });
  return {static_cast<StepIndex>(first - draft.steps.begin()),
          static_cast<StepIndex>(end - draft.steps.begin())};
}

}  // namespace baton
