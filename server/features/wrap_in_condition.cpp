// Makes a line of a prompt, or the selected text, live in some modes only.
#include <algorithm>

#include "server/checks/flow_words.h"
#include "server/checks/wrap_condition.h"
#include "server/features/refactorings.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::uint32_t longest = 4'000;  // that is wrapped

// The text between the marks of its line: the selection, else the whole line as far as it is the prompt's.
TextRange sentence(const Document& document, const Prompt& prompt, TextRange range) {
  if (range.empty()) range = prompt_line(document, prompt, range.begin);
  if (!prompt.range.contains(range)) return {};
  range = trimmed(document.text, range);
  const std::uint32_t first = skip_blanks(document.text, line_begin(document.text, range.begin));
  if (first == range.begin) range.begin = std::min(range.end, skip_list_marker(document.text, range.begin));
  return range;
}

// Brackets that close, no blank line.
bool may_be_wrapped(const Task& task, std::string_view text) {
  if (text.size() > longest || !may_be_held(task, text)) return false;
  int depth = 0;
  bool blank = false;
  for (const char c : text) {
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (depth < 0 || (c == '\n' && blank)) return false;
    blank = c == '\n' || (blank && is_space(c));
  }
  return depth == 0;
}

bool in_condition(const Document& document, TextRange range) {
  return std::ranges::any_of(document.conditions, [&](const Condition& condition) {
    return condition.range.overlaps(range) || condition.range.contains(range);
  });
}

}  // namespace

void wrap_in_condition(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out) {
  constexpr std::size_t most_modes = 8;
  const Document& document = input.document;
  const auto task = task_at(document, range.begin);
  if (!task || !document.tasks[*task].prompt || document.modes.empty()) return;
  const Task& around = document.tasks[*task];
  if (!around.prompt->range.touches(range.begin)) return;
  const TextRange text = sentence(document, *around.prompt, range);
  if (!may_be_wrapped(around, document.slice(text)) || in_condition(document, text)) return;
  for (std::size_t mode = 0; mode < std::min(document.modes.size(), most_modes); ++mode) {
    ModeSet modes;
    modes.add(mode);
    const std::string head = condition_head(document, modes);
    if (head.empty()) continue;
    CodeAction action{"Wrap in " + head.substr(0, head.size() - 2) + ": …]", CodeAction::Kind::rewrite};
    if (!takes_condition(around))
      action.disabled = "the prompt is a plain value of YAML; write it as a block (\"prompt: |\") first";
    else
      action.edits = condition_edits(input.path, text, head);
    out.push_back(std::move(action));
  }
}

}  // namespace baton
