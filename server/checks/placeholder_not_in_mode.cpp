// placeholder-not-in-mode: in some mode the text is read, and the task that it reads does not run. Offered is
// the condition that an author would write around it.
#include <algorithm>
#include <optional>
#include <string>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t most_writers = 64;       // that are asked for their modes
constexpr std::uint32_t longest_line = 1'000;  // that is wrapped as a whole

ModeSet modes_of_writers(const Flow& flow, const PlaceholderFlow& placeholder) {
  ModeSet out;
  std::size_t asked = 0;
  for (const Index writer : placeholder.writers) {
    if (++asked > most_writers) break;
    out = out.united(flow.tasks[writer].modes);
  }
  return out;
}

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

// Text may be put into a prompt of these styles as it stands; in others it would become YAML.
bool is_plain_text(const Task& task) {
  if (task.form == Task::Form::prose) return true;
  const YamlEntry* prompt = task.fields.find("prompt");
  return prompt != nullptr && prompt->value.is_scalar() && prompt->value.style != ScalarStyle::plain;
}

// In such a prompt "\n" ends a line, and the file's line is more than one.
bool is_escaped(const Task& task) {
  const YamlEntry* prompt = task.fields.find("prompt");
  return prompt != nullptr && prompt->value.style == ScalarStyle::double_quoted;
}

// The line around a placeholder as one sentence that a condition may hold: without its list marker, inside
// the prompt. Nothing where brackets or conditions reach beyond it, or other placeholders stand in it.
std::optional<TextRange> sentence_around(const Document& document, const Placeholder& placeholder) {
  const Task& task = document.tasks[*placeholder.task];
  if (!task.prompt) return std::nullopt;
  const TextRange line = document.lines.line(document.text, document.lines.line_of(placeholder.range.begin));
  TextRange range = line;
  if (task.prompt->range.contains(placeholder.range)) {
    range.begin = std::max(range.begin, task.prompt->range.begin);
    range.end = std::min(range.end, task.prompt->range.end);
  }
  if (range.size() > longest_line || !range.contains(placeholder.range)) return std::nullopt;
  range = trimmed(document.text, range);
  range.begin = skip_list_marker(document.text, range.begin);
  const std::string_view text = document.slice(range);
  if (is_escaped(task) && text.find('\\') != std::string_view::npos) return std::nullopt;
  if (text.find_first_of("[]") != std::string_view::npos || text.starts_with("#") || text.starts_with("|") ||
      text.starts_with(">") || text.find("```") != std::string_view::npos)
    return std::nullopt;
  const auto brackets = std::ranges::count(text, placeholder.angle_brackets ? '<' : '{');
  const bool is_all = range == placeholder.range;
  if (brackets != 1 || is_all || !range.contains(placeholder.range)) return std::nullopt;
  return range;
}

void offer_condition(const CheckInput& input, const Placeholder& placeholder, const ModeSet& modes,
                     Diagnostic& found) {
  const std::string head = condition_head(input.document, modes);
  if (head.empty() || !is_plain_text(input.document.tasks[*placeholder.task])) return;
  const std::string title = head.substr(0, head.size() - 2) + ": …]";
  const auto wrap = [&](std::string what, TextRange range) {
    found.fixes.push_back(
        {"Wrap " + std::move(what) + " in " + title,
         false,
         {{input.path, {{range.begin, range.begin}, head}}, {input.path, {{range.end, range.end}, "]"}}}});
  };
  if (const auto sentence = sentence_around(input.document, placeholder)) wrap("the line", *sentence);
  wrap("the placeholder", placeholder.range);
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
