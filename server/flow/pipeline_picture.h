// A pipeline as a picture: as a Mermaid flowchart, and the words that every drawn form of it shares.
#pragma once

#include <string>
#include <vector>

#include "server/flow/pipeline_graph.h"
#include "server/flow/pipeline_nodes.h"

namespace baton {

// Ends with a line end and is the same on every run. Names of nodes are made up (p1, t3: the phase's or
// task's place in the file), never taken from the text.
std::string graph_mermaid(const PipelineGraph& graph);

// What Mermaid draws unless its configuration allows more (maxEdges, maxTextSize).
inline constexpr std::size_t most_mermaid_edges = 500;
inline constexpr std::size_t longest_mermaid_text = 50000;

// What stands in a picture: control characters made visible, what is long cut; not yet escaped for any
// format.
std::string phase_label(const PipelinePhase& phase);
std::vector<std::string> task_label(const PipelineGraph& graph, const PipelineTask& task);  // lines
std::string gate_label(const PipelineGate& gate);
std::string missing_label(const PipelineGraph& graph, const PipelineMissing& missing);
std::string edge_label(const PipelineGraph& graph, const PipelineEdge& edge);  // empty: none
bool is_fault(const PipelineEdge& edge);

}  // namespace baton
