// See mode_membership.h.
#include "server/flow/mode_membership.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"

namespace baton {
namespace {

// Each name that is no mode is compared with all modes; beyond so many a file is no user's.
constexpr std::size_t most_names_compared = 50;

using NearModes = std::unordered_map<std::string, std::optional<std::size_t>>;

// Conditions name modes in any case: `modes` are folded.
std::optional<std::size_t> near_mode(const std::string& name, const std::vector<std::string>& modes,
                                     NearModes& known) {
  const auto [place, is_new] = known.try_emplace(name);
  if (!is_new || known.size() > most_names_compared) return place->second;
  if (const auto near = nearest(fold_case(name), modes))
    place->second = static_cast<std::size_t>(std::ranges::find(modes, *near) - modes.begin());
  return place->second;
}

}  // namespace

std::vector<ModeSet> condition_modes(const Document& document, std::size_t mode_count) {
  std::vector<std::string> modes;
  for (const Mode& mode : document.modes) modes.push_back(fold_case(mode.name));
  NearModes near;
  std::vector<ModeSet> out;
  out.reserve(document.conditions.size());
  for (const Condition& condition : document.conditions) {
    ModeSet& allowed = out.emplace_back();
    for (const ConditionName& name : condition.names) {
      const auto mode =
          name.mode ? std::optional<std::size_t>(*name.mode) : near_mode(name.name.text, modes, near);
      if (mode && *mode < mode_count) allowed.add(*mode);
    }
    // What stands around a condition comes before it in the list.
    if (condition.parent && *condition.parent + 1 < out.size())
      allowed = allowed.intersection(out[*condition.parent]);
  }
  return out;
}

std::vector<TaskFlow> task_flows(const Document& document, AgentIdentities& agents,
                                 const std::vector<ModeSet>& conditions, std::size_t mode_count) {
  ModeSet open = document.modes.empty() ? ModeSet::all(mode_count) : ModeSet();  // run whatever is there
  ByAgent<ModeSet> listed;
  for (std::size_t mode = 0; mode < document.modes.size(); ++mode) {
    if (!document.modes[mode].lists_agents) open.add(mode);
    for (const Index reference : document.modes[mode].agents)
      listed.change(agents.of(document.agent_references[reference].text),
                    [&](ModeSet& modes) { modes.add(mode); });
  }
  const ModeSet all = ModeSet::all(mode_count);
  std::vector<TaskFlow> out;
  out.reserve(document.tasks.size());
  for (const Task& task : document.tasks) {
    TaskFlow& flow = out.emplace_back();
    flow.modes = task.agents.empty() ? all : open;  // an agent that cannot be read may be any
    for (const Index reference : task.agents) {
      const AgentIdentity& agent = agents.of(document.agent_references[reference].text);
      flow.identities.push_back(agent.identity);
      for (const ModeSet* modes : {listed.same(agent), listed.alike(agent)})
        if (modes != nullptr) flow.modes = flow.modes.united(*modes);
    }
    if (task.condition) flow.modes = flow.modes.intersection(conditions[*task.condition]);
  }
  return out;
}

}  // namespace baton
