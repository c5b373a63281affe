// placeholder-not-in-mode: in some mode the text is read, and the task that it reads does not run. Offered is
// the condition that an author would write around it.
#include <string>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"
#include "server/checks/wrap_condition.h"

namespace baton {
namespace {

std::string fault_words(const Document& document, const Placeholder& placeholder, const PlaceholderFlow& flow,
                        const ModeSet& writers) {
  const bool whole_phase = placeholder.agent.empty();
  const bool never = flow.missing == flow.live;
  std::string out = whole_phase ? "no task of " + source_words(placeholder) : source_words(placeholder);
  if (never && flow.live.list().size() > 1) {
    out += whole_phase ? " runs in any of the modes of this text, "
                       : " runs in none of the modes of this text, ";
    out += mode_names_list(document, flow.live);
  } else {
    out += whole_phase ? " runs in " : " does not run in ";
    out += mode_list(document, flow.missing, "or");
    out += never ? ", the only one in which this text is read" : ", where this text is read";
  }
  const ModeSet runs = writers.without(flow.missing);  // those that come too late aside
  if (runs.empty()) return out + (whole_phase || !writers.empty() ? "" : "; it runs in no mode");
  return out + (whole_phase ? "; its tasks run in " : "; it runs in ") + mode_list(document, runs);
}

void relate(const CheckInput& input, const PlaceholderFlow& flow, Diagnostic& found) {
  const Document& document = input.document;
  const auto point = [&](TextRange range, std::string message) {
    if (found.related.size() < most_related)
      found.related.push_back({place_in(input.path, document, range), std::move(message)});
  };
  for (const Index index : flow.writers) {
    if (found.related.size() == most_related) return;
    const Task& writer = document.tasks[index];
    const ModeSet& modes = input.flow.tasks[index].modes;
    point(agent_range(document, writer),
          task_words(document, writer) +
              (modes.empty() ? " runs in no mode" : " runs in " + mode_list(document, modes)));
    if (writer.condition)
      point(document.conditions[*writer.condition].head, "this condition says when it runs");
  }
  for (const std::size_t mode : flow.missing.list()) {
    if (found.related.size() == most_related) return;
    if (mode < document.modes.size() && document.modes[mode].lists_agents)
      point(document.modes[mode].name_range, "mode " + quoted(document.modes[mode].name));
  }
}

}  // namespace

void check_placeholder_not_in_mode(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (!are_modes_sound(document)) return;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = input.flow.placeholders[i];
    if (flow.availability != Availability::not_in_mode) continue;
    const Placeholder& placeholder = document.placeholders[i];
    Diagnostic& found = findings.add(
        placeholder.range, fault_words(document, placeholder, flow, modes_of_writers(input.flow, flow)));
    if (placeholder.task) offer_condition(input, placeholder, flow.live.without(flow.missing), found);
    relate(input, flow, found);
  }
}

}  // namespace baton
