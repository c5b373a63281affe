// Which names in a file mean one agent. They compare after resolution; where that does not tell (an agent
// whose definition is not in sight), a bare name is the agent of any plugin that has that name. language.md,
// "Data flow".
#pragma once

#include <cstdint>
#include <optional>
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
  // The same for the same text, among the names that one AgentIdentities tells.
  std::uint32_t identity_number = 0, bare_number = 0;
};

// Resolves each way of writing once.
class AgentIdentities {
 public:
  // `meant`: Flow::meant_agents, or nullptr where misspelt names mean no other agent.
  AgentIdentities(const Snapshot& snapshot, std::string_view path,
                  const std::unordered_map<std::string, std::string>* meant = nullptr)
      : snapshot_(snapshot), path_(path), meant_(meant) {}
  AgentIdentities(const AgentIdentities&) = delete;
  AgentIdentities& operator=(const AgentIdentities&) = delete;
  // `text`: as written. The result lives as long as this object.
  const AgentIdentity& of(const std::string& text);

 private:
  const std::string& meant_by(const std::string& written) const;
  std::uint32_t number_of(const std::string& kept);

  const Snapshot& snapshot_;
  std::string_view path_;
  const std::unordered_map<std::string, std::string>* meant_;
  std::unordered_map<std::string, AgentIdentity> known_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // of texts that `known_` keeps
};

// Values by agent, found by any name of the agent; all names are told by the same AgentIdentities.
template <typename Value>
class ByAgent {
 public:
  // Calls `change` with each place of the agent; a place is made when it is first asked for.
  template <typename Change>
  void change(const AgentIdentity& agent, Change change) {
    change(identities_[agent.identity_number]);
    Named& named = names_[agent.bare_number];
    const auto change_places = [&](Places& places) {
      change(places.all ? *places.all : places.all.emplace());
      if (!agent.qualified) change(places.unqualified ? *places.unqualified : places.unqualified.emplace());
    };
    change_places(named.any);
    if (!agent.seen) change_places(named.unseen);
  }

  // What was put in under the same identity; nullptr for none.
  const Value* same(const AgentIdentity& agent) const {
    const auto found = identities_.find(agent.identity_number);
    return found == identities_.end() ? nullptr : &found->second;
  }
  // What was put in under the same name, where the definition of one of the two is not in sight and one of
  // the two names is bare; nullptr for none.
  const Value* alike(const AgentIdentity& agent) const {
    const auto found = names_.find(agent.bare_number);
    if (found == names_.end()) return nullptr;
    const Places& places = agent.seen ? found->second.unseen : found->second.any;
    const std::optional<Value>& place = agent.qualified ? places.unqualified : places.all;
    return place ? &*place : nullptr;
  }
  const Value* nearest(const AgentIdentity& agent) const {
    const Value* found = same(agent);
    return found != nullptr ? found : alike(agent);
  }

 private:
  struct Places {
    std::optional<Value> all;
    std::optional<Value> unqualified;  // of agents written without a plugin
  };
  // All of one bare name.
  struct Named {
    Places any;
    Places unseen;  // of agents whose definition is not in sight
  };

  std::unordered_map<std::uint32_t, Value> identities_;
  std::unordered_map<std::uint32_t, Named> names_;
};

}  // namespace baton
