// What one row or task says of an agent holds for all places of the file that name it.
#include "server/flow/optional_agents.h"

#include <algorithm>

namespace baton {

std::vector<std::string> find_optional_agents(const Document& document, AgentIdentities& agents) {
  ByAgent<bool> optional;
  bool any = false;
  const auto mark = [&](Index reference) {
    any = true;
    optional.change(agents.of(document.agent_references[reference].text), [](bool& is) { is = true; });
  };
  for (const AgentRow& row : document.agent_rows)
    if (row.starred && row.reference) mark(*row.reference);
  for (const Task& task : document.tasks)
    if (task.skip_if_missing)
      for (const Index reference : task.agents) mark(reference);
  std::vector<std::string> out;
  if (!any) return out;
  for (const AgentReference& reference : document.agent_references) {
    const AgentIdentity& agent = agents.of(reference.text);
    if (optional.nearest(agent) != nullptr) out.push_back(agent.identity);
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace baton
