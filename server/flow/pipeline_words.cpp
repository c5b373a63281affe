// What nodes and edges of a drawn pipeline are called and labelled.
#include <algorithm>
#include <span>

#include "server/base/utf8.h"
#include "server/base/visible.h"
#include "server/flow/pipeline_picture.h"

namespace baton {
namespace {

constexpr std::size_t longest_label = 80;  // code points
constexpr std::size_t most_modes_drawn = 6;

std::string shortened(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < longest_label; ++count)
    at += utf8_at(text, at).size;
  return escaped(text.substr(0, at)) + (at < text.size() ? "\xE2\x80\xA6" : "");
}

std::string in_quotes(std::string_view name) {
  return "\"" + shortened(name) + "\"";
}

std::string mode_names(const PipelineGraph& graph, const ModeSet& modes) {
  const std::vector<std::size_t> list = modes.list();
  const std::size_t drawn = list.size() <= most_modes_drawn ? list.size() : most_modes_drawn - 1;
  std::string out;
  for (const std::size_t mode : std::span(list).first(drawn))
    out += (out.empty() ? "" : ", ") + shortened(graph.modes[mode].name);
  if (drawn < list.size()) out += " and " + std::to_string(list.size() - drawn) + " more";
  return out;
}

bool in_all_modes(const PipelineGraph& graph, const ModeSet& modes) {
  return graph.modes.empty() || graph.mode || modes == ModeSet::all(graph.modes.size());
}

std::string agent_names(const PipelineTask& task) {
  std::string out;
  for (const std::string& agent : task.agents) {
    if (out.size() > longest_label * 4) break;  // is cut in any case
    out += (out.empty() ? "" : " or ") + agent;
  }
  return out.empty() ? "(no agent)" : shortened(out);
}

}  // namespace

std::string phase_label(const PipelinePhase& phase) {
  const std::string number = "Phase " + std::to_string(phase.number);
  return phase.title.empty() ? number : number + ": " + shortened(phase.title);
}

std::vector<std::string> task_label(const PipelineGraph& graph, const PipelineTask& task) {
  std::vector<std::string> lines{agent_names(task)};
  if (!in_all_modes(graph, task.modes))
    lines.push_back(task.modes.empty() ? "in no mode" : mode_names(graph, task.modes));
  if (task.optional) lines.emplace_back("optional");
  return lines;
}

std::string gate_label(const PipelineGate& gate) {
  return gate.text.empty() ? "Gate" : "Gate: " + shortened(gate.text);
}

std::string missing_label(const PipelineGraph& graph, const PipelineMissing& missing) {
  const std::string phase = "phase " + std::to_string(missing.phase);
  if (missing.why == Availability::unknown_phase) return "no " + phase;
  if (missing.why == Availability::not_in_phase) return "no " + in_quotes(missing.agent) + " in " + phase;
  if (missing.why == Availability::elsewhere)
    return (missing.agent.empty() ? phase : in_quotes(missing.agent) + " of " + phase) +
           ", of another pipeline";
  const std::string mode = graph.mode ? " in " + shortened(graph.modes[*graph.mode].name) : "";
  if (missing.agent.empty()) return "nothing of " + phase + " runs" + mode;
  return in_quotes(missing.agent) + " of " + phase + " does not run" + mode;
}

std::string edge_label(const PipelineGraph& graph, const PipelineEdge& edge) {
  switch (edge.state) {
    case Availability::itself:
      return "its own output";
    case Availability::not_yet_run:
      return "not yet run";
    case Availability::cycle:
      return "cycle";
    case Availability::not_in_mode:
      if (!edge.from_missing) return "not in " + mode_names(graph, edge.missing_modes);
      return {};  // the missing node says it
    default:
      return edge.conditional && !graph.modes.empty() ? mode_names(graph, edge.modes) : std::string();
  }
}

bool is_fault(const PipelineEdge& edge) {
  return edge.state != Availability::available;
}

}  // namespace baton
