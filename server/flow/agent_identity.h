// Which names in a file mean one agent. They compare after resolution; where that does not tell (an agent whose
// definition is not in sight), a bare name is the agent of any plugin that has that name. language.md, "Data
// flow".
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "server/workspace/snapshot.h"

namespace baton {

struct AgentIdentity {
  std::string identity;    // by resolution, see AgentResolution
  std::string bare;        // the name without its plugin
  bool qualified = false;  // written with its plugin
};

// Resolves each way of writing once.
class AgentIdentities {
 public:
  AgentIdentities(const Snapshot& snapshot, std::string_view path) : snapshot_(snapshot), path_(path) {}
  // `text`: as written. The result lives as long as this object.
  const AgentIdentity& of(const std::string& text);

 private:
  const Snapshot& snapshot_;
  std::string_view path_;
  std::unordered_map<std::string, AgentIdentity> known_;
};

// Values by agent, found by any name of the agent.
template <typename Value>
class ByAgent {
 public:
  // Calls `change` with each place of the agent; a place is made when it is first asked for.
  template <typename Change>
  void change(const AgentIdentity& agent, Change change) {
    change(identities_[agent.identity]);
    change(names_[agent.bare]);
    if (!agent.qualified) change(bare_names_[agent.bare]);
  }

  // What was put in under the same identity; nullptr for none.
  const Value* same(const AgentIdentity& agent) const { return find(identities_, agent.identity); }
  // What was put in under the same name, where at least one of the two names is bare; nullptr for none.
  const Value* alike(const AgentIdentity& agent) const {
    return find(agent.qualified ? bare_names_ : names_, agent.bare);
  }
  const Value* nearest(const AgentIdentity& agent) const {
    const Value* found = same(agent);
    return found != nullptr ? found : alike(agent);
  }

 private:
  using Values = std::unordered_map<std::string, Value>;
  static const Value* find(const Values& values, const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? nullptr : &found->second;
  }

  Values identities_;
  Values names_;       // of all agents
  Values bare_names_;  // of those written without a plugin
};

}  // namespace baton
