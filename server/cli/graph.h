// The formats of --graph that nobody else writes, one file each. Mermaid's is flow/pipeline_mermaid.cpp.
#pragma once

#include <string>
#include <string_view>

#include "server/flow/pipeline_picture.h"

namespace baton {

// Both end with a line end and are the same on every run; names of nodes are made up.
std::string graph_dot(const PipelineGraph& graph);
// `path`: of the file, as the user knows it.
std::string graph_json(const PipelineGraph& graph, const Document& document, std::string_view path);

}  // namespace baton
