// See pipeline_json.h.
#include "server/lsp/pipeline_json.h"

#include "server/base/utf8.h"
#include "server/flow/pipeline_nodes.h"

namespace baton {
namespace {

using Json = PipelineJson;

// More modes than any author writes: behind so many no more are listed for one task or edge.
constexpr std::size_t most_modes_listed = 100;

std::string_view state_name(Availability state) {
  switch (state) {
    case Availability::elsewhere:
      return "elsewhere";
    case Availability::unknown_phase:
      return "unknown-phase";
    case Availability::not_in_phase:
      return "agent-not-in-phase";
    case Availability::itself:
      return "itself";
    case Availability::not_yet_run:
      return "not-yet-run";
    case Availability::cycle:
      return "cycle";
    case Availability::not_in_mode:
      return "not-in-mode";
    case Availability::available:
    case Availability::no_phases:
      break;
  }
  return "available";
}

class Writer {
 public:
  Writer(const PipelineGraph& graph, const Document& document, const RangeJson& range)
      : graph_(graph), document_(document), range_(range) {}

  PipelineJson write() {
    Json modes = Json::array(), phases = Json::array(), tasks = Json::array(), gates = Json::array();
    Json missing = Json::array(), edges = Json::array();
    for (const PipelineMode& mode : graph_.modes)
      modes.push_back(
          {{"name", to_valid_utf8(mode.name)}, {"default", mode.is_default}, {"range", range_(mode.range)}});
    for (std::size_t i = 0; i < graph_.phases.size(); ++i) phases.push_back(phase(i));
    for (std::size_t i = 0; i < graph_.tasks.size(); ++i) tasks.push_back(task(i));
    for (std::size_t i = 0; i < graph_.gates.size(); ++i) gates.push_back(gate(i));
    for (std::size_t i = 0; i < graph_.missing.size(); ++i)
      missing.push_back({{"id", missing_node(i)},
                         {"phase", graph_.missing[i].phase},
                         {"agent", agent_of(graph_.missing[i])},
                         {"reason", state_name(graph_.missing[i].why)}});
    for (const PipelineEdge& each : graph_.edges) edges.push_back(edge(each));
    const Json mode = graph_.mode ? Json(to_valid_utf8(graph_.modes[*graph_.mode].name)) : Json();
    return Json{{"mode", mode},
                {"complete", complete_ && graph_.reads_left_out == 0},
                {"modes", std::move(modes)},
                {"phases", std::move(phases)},
                {"tasks", std::move(tasks)},
                {"gates", std::move(gates)},
                {"missing", std::move(missing)},
                {"edges", std::move(edges)}};
  }

 private:
  static Json agent_of(const PipelineMissing& missing) {
    return missing.agent.empty() ? Json() : Json(to_valid_utf8(missing.agent));
  }

  Json mode_names(const ModeSet& modes) {
    Json out = Json::array();
    if (graph_.modes.empty()) return out;  // the one mode has no name
    for (const std::size_t mode : modes.list()) {
      if (out.size() == most_modes_listed) {
        complete_ = false;
        break;
      }
      out.push_back(to_valid_utf8(graph_.modes[mode].name));
    }
    return out;
  }

  Json phase(std::size_t index) const {
    const PipelinePhase& phase = graph_.phases[index];
    Json tasks = Json::array(), gates = Json::array();
    for (const std::size_t task : phase.tasks) tasks.push_back(task_node(graph_, task));
    for (const std::size_t gate : phase.gates) gates.push_back(gate_node(graph_, gate));
    return {{"id", phase_node(graph_, index)},     {"number", phase.number},
            {"title", to_valid_utf8(phase.title)}, {"tasks", std::move(tasks)},
            {"gates", std::move(gates)},           {"range", range_(phase.range)}};
  }

  Json task(std::size_t index) {
    const PipelineTask& task = graph_.tasks[index];
    Json agents = Json::array();
    for (const std::string& agent : task.agents) agents.push_back(to_valid_utf8(agent));
    return {{"id", task_node(graph_, index)},
            {"phase", task.phase ? Json(phase_node(graph_, *task.phase)) : Json()},
            {"agents", std::move(agents)},
            {"modes", mode_names(task.modes)},
            {"optional", task.optional},
            {"range", range_(task.range)},
            {"nameRange", range_(task.name_range)}};
  }

  Json gate(std::size_t index) const {
    const PipelineGate& gate = graph_.gates[index];
    const bool is_last = gate.phase + 1 == graph_.phases.size();
    return {{"id", gate_node(graph_, index)},
            {"after", phase_node(graph_, gate.phase)},
            {"before", is_last ? Json() : Json(phase_node(graph_, gate.phase + 1))},
            {"text", to_valid_utf8(gate.text)},
            {"range", range_(gate.range)}};
  }

  Json edge(const PipelineEdge& edge) {
    Json reads = Json::array();
    for (const Index index : edge.placeholders) {
      const TextRange range = document_.placeholders[index].range;
      reads.push_back({{"text", to_valid_utf8(document_.slice(range))}, {"range", range_(range)}});
    }
    return {{"from", source_node(graph_, edge)}, {"to", task_node(graph_, edge.to)},
            {"state", state_name(edge.state)},   {"conditional", edge.conditional},
            {"modes", mode_names(edge.modes)},   {"missingModes", mode_names(edge.missing_modes)},
            {"reads", std::move(reads)}};
  }

  const PipelineGraph& graph_;
  const Document& document_;
  const RangeJson& range_;
  bool complete_ = true;
};

}  // namespace

PipelineJson pipeline_json(const PipelineGraph& graph, const Document& document, const RangeJson& range) {
  return Writer(graph, document, range).write();
}

}  // namespace baton
