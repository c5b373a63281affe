// See yaml_problems.h.
#include "server/checks/yaml_problems.h"

#include <algorithm>
#include <array>

#include "server/syntax/lines.h"

namespace baton {
namespace {

// What a task's fields are called, and what they are often called instead.
constexpr std::array<std::string_view, 16> field_names = {
    "subagent_type", "prompt",     "description",  "model",    "subagent-type", "subagentType",
    "agent_type",    "agent-type", "agentType",    "subagent", "agent",         "run_in_background",
    "promt",         "prompts",    "instructions", "max_turns"};

// The word before the colon of a line that may be meant as a field: marks of emphasis and code aside.
std::string_view field_word(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  std::string_view key = line.substr(0, colon);
  const auto is_mark = [](char c) { return c == '*' || c == '`' || c == '"' || is_blank(c); };
  while (!key.empty() && is_mark(key.front())) key.remove_prefix(1);
  while (!key.empty() && is_mark(key.back())) key.remove_suffix(1);
  return key;
}

// Looks at the text too: a fault in the YAML may hide each entry. "Agent: x" alone may be a word of prose;
// above "Prompt: y" it is not.
bool has_fields(const Document& document, const Task& task) {
  for (const YamlEntry& entry : task.fields.entries)
    if (std::ranges::find(field_names, entry.key) != field_names.end()) return true;
  bool agent = false;
  bool prompt = false;
  const std::uint32_t end = std::max(task.open_tag.end, task.closed ? task.close_tag.begin : task.range.end);
  for (std::uint32_t at = task.open_tag.end; at < end;) {
    const Line line = line_at(document.text, at);
    const std::string_view words = trimmed(document.slice(line.range()));
    const std::string_view key = field_word(words);
    if (key == "subagent_type" || key == "prompt") return true;
    if (field_word(words.substr(skip_list_marker(words, 0))) == "subagent_type") return true;
    agent = agent || equals_lower(key, "agent") || equals_lower(key, "subagent");
    prompt = prompt || equals_lower(key, "prompt");
    if (agent && prompt) return true;
    at = line.next;
  }
  return false;
}

}  // namespace

std::vector<YamlPart> yaml_parts(const Document& document) {
  std::vector<YamlPart> parts;
  if (document.front_matter.present)
    parts.push_back(
        {YamlPart::Owner::front_matter, &document.front_matter.root, &document.front_matter.problems});
  TasksInFields in_fields(document);
  for (const Task& task : document.tasks) {
    const bool unclosed_block = task.form == Task::Form::block && !task.closed;
    if (task.form == Task::Form::prose || unclosed_block || !in_fields.contain(task)) continue;
    parts.push_back({YamlPart::Owner::task, &task.fields, &task.problems});
  }
  for (const Question& question : document.questions)
    if (question.closed) parts.push_back({YamlPart::Owner::question, &question.fields, &question.problems});
  return parts;
}

void for_each_problem(const Document& document, YamlProblem::Kind kind,
                      const std::function<void(const YamlPart&, const YamlProblem&)>& visit) {
  for (const YamlPart& part : yaml_parts(document))
    for (const YamlProblem& problem : *part.problems)
      if (problem.kind == kind) visit(part, problem);
}

bool TasksInFields::contain(const Task& task) {
  if (task.form != Task::Form::block || has_fields(document_, task)) return true;
  const TextRange inside{task.open_tag.end, std::max(task.open_tag.end, task.close_tag.begin)};
  if (trimmed(document_.slice(inside)).empty()) return true;
  if (!any_)
    any_ = std::ranges::any_of(document_.tasks, [&](const Task& other) {
      return other.form == Task::Form::block && has_fields(document_, other);
    });
  return *any_;
}

std::string_view part_name(YamlPart::Owner owner) {
  switch (owner) {
    case YamlPart::Owner::front_matter:
      return "front matter";
    case YamlPart::Owner::task:
      return "task";
    case YamlPart::Owner::question:
      return "question";
  }
  return "front matter";
}

}  // namespace baton
