// A task that is written in a fence or in prose, as a block of its own: the form that holds the most.
#include <algorithm>
#include <optional>

#include "server/features/refactorings.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr const char* title = "Convert to a <Task> block";

// The fields' lines from the first key on, without the indent that they have in the fence. Nothing where a
// line stands further out.
std::optional<std::string> fields_of(const Document& document, const Task& task) {
  const std::vector<YamlEntry>& entries = task.fields.entries;
  if (entries.empty() || task.fields.range.empty()) return std::nullopt;
  const std::string_view text = document.text;
  const std::uint32_t first = entries.front().key_range.begin;
  const std::uint32_t begin = line_begin(text, first);
  const std::uint32_t indent = first - begin;
  if (!trimmed(piece(text, {begin, first})).empty()) return std::nullopt;
  std::uint32_t end = entries.back().range.end;
  if (task.prompt) end = std::max(end, task.prompt->range.end);
  std::string out;
  for (std::uint32_t at = begin; at < end;) {
    const Line line = line_at(text, at);
    const std::uint32_t inner = std::min(skip_blanks(text.substr(0, line.end), at), at + indent);
    if (inner < line.end && inner - at < indent) return std::nullopt;
    out += std::string(piece(text, {inner, line.end})) + "\n";
    at = line.next;
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

void convert_fenced(const FeatureInput& input, const Task& task, CodeAction& action) {
  const Document& document = input.document;
  const auto shares = [&](const Task& other) {
    return &other != &task && other.form == Task::Form::fenced && other.range.begin < task.range.end &&
           task.range.begin < other.range.end;
  };
  const bool own_fence = document.slice(task.range).find_first_of("`~") == 0;
  if (!task.closed || !own_fence || std::ranges::any_of(document.tasks, shares))
    return void(action.disabled = "the task has no code fence of its own");
  const auto fields = fields_of(document, task);
  if (!fields) return void(action.disabled = "the task's fields do not stand on lines of their own");
  TextRange range = task.range;
  while (range.end > range.begin && is_line_end(document.text[range.end - 1])) --range.end;
  action.edits = {{input.path, {range, "<Task>\n" + *fields + "</Task>"}}};
}

// What a line says beside the mention of the agent: "Use Task tool with" goes, the purpose stays.
std::string purpose(const Document& document, const Task& task) {
  const Line line = line_at(document.text, line_begin(document.text, task.open_tag.begin));
  std::string_view rest = trimmed(piece(document.text, {task.open_tag.end, line.end}));
  while (!rest.empty() && std::string_view(" .:;*_`").find(rest.back()) != rest.npos) rest.remove_suffix(1);
  while (!rest.empty() && std::string_view(" .:;*_`").find(rest.front()) != rest.npos) rest.remove_prefix(1);
  if (rest.starts_with("to ")) rest.remove_prefix(3);
  if (rest.find_first_of("\"\\") != rest.npos || rest.size() > 200) return {};
  return std::string(rest);
}

void convert_prose(const FeatureInput& input, const Task& task, CodeAction& action) {
  const Document& document = input.document;
  if (!task.prompt) return void(action.disabled = "the task has no prompt");
  if (task.agents.size() != 1) return void(action.disabled = "the task names more than one agent");
  std::string text = "<Task>\nsubagent_type: " + document.agent_references[task.agents.front()].text + "\n";
  if (const std::string words = purpose(document, task); !words.empty())
    text += "description: \"" + words + "\"\n";
  text += "prompt: |\n";
  const std::string& prompt = task.prompt->text;
  for (std::size_t at = 0; at < prompt.size();) {
    const std::size_t end = std::min(prompt.find('\n', at), prompt.size());
    text += (end > at ? "  " : "") + prompt.substr(at, end - at) + "\n";
    at = end + 1;
  }
  TextRange range{line_begin(document.text, task.range.begin), line_at(document.text, task.range.end).end};
  action.edits = {{input.path, {range, text + "</Task>"}}};
}

}  // namespace

void convert_task(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out) {
  const auto at = task_at(input.document, range.begin);
  if (!at || input.document.tasks[*at].form == Task::Form::block) return;
  const Task& task = input.document.tasks[*at];
  CodeAction action{title, CodeAction::Kind::rewrite};
  if (task.form == Task::Form::fenced)
    convert_fenced(input, task, action);
  else
    convert_prose(input, task, action);
  out.push_back(std::move(action));
}

}  // namespace baton
