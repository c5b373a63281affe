// placeholder-cycle: tasks that wait for each other's output, so that none of them can be the first. Said
// once per circle, on the reference that reads a later task.
#include <algorithm>
#include <span>
#include <string>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"

namespace baton {
namespace {

constexpr std::size_t most_members = 8;  // that are named

std::string chain(const Document& document, std::span<const Index> cycle) {
  const auto words = [&](std::size_t i) { return task_words(document, document.tasks[cycle[i]]); };
  std::string out = words(0) + " reads " + words(1);
  const std::size_t shown = std::min(cycle.size(), most_members);
  for (std::size_t i = 2; i < shown; ++i) out += ", which reads " + words(i);
  if (shown < cycle.size()) out += ", and so on over " + std::to_string(cycle.size() - shown) + " more";
  out += ", which reads " + words(0) + " in turn: ";
  return out + (cycle.size() == 2 ? "neither" : "none of them") + " can run first";
}

}  // namespace

void check_placeholder_cycle(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = input.flow.placeholders[i];
    if (flow.availability != Availability::cycle) continue;
    std::span<const Index> cycle = flow.cycle;
    if (cycle.size() > 1 && cycle.front() == cycle.back()) cycle = cycle.first(cycle.size() - 1);
    if (cycle.size() < 2) continue;
    Diagnostic& found = findings.add(document.placeholders[i].range, chain(document, cycle));
    for (std::size_t member = 1; member < cycle.size() && member < most_members; ++member) {
      const Task& task = document.tasks[cycle[member]];
      const Task& next = document.tasks[cycle[(member + 1) % cycle.size()]];
      found.related.push_back({place_in(input.path, document, agent_range(document, task)),
                               task_words(document, task) + " reads " + task_words(document, next)});
    }
  }
}

}  // namespace baton
