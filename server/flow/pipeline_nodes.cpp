// See pipeline_nodes.h.
#include "server/flow/pipeline_nodes.h"

namespace baton {
namespace {

std::string numbered(char letter, std::size_t index) {
  return letter + std::to_string(index + 1);
}

}  // namespace

std::string phase_node(const PipelineGraph& graph, std::size_t phase) {
  return numbered('p', graph.phases[phase].phase);
}
std::string task_node(const PipelineGraph& graph, std::size_t task) {
  return numbered('t', graph.tasks[task].task);
}
std::string gate_node(const PipelineGraph& graph, std::size_t gate) {
  return numbered('g', graph.gates[gate].gate);
}
std::string missing_node(std::size_t missing) {
  return numbered('m', missing);
}
std::string source_node(const PipelineGraph& graph, const PipelineEdge& edge) {
  return edge.from_missing ? missing_node(edge.from) : task_node(graph, edge.from);
}

}  // namespace baton
