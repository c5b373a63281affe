// What the tests of this room share: a file's flow, and what it says of each placeholder as one line.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/flow/flow.h"
#include "tests/support/plugin_command.h"

namespace baton::testing {

struct Analysed {
  std::shared_ptr<const Document> document;
  Flow flow;
};

// The flow of the command `text`.
inline Analysed analyse(std::string text, Files others = {}) {
  const World world = world_around(std::move(text), std::move(others));
  Analysed out;
  out.document = world.documents.at(command_path);
  out.flow = analyse_flow(*world.snapshot, command_path, *out.document);
  REQUIRE(out.flow.tasks.size() == out.document->tasks.size());
  REQUIRE(out.flow.placeholders.size() == out.document->placeholders.size());
  return out;
}

// The modes' names, "all" for all of them, "none" for none.
inline std::string names_of(const Analysed& analysed, const ModeSet& modes) {
  if (modes.empty()) return "none";
  if (modes == ModeSet::all(analysed.flow.mode_count)) return "all";
  std::string out;
  for (const std::size_t mode : modes.list())
    out += (out.empty() ? "" : "+") + analysed.document->modes[mode].name;
  return out;
}

// A task as "phase1.agent"; without a phase "agent".
inline std::string task_name(const Analysed& analysed, Index index) {
  const Task& task = analysed.document->tasks[index];
  std::string out;
  if (task.phase) out = "phase" + std::to_string(analysed.document->phases[*task.phase].number) + ".";
  for (std::size_t i = 0; i < task.agents.size(); ++i)
    out += (i == 0 ? "" : "|") + analysed.document->agent_references[task.agents[i]].text;
  return out;
}

template <typename Tasks>
std::string task_names(const Analysed& analysed, const Tasks& tasks, const std::string& between) {
  std::string out;
  for (const Index task : tasks) out += (out.empty() ? "" : between) + task_name(analysed, task);
  return out;
}

// What is said of one placeholder.
inline std::string verdict(const Analysed& analysed, const PlaceholderFlow& flow) {
  const auto phases = [&] {
    std::string out;
    for (const Index phase : flow.phases)
      out += " " + std::to_string(analysed.document->phases[phase].number);
    return out;
  };
  CHECK((flow.availability == Availability::not_in_mode) == !flow.missing.empty());
  CHECK((flow.availability == Availability::cycle) == !flow.cycle.empty());
  switch (flow.availability) {
    case Availability::available:
      return "available";
    case Availability::no_phases:
      return "no phases";
    case Availability::elsewhere:
      return "elsewhere";
    case Availability::unknown_phase:
      return "unknown phase";
    case Availability::not_in_phase:
      return "not in phase, but in" + (flow.phases.empty() ? " none" : phases());
    case Availability::itself:
      return "itself";
    case Availability::not_yet_run:
      return "not yet run";
    case Availability::cycle:
      return "cycle " + task_names(analysed, flow.cycle, " > ");
    case Availability::not_in_mode:
      return "not in " + names_of(analysed, flow.missing);
  }
  return "?";
}

// One line for each placeholder but those of arguments: "reader: placeholder: verdict", the reader "prose"
// outside of tasks.
inline Texts verdicts(const Analysed& analysed) {
  Texts out;
  const Document& document = *analysed.document;
  for (Index i = 0; i < document.placeholders.size(); ++i) {
    const Placeholder& placeholder = document.placeholders[i];
    const PlaceholderFlow& flow = analysed.flow.placeholders[i];
    if (placeholder.kind == Placeholder::Kind::arguments || placeholder.kind == Placeholder::Kind::argument) {
      CHECK(flow.availability == Availability::available);
      CHECK(flow.writers.empty());
      continue;
    }
    const std::string reader = placeholder.task ? task_name(analysed, *placeholder.task) : "prose";
    out.push_back(reader + ": " + std::string(document.slice(placeholder.range)) + ": " +
                  verdict(analysed, flow));
  }
  return out;
}

inline Texts verdicts(const std::string& text, Files others = {}) {
  return verdicts(analyse(text, std::move(others)));
}

}  // namespace baton::testing
