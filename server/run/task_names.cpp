// See task_names.h.
#include "server/run/task_names.h"

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

}  // namespace

std::string task_name(const std::optional<unsigned long long>& phase, const std::string& agent,
                      std::string_view id) {
  return agent + std::string(number_of(phase, id));
}

NameFit names_task(std::string_view asked, const std::optional<unsigned long long>& phase,
                   std::string_view agent, std::string_view id) {
  if (asked == id) return NameFit::id;
  const auto is_agent = [&](std::string_view name) {
    return name == agent || name == agent.substr(agent.rfind(':') + 1);
  };
  if (is_agent(asked)) return NameFit::agent;
  const std::string_view number = number_of(phase, id);
  if (number.empty() || !asked.ends_with(number)) return NameFit::none;
  return is_agent(asked.substr(0, asked.size() - number.size())) ? NameFit::printed : NameFit::none;
}

}  // namespace baton
