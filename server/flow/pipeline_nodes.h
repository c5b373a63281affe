// What the nodes of a pipeline's graph are called: made up (p1, t3: the phase's or task's place in the file),
// never taken from the text.
#pragma once

#include <cstddef>
#include <string>

#include "server/flow/pipeline_graph.h"

namespace baton {

std::string phase_node(const PipelineGraph& graph, std::size_t phase);
std::string task_node(const PipelineGraph& graph, std::size_t task);
std::string gate_node(const PipelineGraph& graph, std::size_t gate);
std::string missing_node(std::size_t missing);
std::string source_node(const PipelineGraph& graph, const PipelineEdge& edge);

}  // namespace baton
