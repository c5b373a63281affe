// placeholder-not-yet-run: a task reads the output of a task that runs after it, or its own. Named is what
// has run by then.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"

namespace baton {
namespace {

constexpr std::size_t farthest = 64;  // tasks before the reader that are looked at

// For each task its place in the order of running; tasks outside of any phase have none.
std::vector<std::optional<std::size_t>> places(const CheckInput& input) {
  std::vector<std::optional<std::size_t>> out(input.document.tasks.size());
  for (std::size_t place = 0; place < input.flow.order.size(); ++place) out[input.flow.order[place]] = place;
  return out;
}

// Placeholders for the tasks just before `place` that run in all modes of the reading text, in order.
std::vector<std::string> available(const CheckInput& input, std::size_t place, const Placeholder& reading,
                                   const ModeSet& live) {
  const Document& document = input.document;
  std::vector<std::string> out;
  for (std::size_t i = place; i > 0 && place - i < farthest && out.size() < most_related; --i) {
    const Index index = input.flow.order[i - 1];
    const Task& task = document.tasks[index];
    if (!task.phase || task.agents.empty() || !live.without(input.flow.tasks[index].modes).empty()) continue;
    const std::string& agent = document.agent_references[task.agents.front()].text;
    if (!may_stand_in_placeholder(agent)) continue;
    std::string name =
        "phase" + std::to_string(document.phases[*task.phase].number) + '.' + agent + ".output";
    name = reading.angle_brackets ? '<' + name + '>' : '{' + name + '}';
    if (std::ranges::find(out, name) == out.end()) out.insert(out.begin(), std::move(name));
  }
  return out;
}

std::string fault_words(const Document& document, const Placeholder& placeholder, bool itself) {
  if (itself) return "this task reads its own output, which is not there before it ends";
  const Task& reader = document.tasks[*placeholder.task];
  const bool same_phase = reader.phase && document.phases[*reader.phase].number == placeholder.phase;
  if (same_phase)
    return placeholder.agent.empty()
               ? "nothing of " + source_words(placeholder) + " has run when this task begins"
               : source_words(placeholder) + " runs after this task of the same phase";
  std::string task = "this task";
  if (reader.phase) task += " of phase " + std::to_string(document.phases[*reader.phase].number);
  return source_words(placeholder) + " has not run yet when " + task + " begins";
}

}  // namespace

void check_placeholder_not_yet_run(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  std::vector<std::optional<std::size_t>> place_of;  // made for the first fault
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = input.flow.placeholders[i];
    const bool itself = flow.availability == Availability::itself;
    if (!itself && flow.availability != Availability::not_yet_run) continue;
    const Placeholder& placeholder = document.placeholders[i];
    if (!placeholder.task) continue;
    if (place_of.empty()) place_of = places(input);
    const auto place = place_of[*placeholder.task];
    const std::vector<std::string> ready =
        place ? available(input, *place, placeholder, flow.live) : std::vector<std::string>();
    std::string message = fault_words(document, placeholder, itself);
    if (!ready.empty())
      message += "; what has run by then is " + first_of(ready, ready.size(), "and");
    else if (place == 0u)
      message += "; this task is the first to run";
    Diagnostic& found = findings.add(placeholder.range, message);
    for (const Index index : flow.writers) {
      if (itself || found.related.size() == most_related) break;
      const Task& writer = document.tasks[index];
      found.related.push_back({place_in(input.path, document, agent_range(document, writer)),
                               task_words(document, writer) + " runs here"});
    }
  }
}

}  // namespace baton
