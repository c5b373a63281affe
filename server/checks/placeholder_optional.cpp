// placeholder-optional: text that is always read holds the output of an agent that may be skipped. It is no
// fault: the reader then has nothing there, and a condition would say so.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/words.h"
#include "server/checks/wrap_condition.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t most_writers = 64;       // that are looked at
constexpr std::uint32_t longest_line = 1'000;  // that is read for such words

// The line itself says what is to be done without: "(if available)".
bool line_tells(const Document& document, const Placeholder& placeholder) {
  constexpr std::array<std::string_view, 8> words = {"available", "if present", "if any",       "if provided",
                                                     "optional",  "skipped",    "if it exists", "installed"};
  const TextRange line = document.lines.line(document.text, document.lines.line_of(placeholder.range.begin));
  const std::string_view text = document.slice(line).substr(0, longest_line);
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return find_lower(text, word) != text.npos; });
}

// Text outside of any condition, in a task that is not itself under one.
bool is_always_read(const Document& document, const Placeholder& placeholder) {
  if (!placeholder.task || placeholder.condition) return false;
  const Task& reader = document.tasks[*placeholder.task];
  return !reader.condition && !reader.skip_if_missing && !line_tells(document, placeholder);
}

bool may_be_skipped(const CheckInput& input, const Placeholder& placeholder, const PlaceholderFlow& flow) {
  if (flow.writers.empty() || flow.writers.size() > most_writers) return false;
  const auto is_optional = [&](Index writer) { return input.flow.tasks[writer].optional; };
  // Where the reader is the same agent, it is skipped with the writer.
  const auto& reader = input.flow.tasks[*placeholder.task].identities;
  return std::ranges::all_of(flow.writers, is_optional) &&
         (reader.empty() || reader != input.flow.tasks[flow.writers.front()].identities);
}

}  // namespace

void check_placeholder_optional(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (input.flow.optional_agents.empty()) return;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = input.flow.placeholders[i];
    const Placeholder& placeholder = document.placeholders[i];
    if (flow.availability != Availability::available || placeholder.kind != Placeholder::Kind::agent_output)
      continue;
    if (!is_always_read(document, placeholder) || !may_be_skipped(input, placeholder, flow)) continue;
    Diagnostic& found = findings.add(
        placeholder.range, source_words(placeholder) +
                               " is optional in this file; where it is skipped, nothing is here to read");
    offer_condition(input, placeholder,
                    modes_of_writers(input.flow, flow.writers.view()).intersection(flow.live), found);
    const Task& writer = document.tasks[flow.writers.front()];
    found.related.push_back({place_in(input.path, document, agent_range(document, writer)),
                             task_words(document, writer) + " may be skipped"});
  }
}

}  // namespace baton
