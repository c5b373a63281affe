// See agent_choice.h.
#include "server/run/agent_choice.h"

#include <utility>

#include "server/run/names.h"

namespace baton {
namespace {

using Status = AgentResolution::Status;

std::string scalar_of(const YamlNode& mapping, std::string_view key) {
  const YamlEntry* entry = mapping.is_mapping() ? mapping.find(key) : nullptr;
  return entry != nullptr && entry->value.is_scalar() ? entry->value.text : std::string();
}

AgentChoice choice_of(const AgentReference& reference, const AgentResolution& resolution,
                      const Snapshot& snapshot) {
  AgentChoice out{AgentChoice::State::found, reference.text, reference.name};
  const std::string plugin = reference.qualifier;
  switch (resolution.status) {
    case Status::resolved:
      out.agent = resolution.agent;
      break;
    case Status::ambiguous:
      out.agent = resolution.candidates.front();
      out.notes.push_back(shown(reference.text) + " is defined by several plugins; " +
                          shown(out.agent->plugin) + "'s is taken");
      break;
    case Status::unseen_plugin:
      out.state = AgentChoice::State::unseen;
      out.words = plugin.empty() ? "its agent's name is not a fixed one"
                                 : "its plugin " + shown(plugin) + " is not in this workspace";
      break;
    case Status::unknown:
      out.state = snapshot.defines_agents() ? AgentChoice::State::missing : AgentChoice::State::unseen;
      out.words = plugin.empty() ? "its agent is not in this workspace"
                                 : "its plugin " + shown(plugin) + " has no such agent";
      break;
  }
  return out;
}

}  // namespace

AgentChoice choose_agent(const Snapshot& snapshot, const std::string& path, const Document& document,
                         const Task& task) {
  std::optional<AgentChoice> best;
  for (const Index index : task.agents) {
    const AgentReference& reference = document.agent_references[index];
    AgentChoice choice = choice_of(reference, snapshot.resolve_agent(path, reference.text), snapshot);
    const bool better = !best || choice.state < best->state;
    if (better) best = std::move(choice);
    if (best->state == AgentChoice::State::found) break;
  }
  if (task.agents.size() > 1 && best->state == AgentChoice::State::found)
    best->notes.push_back(shown(best->text) + " is the first of its agents that is here");
  return std::move(*best);
}

std::string choose_model(const Snapshot& snapshot, const Document& document, const Task& task,
                         const AgentChoice& choice) {
  std::string own = scalar_of(task.fields, "model");
  const FileFacts* facts = choice.agent != nullptr ? snapshot.facts(choice.agent->path) : nullptr;
  if (own.empty() && facts != nullptr) own = facts->model;
  if (own.empty() || own == "inherit") own = scalar_of(document.front_matter.root, "model");
  return own == "inherit" ? std::string() : own;
}

}  // namespace baton
