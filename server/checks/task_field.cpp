// See task_field.h.
#include "server/checks/task_field.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "server/base/edit_distance.h"
#include "server/checks/closing_tags.h"
#include "server/checks/yaml_problems.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// A line of the task that begins with "key:", though no entry of that key could be read.
bool is_hidden(const Document& document, const Task& task, std::string_view key) {
  const bool broken = std::ranges::any_of(task.problems, [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::syntax || problem.kind == YamlProblem::Kind::too_deep;
  });
  if (!broken) return false;
  const std::string_view inside = document.slice(task.range);
  for (std::size_t at = inside.find(key); at != std::string_view::npos; at = inside.find(key, at + 1)) {
    const bool starts = at == 0 || !is_word(inside[at - 1]);
    const std::size_t behind = at + key.size();
    if (starts && behind < inside.size() && (inside[behind] == ':' || is_blank(inside[behind]))) return true;
  }
  return false;
}

// `list`: names in small letters, parted by blanks.
bool is_among(std::string_view name, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (equals_lower(name, list.substr(0, end))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// A value is there: a name, a variable, anything but blanks.
bool names_something(const Task& task) {
  const YamlEntry* agent = task.fields.find("subagent_type");
  if (agent == nullptr) return false;
  const YamlNode& value = agent->value;
  if (value.kind == YamlNode::Kind::null) return false;
  if (!value.is_scalar()) return !value.items.empty() || !value.entries.empty();
  if (value.style == ScalarStyle::plain && scalar_type(value) == ScalarType::null) return false;
  return !trimmed(value.text).empty();
}

// `has_value`: its value could be read. `other_names`: what it is often called instead, parted by blanks.
std::optional<MissingField> missing_field(const Document& document, TasksInFields& in_fields,
                                          const Task& task, std::string_view key, bool has_value,
                                          std::string_view other_names) {
  if (task.form == Task::Form::prose || has_value || !in_fields.contain(task)) return std::nullopt;
  if (empty_tag(document, task) != EmptyTag::none) return std::nullopt;  // task-unclosed tells of it
  MissingField missing{task.open_tag, false, nullptr};
  if (const YamlEntry* entry = task.fields.find(key)) {
    missing.range = entry->key_range;
    missing.has_key = true;
    return missing;
  }
  if (is_hidden(document, task, key)) return std::nullopt;
  for (const YamlEntry& entry : task.fields.entries) {
    const std::string name = entry.key.substr(skip_list_marker(entry.key, 0));  // "1. prompt"
    if (!is_among(name, other_names) && edit_distance(name, key, 2) > 2) continue;
    missing.misspelt = &entry;
    break;
  }
  return missing;
}

}  // namespace

std::optional<MissingField> missing_agent(const Document& document, TasksInFields& in_fields,
                                          const Task& task) {
  return missing_field(document, in_fields, task, "subagent_type", names_something(task),
                       "agent agent_type subagent agent-type subagenttype agenttype");
}

std::optional<MissingField> missing_prompt(const Document& document, TasksInFields& in_fields,
                                           const Task& task) {
  return missing_field(document, in_fields, task, "prompt", task.prompt.has_value(),
                       "prompt prompts instructions instruction message input");
}

bool stands_below(std::string_view text, const YamlEntry& field) {
  const YamlNode& value = field.value;
  if (!value.is_mapping() && !value.is_sequence()) return false;
  if (text[value.range.begin] == '{' || text[value.range.begin] == '[') return false;
  return line_begin(text, value.range.begin) > field.key_range.begin;
}

bool TextsBelow::hold(const YamlNode& fields, std::uint32_t offset) {
  if (fields_ != &fields) {
    fields_ = &fields;
    texts_.clear();
    for (const std::string_view key : {"prompt", "description"}) {
      const YamlEntry* field = fields.find(key);
      if (field == nullptr || !stands_below(document_.text, *field)) continue;
      const bool last = field == &fields.entries.back();
      texts_.push_back(
          {field->key_range.end, last ? offset32(document_.text.size()) : std::next(field)->range.begin});
    }
  }
  return std::ranges::any_of(texts_, [&](TextRange text) { return text.contains(offset); });
}

}  // namespace baton
