// Read from the edges of the pipeline's graph; a fault is an edge too, as long as somebody writes.
#include "server/features/call_hierarchy.h"

#include "server/checks/flow_words.h"
#include "server/flow/pipeline_graph.h"

namespace baton {
namespace {

TaskItem item_of(const Document& document, Index index) {
  const Task& task = document.tasks[index];
  TaskItem item{agents_of(document, task), {}, task.range, agent_range(document, task)};
  if (item.name.empty()) item.name = "Task";
  if (task.phase) {
    const Phase& phase = document.phases[*task.phase];
    item.detail = "Phase " + std::to_string(phase.number);
    if (!phase.title.text.empty()) item.detail += ": " + phase.title.text;
  }
  if (!item.range.contains(item.name_range)) item.name_range = {item.range.begin, item.range.begin};
  return item;
}

std::vector<TaskCall> calls(const FeatureInput& input, std::uint32_t offset, bool incoming) {
  std::vector<TaskCall> out;
  const auto asked = task_at(input.document, offset);
  if (!asked || input.kind != FileKind::command) return out;
  const PipelineGraph graph = pipeline_graph(input.document, flow_of(input));
  for (const PipelineEdge& edge : graph.edges) {
    if (edge.from_missing) continue;
    const Index writer = graph.tasks[edge.from].task, reader = graph.tasks[edge.to].task;
    if ((incoming ? writer : reader) != *asked) continue;
    TaskCall call{item_of(input.document, incoming ? reader : writer), {}};
    for (const Index placeholder : edge.placeholders)
      call.places.push_back(input.document.placeholders[placeholder].range);
    out.push_back(std::move(call));
  }
  return out;
}

}  // namespace

std::optional<TaskItem> call_hierarchy_item(const FeatureInput& input, std::uint32_t offset) {
  const auto task = task_at(input.document, offset);
  if (!task || input.kind != FileKind::command) return std::nullopt;
  return item_of(input.document, *task);
}

std::vector<TaskCall> readers_of(const FeatureInput& input, std::uint32_t offset) {
  return calls(input, offset, true);
}

std::vector<TaskCall> read_by(const FeatureInput& input, std::uint32_t offset) {
  return calls(input, offset, false);
}

}  // namespace baton
