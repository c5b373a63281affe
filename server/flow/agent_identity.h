// Which names in a file mean one agent. They compare after resolution; where that does not tell (an agent
// whose definition is not in sight), a bare name is the agent of any plugin that has that name. language.md,
// "Data flow".
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
  bool seen = false;       // its definition is in sight, so that the identity tells all
};

// Resolves each way of writing once.
class AgentIdentities {
 public:
  // `meant`: Flow::meant_agents, or nullptr where misspelt names mean no other agent.
  AgentIdentities(const Snapshot& snapshot, std::string_view path,
                  const std::unordered_map<std::string, std::string>* meant = nullptr)
      : snapshot_(snapshot), path_(path), meant_(meant) {}
  // `text`: as written. The result lives as long as this object.
  const AgentIdentity& of(const std::string& text);

 private:
  const std::string& meant_by(const std::string& written) const;

  const Snapshot& snapshot_;
  std::string_view path_;
  const std::unordered_map<std::string, std::string>* meant_;
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
    change(names_.all[agent.bare]);
    if (!agent.qualified) change(names_.unqualified[agent.bare]);
    if (agent.seen) return;
    change(unseen_names_.all[agent.bare]);
    if (!agent.qualified) change(unseen_names_.unqualified[agent.bare]);
  }

  // What was put in under the same identity; nullptr for none.
  const Value* same(const AgentIdentity& agent) const { return find(identities_, agent.identity); }
  // What was put in under the same name, where the definition of one of the two is not in sight and one of
  // the two names is bare; nullptr for none.
  const Value* alike(const AgentIdentity& agent) const {
    const Names& names = agent.seen ? unseen_names_ : names_;
    return find(agent.qualified ? names.unqualified : names.all, agent.bare);
  }
  const Value* nearest(const AgentIdentity& agent) const {
    const Value* found = same(agent);
    return found != nullptr ? found : alike(agent);
  }

 private:
  using Values = std::unordered_map<std::string, Value>;
  struct Names {
    Values all;
    Values unqualified;  // of agents written without a plugin
  };
  static const Value* find(const Values& values, const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? nullptr : &found->second;
  }

  Values identities_;
  Names names_;
  Names unseen_names_;  // of agents whose definition is not in sight
};

}  // namespace baton
