// Which agents each phase has, asked by number and by any way of writing an agent: what the checks offer
// instead of a placeholder's wrong phase or agent.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/checks/check.h"
#include "server/flow/agent_identity.h"

namespace baton {

class PhaseAgents {
 public:
  explicit PhaseAgents(const CheckInput& input);

  const std::vector<unsigned long long>& numbers() const { return numbers_; }  // ascending, each once
  // The numbers of the phases that an agent is in, ascending, each once.
  std::span<const unsigned long long> phases_of(const std::string& agent);
  // The first task of an agent that no phase holds.
  std::optional<Index> task_outside(const std::string& agent);
  // A task of that phase names no agent, or one that is filled in later: it may be any.
  bool may_have_any(unsigned long long number) const;
  // Whether a name means that agent.
  bool means(const std::string& name, const std::string& agent);
  // The agents of a phase as `written` would name them (with their plugin, or bare where that tells them
  // apart): up to three that are near to it, nearest first.
  std::vector<std::string> near(unsigned long long number, const std::string& written);
  // "has \"a\" and \"b\"", or that nothing is there.
  std::string has_words(unsigned long long number, const std::string& written) const;

 private:
  struct Member {
    std::string text;         // as its task names it
    std::string bare;         // without its plugin
    bool bare_tells = false;  // the bare name means this agent, and no other of the phase
  };
  struct PhaseMembers {
    std::vector<Member> members;  // in the order of the tasks, each once
    bool any = false;
  };
  static const std::string& name_for(const Member& member, const std::string& written);

  AgentIdentities identities_;
  std::vector<unsigned long long> numbers_;
  std::unordered_map<unsigned long long, PhaseMembers> phases_;
  ByAgent<std::vector<unsigned long long>> phases_of_;
  ByAgent<std::optional<Index>> outside_;
  std::map<std::pair<unsigned long long, std::string>, std::vector<std::string>> near_;
  std::size_t comparisons_ = 0;
};

}  // namespace baton
