// The graph for programs: version 1 of the format that schemas/graph.schema.json describes.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/base/utf8.h"
#include "server/cli/graph.h"
#include "server/lsp/pipeline_json.h"

namespace baton {
namespace {

using Json = nlohmann::ordered_json;

// Positions as --check gives them, all in one walk through the text: a hostile file is one line of a thousand
// reads.
class Positions {
 public:
  Positions(const PipelineGraph& graph, const Document& document) : document_(document) {
    for (const PipelineMode& mode : graph.modes) want(mode.range);
    for (const PipelinePhase& phase : graph.phases) want(phase.range);
    for (const PipelineTask& task : graph.tasks) want(task.range);
    for (const PipelineTask& task : graph.tasks) want(task.name_range);
    for (const PipelineGate& gate : graph.gates) want(gate.range);
    for (const PipelineEdge& edge : graph.edges)
      for (const Index index : edge.placeholders) want(document.placeholders[index].range);
    std::ranges::sort(offsets_);
    offsets_.erase(std::ranges::unique(offsets_).begin(), offsets_.end());
    walk();
  }

  Json operator()(TextRange range) const {
    return {{"start", json_of(range.begin)}, {"end", json_of(range.end)}};
  }

 private:
  void want(TextRange range) {
    offsets_.push_back(range.begin);
    offsets_.push_back(range.end);
  }

  void walk() {
    Position at;
    std::uint32_t known = document_.has_byte_order_mark ? 3 : 0;  // the offset that `at` is of
    for (const std::uint32_t offset : offsets_) {
      const std::uint32_t line = document_.lines.line_of(offset);
      const TextRange content = document_.lines.line(document_.text, line);
      if (line != at.line) {
        at = {line, 0};
        known = content.begin;
      }
      const std::uint32_t end = std::min(offset, content.end);
      if (end > known) {
        at.character += utf16_length(document_.slice({known, end}));
        known = end;
      }
      positions_.push_back(at);
    }
  }

  Json json_of(std::uint32_t offset) const {
    const auto place = std::ranges::lower_bound(offsets_, offset) - offsets_.begin();
    const Position& position = positions_[static_cast<std::size_t>(place)];
    return {{"line", position.line}, {"character", position.character}};
  }

  const Document& document_;
  std::vector<std::uint32_t> offsets_;  // ascending
  std::vector<Position> positions_;     // one each
};

}  // namespace

std::string graph_json(const PipelineGraph& graph, const Document& document, std::string_view path) {
  const Positions positions(graph, document);
  const Json pipeline = pipeline_json(graph, document, [&](TextRange range) { return positions(range); });
  Json all = {{"version", 1}, {"path", path}};
  all.update(pipeline);
  return all.dump() + "\n";
}

}  // namespace baton
