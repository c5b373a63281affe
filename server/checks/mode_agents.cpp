// See mode_agents.h.
#include "server/checks/mode_agents.h"

#include <algorithm>
#include <vector>

#include "server/syntax/modes.h"

namespace baton {
namespace {

// Every item names an agent: "others as needed" may be any.
bool is_read_whole(const Document& document, const Mode& mode, const YamlNode& agents) {
  if (agents.is_scalar()) {
    const auto parts = std::ranges::count(agents.text, ',') + 1;
    return parts <= static_cast<std::ptrdiff_t>(mode.agents.size());
  }
  if (agents.items.size() > mode.agents.size()) return false;
  // Both are in file order: each item holds the next reference.
  std::size_t next = 0;
  for (const YamlNode& item : agents.items) {
    const std::size_t before = next;
    while (next < mode.agents.size() &&
           item.range.contains(document.agent_references[mode.agents[next]].range))
      ++next;
    if (next == before) return false;
  }
  return next == mode.agents.size();
}

}  // namespace

ModeAgents::ModeAgents(const Snapshot& snapshot, const std::string& path, const Document& document,
                       const Flow& flow)
    : identities_(snapshot, path, &flow.meant_agents), count_(document.modes.size()) {
  const YamlEntry* written = modes_entry(document);
  if (written == nullptr) return;
  const std::vector<YamlEntry>& entries = written->value.entries;  // one for each mode, in their order
  for (std::size_t i = 0; i < count_ && i < entries.size(); ++i) {
    const Mode& mode = document.modes[i];
    for (const Index reference : mode.agents) {
      const AgentIdentity& agent = identities_.of(document.agent_references[reference].text);
      listed_.change(agent, [&](ModeSet& modes) { modes.add(i); });
      names_.insert(agent.bare);
    }
    const YamlEntry* agents = entries[i].value.find("agents");
    if (agents == nullptr) {
      open_.add(i);
    } else if (mode.lists_agents && is_read_whole(document, mode, agents->value)) {
      listing_.add(i);
    }
  }
}

ModeSet ModeAgents::listing(const std::string& agent) {
  const AgentIdentity& identity = identities_.of(agent);
  ModeSet out;
  for (const ModeSet* modes : {listed_.same(identity), listed_.alike(identity)})
    if (modes != nullptr) out = out.united(*modes);
  return out;
}

bool are_modes_sound(const Document& document) {
  const YamlEntry* modes = modes_entry(document);
  if (modes == nullptr) return true;
  return std::ranges::none_of(document.front_matter.problems, [&](const YamlProblem& problem) {
    if (problem.kind == YamlProblem::Kind::unquoted_value) return false;
    if (problem.kind == YamlProblem::Kind::duplicate_key) return modes->range.contains(problem.range);
    return problem.range.begin >= modes->key_range.begin;
  });
}

std::optional<ModeSet> modes_of_condition(const Document& document, const Task& task) {
  if (!task.condition) return std::nullopt;
  ModeSet out;
  for (const ConditionName& name : document.conditions[*task.condition].names) {
    if (!name.mode) return std::nullopt;
    out.add(*name.mode);
  }
  return out;
}

}  // namespace baton
