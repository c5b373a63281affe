// Modes and data flow: which task takes part in which mode, and who can be read where (language.md, "Modes and
// conditions", "Data flow"). Shared by checks, completion, hover and the plan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
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

  std::vector<std::uint64_t> words_;  // the last one is never 0, so that equal sets compare equal
};

struct TaskFlow {
  std::vector<std::string> identities;  // of its agents, by resolution; empty without an agent
  ModeSet modes;                        // in which it takes part
  bool optional = false;                // its agent is optional in this file
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
};

struct PlaceholderFlow {
  Availability availability = Availability::available;
  std::vector<Index> writers;        // tasks of that phase and agent
  ModeSet live;                      // modes in which the reading text is live
  ModeSet missing;                   // not_in_mode: live modes without the writer
  std::vector<Index> phases;         // not_in_phase: indexes of phases that the agent is in
  std::vector<Index> cycle;          // cycle: the tasks in order, from the reader back to itself
};

struct Flow {
  std::size_t mode_count = 1;                // at least 1
  bool has_modes = false;
  std::vector<TaskFlow> tasks;               // one per Document::tasks
  std::vector<PlaceholderFlow> placeholders; // one per Document::placeholders (arguments: available)
  std::vector<std::string> optional_agents;  // identities
  std::vector<Index> order;                  // tasks with a phase, ascending N, then file order
};

// Tasks of every form that stand in a phase take part (prose tasks too: they name an agent that runs there).
Flow analyse_flow(const Snapshot& snapshot, std::string_view path, const Document& document);

}  // namespace baton
