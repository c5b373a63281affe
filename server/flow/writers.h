// Whose output a placeholder reads: the tasks of a phase, all of them or those of one agent, in the order in
// which they run. Each such list is made once, however many placeholders read it. language.md, "Data flow".
#pragma once

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/flow/agent_identity.h"
#include "server/flow/flow.h"

namespace baton {

class WriterList {
 public:
  WriterList(std::vector<Index> tasks, const std::vector<TaskFlow>& flows);

  const SharedIndexes& tasks() const { return tasks_; }
  // The modes in which at least one of the first `count` tasks takes part; `count` is not 0.
  const ModeSet& modes_of_first(std::size_t count) const;

 private:
  SharedIndexes tasks_;
  std::vector<std::pair<std::size_t, ModeSet>> growth_;  // from so many tasks on these modes; ascending
};

class Writers {
 public:
  // `order` and `flows`: see Flow.
  Writers(const Document& document, const std::vector<Index>& order, const std::vector<TaskFlow>& flows,
          AgentIdentities& agents);

  struct Found {
    bool phase_exists = false;
    bool knowable = true;  // false: one of the phase's tasks may be a writer, as its agent cannot be read
    std::optional<std::size_t> list;  // in `lists`; nothing: no such task
  };
  Found find(const Placeholder& placeholder);
  const std::vector<WriterList>& lists() const { return lists_; }

  // The phases that an agent is in, in file order.
  SharedIndexes phases_of(const std::string& agent);

 private:
  struct PhaseTasks {
    std::vector<Index> all;
    ByAgent<std::vector<Index>> by_agent;
    bool has_unreadable = false;
  };
  std::size_t list_of(const std::vector<Index>& tasks);

  const std::vector<TaskFlow>& flows_;
  AgentIdentities& agents_;
  std::unordered_map<unsigned long long, PhaseTasks> phases_;
  ByAgent<std::vector<Index>> phases_by_agent_;
  std::vector<WriterList> lists_;
  std::unordered_map<const std::vector<Index>*, std::size_t> known_lists_;
  std::unordered_map<const std::vector<Index>*, SharedIndexes> known_phases_;
};

}  // namespace baton
