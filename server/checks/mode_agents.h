// Which mode lists which agents, and what is known of it: what the checks of modes ask the front matter.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "server/checks/check.h"
#include "server/flow/agent_identity.h"

namespace baton {

class ModeAgents {
 public:
  // All outlive it.
  ModeAgents(const Snapshot& snapshot, const std::string& path, const Document& document, const Flow& flow);

  ModeSet all() const { return ModeSet::all(count_); }
  // Modes with a list of agents that could be read to its end.
  const ModeSet& listing() const { return listing_; }
  // Modes without such a list: they run every task.
  const ModeSet& open() const { return open_; }
  // The modes whose list names the agent.
  ModeSet listing(const std::string& agent);
  // Whether a list holds that name, be it of another plugin's agent: its author may well mean this one.
  bool names(const std::string& agent) { return names_.contains(identity(agent).bare); }
  const AgentIdentity& identity(const std::string& agent) { return identities_.of(agent); }

 private:
  AgentIdentities identities_;
  std::size_t count_;
  ModeSet listing_, open_;
  ByAgent<ModeSet> listed_;
  std::unordered_set<std::string> names_;  // bare
};

// Whether the modes are what their author wrote: not where YAML breaks off in or behind them, nor where one
// of them has a name or key twice. What such a file says of modes is told when that is mended.
bool are_modes_sound(const Document& document);

// The modes that a whole task's own condition allows; nothing where one of its names is no mode.
std::optional<ModeSet> modes_of_condition(const Document& document, const Task& task);

}  // namespace baton
