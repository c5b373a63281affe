// Whole blocks, on a line that holds nothing but the begin of one.
#include <algorithm>
#include <array>

#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

struct Snippet {
  const char* label;
  const char* words;
  std::string text;
  std::vector<std::string_view> begins;  // what may be typed for it
};

std::vector<Snippet> snippets_of(const Document& document) {
  unsigned long long next = 1;
  for (const Phase& phase : document.phases) next = std::max(next, phase.number + 1);
  return {
      {"<Task>",
       "a task",
       "<Task>\nsubagent_type: ${1:general-purpose}\nprompt: |\n  ${0:Say what is to be done.}\n</Task>",
       {"<Task>", "Task"}},
      {"## Phase",
       "a phase with a task",
       "## Phase " + std::to_string(next) +
           ": ${1:Title}\n\n<Task>\nsubagent_type: ${2:general-purpose}\nprompt: |\n  ${0:Say what is to be "
           "done.}\n</Task>",
       {"## Phase", "# Phase", "### Phase", "Phase"}},
      {"<AskUserQuestion>",
       "a question to the user",
       "<AskUserQuestion>\nquestions:\n  - question: \"${1:Which one?}\"\n    header: \"${2:Choice}\"\n    "
       "multiSelect: false\n"
       "    options:\n      - label: \"${3:First}\"\n        description: \"${4:What it means}\"\n"
       "      - label: \"${5:Second}\"\n        description: \"${6:What it means}\"\n</AskUserQuestion>",
       {"<AskUserQuestion>", "AskUserQuestion", "Question"}},
  };
}

}  // namespace

std::optional<Completions> complete_snippet(const FeatureInput& input, std::uint32_t offset) {
  const Document& document = input.document;
  const std::string_view text = document.text;
  const Line line = line_at(text, line_begin(text, offset));
  const TextRange typed = trimmed(text, line.range());
  if (!trimmed(piece(text, {offset, line.end})).empty() || !is_live_text(document, offset))
    return std::nullopt;
  if (prompt_at(document, offset) || typed.begin != line.begin) return std::nullopt;
  const std::string_view written = document.slice(typed);
  Completions out;
  out.replace = {typed.begin, std::max(offset, typed.end)};
  if (written.empty()) out.replace = {line.begin, offset};
  for (Snippet& snippet : snippets_of(document)) {
    const auto begin = std::ranges::find_if(snippet.begins, [&](std::string_view one) {
      if (written.size() > one.size()) return false;
      for (std::size_t i = 0; i < written.size(); ++i)
        if (to_lower(written[i]) != to_lower(one[i])) return false;
      return true;
    });
    if (begin == snippet.begins.end()) continue;
    out.items.push_back({snippet.label,
                         CompletionItem::Kind::snippet,
                         snippet.words,
                         {},
                         std::move(snippet.text),
                         std::string(*begin),
                         true});
  }
  return out;
}

}  // namespace baton
