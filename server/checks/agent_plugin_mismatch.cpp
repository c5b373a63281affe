// agent-plugin-mismatch: the agent table says that an agent is of one plugin, and its definition lies
// elsewhere. A plugin that is not in the workspace may define anything.
#include <string>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/checks/agent_lookups.h"
#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {
namespace {

using Status = AgentResolution::Status;

// Where an agent that the table says to be of `plugin` is defined; nobody where that is right, or unknown.
std::vector<const Agent*> defined_elsewhere(const CheckInput& input, const AgentReference& reference,
                                            const std::string& plugin) {
  const AgentResolution said = input.snapshot.resolve_agent(input.path, plugin + ':' + reference.name);
  const AgentResolution& found = input.agents.of(reference.text);
  if (found.status == Status::ambiguous && said.status == Status::unknown) return found.candidates;
  if (found.agent == nullptr || found.agent == said.agent) return {};
  if (said.status == Status::resolved && reference.qualifier.empty()) return {};
  if (said.status != Status::unseen_plugin) return {found.agent};
  // A plugin that nobody can see, or the right one with a slip in it.
  const std::string& own = found.agent->plugin;
  if (own.empty() || plugin == own || plugin == path::file_name(found.agent->plugin_folder)) return {};
  if (input.snapshot.plugin_named(plugin) != nullptr || !nearest(plugin, std::vector{own})) return {};
  return {found.agent};
}

std::string place_of(const CheckInput& input, const Agent& agent) {
  if (!agent.plugin.empty()) return "plugin " + quoted(agent.plugin);
  return quoted(path::relative(agent.path, path::parent(input.path))) + ", outside of any plugin";
}

}  // namespace

void check_agent_plugin_mismatch(const CheckInput& input, Findings& findings) {
  for (const AgentRow& row : input.document.agent_rows) {
    if (!row.reference || row.plugin.text.empty()) continue;
    const AgentReference& reference = input.document.agent_references[*row.reference];
    const std::vector<const Agent*> agents = defined_elsewhere(input, reference, row.plugin.text);
    if (agents.empty()) continue;
    std::vector<std::string> places;
    for (const Agent* agent : agents) places.push_back(place_of(input, *agent));
    Diagnostic& found = findings.add(
        row.plugin.range, "the agent table says that " + quoted(reference.name) + " is in plugin " +
                              quoted(row.plugin.text) + ", but it is defined in " + listed(places, "and", 3));
    for (const Agent* agent : agents)
      if (const FileFacts* facts = input.snapshot.facts(agent->path); facts && found.related.size() < 3)
        found.related.push_back({facts->name_place, quoted(agent->name) + " is defined here"});
  }
}

}  // namespace baton
