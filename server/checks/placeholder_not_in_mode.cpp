// placeholder-not-in-mode: in some mode the text is read, and the task that it reads does not run. Offered is
// the condition that an author would write around it.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"
#include "server/checks/wrap_condition.h"

namespace baton {
namespace {

// The writers that come before the reader; `late` where others, or the reader itself, do not.
struct EarlyWriters {
  std::span<const Index> tasks;
  ModeSet modes;
  bool late = false;
};

EarlyWriters early_writers(const CheckInput& input, const Placeholder& placeholder,
                           const PlaceholderFlow& flow) {
  const Document& document = input.document;
  EarlyWriters out{flow.writers.view(), {}, false};
  const auto phase = placeholder.task ? document.tasks[*placeholder.task].phase : std::nullopt;
  if (phase && document.phases[*phase].number == placeholder.phase) {  // of one phase, they stand as they run
    const auto behind = std::ranges::lower_bound(out.tasks, *placeholder.task);
    out.late = behind != out.tasks.end();
    out.tasks = out.tasks.first(static_cast<std::size_t>(behind - out.tasks.begin()));
  }
  out.modes = modes_of_writers(input.flow, out.tasks);
  return out;
}

// "no task of phase 1 runs", "\"x\" of phase 1 does not run".
std::string never_words(const Placeholder& placeholder, bool late, std::string_view runs) {
  std::string out = source_words(placeholder);
  if (placeholder.agent.empty()) {
    out = "no task of " + out + (late ? " that comes before this one" : "") + " runs";
  } else {
    out.append(1, ' ').append(runs);
    if (late) out += " before this task";
  }
  return out;
}

std::string fault_words(const Document& document, const Placeholder& placeholder, const PlaceholderFlow& flow,
                        const EarlyWriters& writers) {
  const bool whole_phase = placeholder.agent.empty();
  const bool never = flow.missing == flow.live;
  std::string out;
  if (never && flow.live.list().size() > 1) {
    out = never_words(placeholder, writers.late, "runs");
    out += whole_phase ? " in any of the modes of this text, " : " in none of the modes of this text, ";
    out += mode_names_list(document, flow.live);
  } else {
    out = never_words(placeholder, writers.late, "does not run") + " in ";
    out += mode_list(document, flow.missing, "or");
    out += never ? ", the only one in which this text is read" : ", where this text is read";
  }
  const ModeSet& runs = writers.modes;
  if (runs.empty()) return out + (whole_phase || writers.late ? "" : "; it runs in no mode");
  if (whole_phase)
    return out + (writers.late ? "; those before it run in " : "; its tasks run in ") +
           mode_list(document, runs);
  return out + (writers.late ? "; earlier it runs in " : "; it runs in ") + mode_list(document, runs);
}

void relate(const CheckInput& input, const PlaceholderFlow& flow, const EarlyWriters& writers,
            Diagnostic& found) {
  const Document& document = input.document;
  const auto point = [&](TextRange range, std::string message) {
    if (found.related.size() < most_related)
      found.related.push_back({place_in(input.path, document, range), std::move(message)});
  };
  for (const Index index : writers.tasks) {
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
    const EarlyWriters writers = early_writers(input, placeholder, flow);
    Diagnostic& found = findings.add(placeholder.range, fault_words(document, placeholder, flow, writers));
    if (placeholder.task) offer_condition(input, placeholder, flow.live.without(flow.missing), found);
    relate(input, flow, writers, found);
  }
}

}  // namespace baton
