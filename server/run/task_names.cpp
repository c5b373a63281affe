// See task_names.h.
#include "server/run/task_names.h"

#include <algorithm>
#include <cstdint>

namespace baton {
namespace {

// ".2" of "phase1.ml-engineer.2". Of an id's parts only the number has a point before it, since names are
// made fit for files.
std::string_view number_of(const std::optional<unsigned long long>& phase, std::string_view id) {
  if (const std::string start = "phase" + std::to_string(phase.value_or(0)) + ".";
      phase && id.starts_with(start))
    id.remove_prefix(start.size());
  const std::size_t point = id.find('.');
  return point == std::string_view::npos ? std::string_view() : id.substr(point);
}

// How well a name fits; the last is the best.
enum class NameFit : std::uint8_t { none, printed, agent, id };

NameFit fit_of(const TaskNames& task, std::string_view agent, std::string_view asked) {
  const auto is_agent = [&](std::string_view name) {
    return name == agent || name == agent.substr(agent.rfind(':') + 1);
  };
  if (is_agent(asked)) return NameFit::agent;
  const std::string_view number = number_of(task.phase, task.id);
  if (number.empty() || !asked.ends_with(number)) return NameFit::none;
  return is_agent(asked.substr(0, asked.size() - number.size())) ? NameFit::printed : NameFit::none;
}

NameFit fit_of(const TaskNames& task, std::string_view asked) {
  if (task.id.empty()) return NameFit::none;
  if (asked == task.id) return NameFit::id;
  NameFit best = NameFit::none;
  for (const std::string_view agent : task.agents) best = std::max(best, fit_of(task, agent, asked));
  return best;
}

}  // namespace

std::string task_name(const std::optional<unsigned long long>& phase, const std::string& agent,
                      std::string_view id) {
  return agent + std::string(number_of(phase, id));
}

TaskNames names_of(const Document& document, Index task, std::string_view id) {
  TaskNames names;
  const Task& named = document.tasks[task];
  if (named.phase) names.phase = document.phases[*named.phase].number;
  for (const Index agent : named.agents) names.agents.push_back(document.agent_references[agent].text);
  names.id = id;
  return names;
}

std::vector<bool> tasks_meant(std::string_view asked, std::span<const TaskNames> tasks) {
  std::vector<NameFit> fits;
  NameFit best = NameFit::none;
  for (const TaskNames& task : tasks) best = std::max(best, fits.emplace_back(fit_of(task, asked)));
  std::vector<bool> meant;
  for (const NameFit fit : fits) meant.push_back(fit != NameFit::none && fit == best);
  return meant;
}

}  // namespace baton
