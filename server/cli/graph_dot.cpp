// The graph in the language of Graphviz.
#include "server/cli/graph.h"

namespace baton {
namespace {

constexpr std::string_view red = "\"#cc0000\"";

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";  // labels may hold HTML's entities
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
}

std::string quoted_lines(const std::vector<std::string>& lines) {
  std::string out = "\"";
  for (const std::string& line : lines) {
    if (out.size() > 1) out += "\\n";
    append_escaped(out, line);
  }
  return out + "\"";
}

std::string quoted_text(const std::string& text) {
  return quoted_lines({text});
}

std::string task_line(const PipelineGraph& graph, std::size_t index, std::string_view indent) {
  const PipelineTask& task = graph.tasks[index];
  return std::string(indent) + task_node(graph, index) + " [label=" + quoted_lines(task_label(graph, task)) +
         (task.optional ? ", style=\"rounded,dashed\"" : "") + "];\n";
}

// Edges go from node to node and are cut at the phase's border. A phase without tasks has a node that is not
// seen.
std::string inner_node(const PipelineGraph& graph, std::size_t phase) {
  const std::vector<std::size_t>& tasks = graph.phases[phase].tasks;
  return tasks.empty() ? phase_node(graph, phase) : task_node(graph, tasks.front());
}

std::string cluster(const PipelineGraph& graph, std::size_t phase) {
  return "cluster_" + phase_node(graph, phase);
}

std::string nodes(const PipelineGraph& graph) {
  std::string out;
  for (std::size_t i = 0; i < graph.tasks.size(); ++i)
    if (!graph.tasks[i].phase) out += task_line(graph, i, "  ");
  for (std::size_t i = 0; i < graph.phases.size(); ++i) {
    const PipelinePhase& phase = graph.phases[i];
    out += "  subgraph " + cluster(graph, i) + " {\n    label=" + quoted_text(phase_label(phase)) + ";\n";
    if (phase.tasks.empty()) out += "    " + inner_node(graph, i) + " [shape=point, style=invis];\n";
    for (const std::size_t task : phase.tasks) out += task_line(graph, task, "    ");
    out += "  }\n";
  }
  for (std::size_t i = 0; i < graph.gates.size(); ++i)
    out += "  " + gate_node(graph, i) + " [label=" + quoted_text(gate_label(graph.gates[i])) +
           ", shape=hexagon, style=solid];\n";
  for (std::size_t i = 0; i < graph.missing.size(); ++i)
    out += "  " + missing_node(i) + " [label=" + quoted_text(missing_label(graph, graph.missing[i])) +
           ", color=" + std::string(red) + ", fontcolor=" + std::string(red) + "];\n";
  return out;
}

std::string edge_line(const PipelineGraph& graph, const PipelineEdge& edge) {
  std::string attributes;
  const auto add = [&](const std::string& attribute) {
    attributes += (attributes.empty() ? "" : ", ") + attribute;
  };
  if (const std::string label = edge_label(graph, edge); !label.empty()) add("label=" + quoted_text(label));
  if (edge.conditional) add("style=dashed");
  if (is_fault(edge)) add("color=" + std::string(red) + ", fontcolor=" + std::string(red));
  return "  " + source_node(graph, edge) + " -> " + task_node(graph, edge.to) +
         (attributes.empty() ? "" : " [" + attributes + "]") + ";\n";
}

std::string gate_edges(const PipelineGraph& graph) {
  std::string out;
  for (std::size_t i = 0; i < graph.phases.size(); ++i) {
    const std::vector<std::size_t>& gates = graph.phases[i].gates;
    if (gates.empty()) continue;
    out += "  " + inner_node(graph, i) + " -> " + gate_node(graph, gates.front()) +
           " [ltail=" + cluster(graph, i) + ", style=bold];\n";
    for (std::size_t g = 1; g < gates.size(); ++g)
      out += "  " + gate_node(graph, gates[g - 1]) + " -> " + gate_node(graph, gates[g]) + " [style=bold];\n";
    if (i + 1 < graph.phases.size())
      out += "  " + gate_node(graph, gates.back()) + " -> " + inner_node(graph, i + 1) +
             " [lhead=" + cluster(graph, i + 1) + ", style=bold];\n";
  }
  return out;
}

}  // namespace

std::string graph_dot(const PipelineGraph& graph) {
  std::string out =
      "digraph pipeline {\n"
      "  compound=true;\n"
      "  node [shape=box, style=rounded];\n";
  out += nodes(graph);
  for (const PipelineEdge& edge : graph.edges) out += edge_line(graph, edge);
  return out + gate_edges(graph) + "}\n";
}

}  // namespace baton
