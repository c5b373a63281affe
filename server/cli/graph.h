// The formats of --graph, one file each, and the words that the drawn ones share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/flow/pipeline_graph.h"
#include "server/flow/pipeline_nodes.h"

namespace baton {

// All end with a line end and are the same on every run. Names of nodes are made up (p1, t3: the phase's or
// task's place in the file), never taken from the text.
std::string graph_mermaid(const PipelineGraph& graph);
std::string graph_dot(const PipelineGraph& graph);
// `path`: of the file, as the user knows it.
std::string graph_json(const PipelineGraph& graph, const Document& document, std::string_view path);

// What stands in a picture: control characters made visible, what is long cut; not yet escaped for any
// format.
std::string phase_label(const PipelinePhase& phase);
std::vector<std::string> task_label(const PipelineGraph& graph, const PipelineTask& task);  // lines
std::string gate_label(const PipelineGate& gate);
std::string missing_label(const PipelineGraph& graph, const PipelineMissing& missing);
std::string edge_label(const PipelineGraph& graph, const PipelineEdge& edge);  // empty: none
bool is_fault(const PipelineEdge& edge);

}  // namespace baton
