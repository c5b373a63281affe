// See wrap_condition.h. Around the whole line a condition reads best; where brackets, other placeholders or
// YAML stand in the way, it goes around the placeholder alone.
#include "server/checks/wrap_condition.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "server/checks/flow_words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t most_writers = 64;       // that are asked for their modes
constexpr std::uint32_t longest_line = 1'000;  // that is wrapped as a whole

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
  const std::uint32_t at = placeholder.range.begin;
  TextRange range = task.prompt->range.contains(placeholder.range)
                        ? prompt_line(document, *task.prompt, at)
                        : document.lines.line(document.text, document.lines.line_of(at));
  if (range.size() > longest_line || !range.contains(placeholder.range)) return std::nullopt;
  range = trimmed(document.text, range);
  range.begin = skip_list_marker(document.text, range.begin);
  const std::string_view text = document.slice(range);
  if (!may_be_held(task, text) || text.find_first_of("[]") != std::string_view::npos) return std::nullopt;
  const auto brackets = std::ranges::count(text, placeholder.angle_brackets ? '<' : '{');
  const bool is_all = range == placeholder.range;
  if (brackets != 1 || is_all || !range.contains(placeholder.range)) return std::nullopt;
  return range;
}

}  // namespace

bool takes_condition(const Task& task) {
  if (task.form == Task::Form::prose) return true;
  const YamlEntry* prompt = task.fields.find("prompt");
  return prompt != nullptr && prompt->value.is_scalar() && prompt->value.style != ScalarStyle::plain;
}

bool may_be_held(const Task& task, std::string_view text) {
  if (text.empty() || std::string_view("#|>").find(text.front()) != std::string_view::npos) return false;
  if (is_escaped(task) && text.find('\\') != std::string_view::npos) return false;
  return text.find("```") == std::string_view::npos;
}

TextRange prompt_line(const Document& document, const Prompt& prompt, std::uint32_t offset) {
  const TextRange line = document.lines.line(document.text, document.lines.line_of(offset));
  const TextRange range{std::max(line.begin, prompt.range.begin), std::min(line.end, prompt.range.end)};
  return range.begin > range.end ? TextRange{} : range;
}

std::vector<FileEdit> condition_edits(const std::string& path, TextRange range, const std::string& head) {
  return {{path, {{range.begin, range.begin}, head}}, {path, {{range.end, range.end}, "]"}}};
}

ModeSet modes_of_writers(const Flow& flow, std::span<const Index> writers) {
  ModeSet out;
  for (const Index writer : writers.first(std::min(writers.size(), most_writers)))
    out = out.united(flow.tasks[writer].modes);
  return out;
}

void offer_condition(const CheckInput& input, const Placeholder& placeholder, const ModeSet& modes,
                     Diagnostic& found) {
  const std::string head = condition_head(input.document, modes);
  if (head.empty() || !takes_condition(input.document.tasks[*placeholder.task])) return;
  const std::string title = head.substr(0, head.size() - 2) + ": …]";
  const auto wrap = [&](std::string what, TextRange range) {
    found.fixes.push_back(
        {"Wrap " + std::move(what) + " in " + title, false, condition_edits(input.path, range, head)});
  };
  if (const auto sentence = sentence_around(input.document, placeholder)) wrap("the line", *sentence);
  wrap("the placeholder", placeholder.range);
}

}  // namespace baton
