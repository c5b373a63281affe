// What several features ask of their input.
#include "server/features/feature.h"

#include <algorithm>

namespace baton {

Flow flow_of(const FeatureInput& input) {
  return input.kind == FileKind::command ? analyse_flow(input.snapshot, input.path, input.document) : Flow{};
}

std::string agents_of(const Document& document, const Task& task) {
  std::string out;
  for (const Index agent : task.agents)
    out += (out.empty() ? "" : " | ") + document.agent_references[agent].text;
  return out;
}

std::optional<Index> task_at(const Document& document, std::uint32_t offset) {
  const auto& tasks = document.tasks;
  const auto behind =
      std::ranges::upper_bound(tasks, offset, {}, [](const Task& task) { return task.range.begin; });
  if (behind == tasks.begin() || !std::prev(behind)->range.touches(offset)) return std::nullopt;
  return static_cast<Index>(behind - tasks.begin() - 1);
}

TextItem own_name(const Document& document, FileKind kind) {
  const bool command = kind == FileKind::command;
  if (!command && kind != FileKind::agent && kind != FileKind::skill) return {};
  const YamlEntry* entry = document.front_matter.root.find(command ? "command" : "name");
  if (entry == nullptr || !entry->value.is_scalar() || entry->value.text.empty()) return {};
  return {entry->value.text, entry->value.content_range()};
}

TextRange inside_quotes(const Document& document, TextRange range) {
  const std::string_view written = document.slice(range);
  const bool quoted = written.size() >= 2 && (written.front() == '"' || written.front() == '\'') &&
                      written.back() == written.front();
  return quoted ? TextRange{range.begin + 1, range.end - 1} : range;
}

}  // namespace baton
