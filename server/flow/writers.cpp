// See writers.h.
#include "server/flow/writers.h"

#include <algorithm>
#include <iterator>

namespace baton {
namespace {

void add_once(std::vector<Index>& list, Index index) {
  if (list.empty() || list.back() != index) list.push_back(index);
}

}  // namespace

WriterList::WriterList(std::vector<Index> tasks, const std::vector<TaskFlow>& flows) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const ModeSet& modes = flows[tasks[i]].modes;
    if (growth_.empty()) {
      growth_.emplace_back(1, modes);
    } else if (!modes.without(growth_.back().second).empty()) {
      growth_.emplace_back(i + 1, growth_.back().second.united(modes));
    }
  }
  tasks_ = SharedIndexes(std::move(tasks));
}

const ModeSet& WriterList::modes_of_first(std::size_t count) const {
  const auto behind = std::ranges::upper_bound(growth_, count, {}, &std::pair<std::size_t, ModeSet>::first);
  return std::prev(behind)->second;
}

Writers::Writers(const Document& document, const std::vector<Index>& order,
                 const std::vector<TaskFlow>& flows, AgentIdentities& agents)
    : flows_(flows), agents_(agents) {
  for (const Phase& phase : document.phases) phases_.try_emplace(phase.number);
  for (const Index index : order) {
    const Task& task = document.tasks[index];
    PhaseTasks& phase = phases_[document.phases[*task.phase].number];
    phase.all.push_back(index);
    phase.has_unreadable = phase.has_unreadable || task.agents.empty();
    for (const Index reference : task.agents)
      phase.by_agent.change(agents_.of(document.agent_references[reference].text),
                            [&](std::vector<Index>& tasks) { add_once(tasks, index); });
  }
  for (const Task& task : document.tasks) {  // in file order, as phases are
    if (!task.phase) continue;
    for (const Index reference : task.agents)
      phases_by_agent_.change(agents_.of(document.agent_references[reference].text),
                              [&](std::vector<Index>& phases) { add_once(phases, *task.phase); });
  }
}

Writers::Found Writers::find(const Placeholder& placeholder) {
  Found out;
  const auto phase = phases_.find(placeholder.phase);
  if (phase == phases_.end()) return out;
  out.phase_exists = true;
  const PhaseTasks& tasks = phase->second;
  if (placeholder.kind == Placeholder::Kind::phase_output) {
    out.knowable = !tasks.all.empty();
    if (out.knowable) out.list = list_of(tasks.all);
    return out;
  }
  out.knowable = !tasks.has_unreadable;
  if (const auto* found = tasks.by_agent.nearest(agents_.of(placeholder.agent))) out.list = list_of(*found);
  return out;
}

SharedIndexes Writers::phases_of(const std::string& agent) {
  const std::vector<Index>* found = phases_by_agent_.nearest(agents_.of(agent));
  if (found == nullptr) return {};
  const auto [place, is_new] = known_phases_.try_emplace(found);
  if (is_new) place->second = SharedIndexes(*found);
  return place->second;
}

std::size_t Writers::list_of(const std::vector<Index>& tasks) {
  const auto [place, is_new] = known_lists_.try_emplace(&tasks, lists_.size());
  if (is_new) lists_.emplace_back(tasks, flows_);
  return place->second;
}

}  // namespace baton
