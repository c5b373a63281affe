// A pipeline seen from above, as plain data for whoever draws it: phases as clusters, tasks as nodes, gates
// between phases, and an edge for each output that a task reads. (graph.h beside it knows nothing of
// pipelines: it finds the cycles in any nodes and edges.)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/flow/flow.h"

namespace baton {

struct PipelineMode {
  std::string name;
  bool is_default = false;
  TextRange range;  // its whole entry
  TextRange name_range;
};

struct PipelineTask {
  Index task = 0;                    // in Document::tasks
  std::optional<std::size_t> phase;  // in PipelineGraph::phases; none: it stands outside of them
  std::vector<std::string>
      agents;             // as written; more than one for alternatives, none where that cannot be read
  ModeSet modes;          // in which it takes part
  bool optional = false;  // skipped where its agent is missing
  TextRange range;
  TextRange name_range;  // where it says what it runs
};

struct PipelineGate {
  Index gate = 0;         // in Document::gates
  std::size_t phase = 0;  // in PipelineGraph::phases; it holds up the one behind
  std::string text;
  TextRange range;
};

struct PipelinePhase {
  Index phase = 0;  // in Document::phases
  unsigned long long number = 0;
  std::string title;
  std::vector<std::size_t> tasks;  // in PipelineGraph::tasks, as they run
  std::vector<std::size_t> gates;  // in PipelineGraph::gates
  TextRange range;
  TextRange name_range;
};

// What is read and not there: `why` is unknown_phase, not_in_phase, not_in_mode where one mode is looked at,
// or elsewhere, of which nobody can say whether it is there.
struct PipelineMissing {
  unsigned long long phase = 0;
  std::string agent;  // as written; empty where the whole phase is meant
  Availability why = Availability::unknown_phase;
};

// A task reads what another wrote, or what nobody did.
struct PipelineEdge {
  std::size_t from = 0;       // in PipelineGraph::tasks, or in `missing` where from_missing
  bool from_missing = false;  // then the edge is a fault, or nobody can say
  std::size_t to = 0;         // the reader, in PipelineGraph::tasks
  Availability state = Availability::available;  // all else is a fault
  ModeSet modes;                                 // in which it is both written and read
  ModeSet missing_modes;            // state not_in_mode: in which it is read, and nobody writes it
  bool conditional = false;         // it stands under a condition, or counts in fewer modes than the reader
  std::vector<Index> placeholders;  // in Document::placeholders: the places that read
};

struct PipelineGraph {
  std::vector<PipelineMode> modes;    // all of the file
  std::optional<std::size_t> mode;    // the one that is looked at: only what is live in it is in the graph
  std::vector<PipelinePhase> phases;  // as they run
  std::vector<PipelineTask> tasks;    // those outside of phases first, then as they run
  std::vector<PipelineGate> gates;
  std::vector<PipelineMissing> missing;  // each once
  std::vector<PipelineEdge> edges;       // by their first placeholder
  // Hostile files can ask for millions of edges: so many placeholders of the file went without all of theirs.
  std::size_t reads_left_out = 0;
};

// Placeholders in prose are no edges, nor are those of which nobody can say who writes them. With `mode` (an
// index into Document::modes) as if that mode were the only one: phases none of whose tasks take part are
// left out too.
PipelineGraph pipeline_graph(const Document& document, const Flow& flow,
                             std::optional<std::size_t> mode = std::nullopt);

}  // namespace baton
