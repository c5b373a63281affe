// Modes and data flow: which task takes part in which mode, and who can be read where (language.md, "Modes and
// conditions", "Data flow"). Shared by checks, completion, hover and the plan.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton {

// A set of a file's modes, by index; a file without modes has the one nameless mode 0.
class ModeSet {
 public:
  ModeSet() = default;
  static ModeSet all(std::size_t count);  // 0 … count - 1
  void add(std::size_t mode);
  bool contains(std::size_t mode) const;
  bool empty() const;
  ModeSet united(const ModeSet& other) const;
  ModeSet intersection(const ModeSet& other) const;
  ModeSet without(const ModeSet& other) const;
  std::vector<std::size_t> list() const;  // ascending
  bool operator==(const ModeSet&) const = default;

 private:
  void trim();

  std::uint64_t first_ = 0;          // the modes 0 to 63: hardly a file has more
  std::vector<std::uint64_t> more_;  // the others; the last is never 0, so that equal sets compare equal
};

// Indexes that many places share (thousands of placeholders may read one agent's tasks); read like a vector.
class SharedIndexes {
 public:
  SharedIndexes() = default;
  explicit SharedIndexes(std::vector<Index> list)
      : list_(std::make_shared<const std::vector<Index>>(std::move(list))) {}
  std::span<const Index> view() const { return list_ ? std::span<const Index>(*list_) : std::span<const Index>(); }
  std::size_t size() const { return view().size(); }
  bool empty() const { return view().empty(); }
  Index operator[](std::size_t i) const { return view()[i]; }
  Index front() const { return view().front(); }
  Index back() const { return view().back(); }
  auto begin() const { return view().begin(); }
  auto end() const { return view().end(); }

 private:
  std::shared_ptr<const std::vector<Index>> list_;
};

struct TaskFlow {
  std::vector<std::string> identities;  // of its agents, by resolution; empty without an agent
  ModeSet modes;                        // in which it takes part
  bool optional = false;                // its agent (of alternatives each) is optional in this file
};

enum class Availability : std::uint8_t {
  available,
  no_phases,        // the file has no phases: nothing is judged
  unknown_phase,
  not_in_phase,     // the phase is there, the agent is not in it
  itself,           // the reading task reads its own output
  not_yet_run,      // the writer comes later
  cycle,            // … and reads, in turn, what this task writes
  not_in_mode,      // in at least one mode of the reading text the writer takes no part
  elsewhere,        // another pipeline of the file is read, or reads: nobody can say what
};

struct PlaceholderFlow {
  Availability availability = Availability::available;
  // Tasks of that phase and agent, as they run. None where nobody can say: the phase has a task whose agent cannot be
  // read, or a whole phase is read that has no task.
  SharedIndexes writers;
  ModeSet live;                      // modes in which the reading text is live; in prose all that its condition allows
  ModeSet missing;                   // not_in_mode: live modes without the writer
  SharedIndexes phases;              // not_in_phase: indexes of phases that the agent is in, in file order
  std::vector<Index> cycle;          // cycle: the tasks in order, from the reader back to itself (first and last)
};

struct Flow {
  std::size_t mode_count = 1;                // at least 1
  bool has_modes = false;
  std::vector<TaskFlow> tasks;               // one per Document::tasks
  std::vector<PlaceholderFlow> placeholders; // one per Document::placeholders (arguments: available)
  std::vector<std::string> optional_agents;  // identities of all references to them, sorted
  std::vector<Index> order;                  // tasks with a phase, ascending N, then file order
  std::unordered_map<std::string, std::string> meant_agents;  // of misspelt names, see misspelt_agents.h
};

// Tasks of every form that stand in a phase take part (prose tasks too: they name an agent that runs there).
Flow analyse_flow(const Snapshot& snapshot, std::string_view path, const Document& document);

}  // namespace baton
