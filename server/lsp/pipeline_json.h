// A pipeline's graph for programs, as `--graph --format json` prints it and `baton/pipeline` answers it:
// schemas/graph.schema.json describes it, from `mode` on.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "server/flow/pipeline_graph.h"

namespace baton {

using PipelineJson = nlohmann::ordered_json;
// How whoever asks counts positions.
using RangeJson = std::function<PipelineJson(TextRange range)>;

PipelineJson pipeline_json(const PipelineGraph& graph, const Document& document, const RangeJson& range);

}  // namespace baton
