// task-unknown-field: what runs a task passes over a field that it does not know, so that a misspelt one has
// no effect and no one says so.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/checks/all.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"
#include "server/syntax/task_fields.h"

namespace baton {
namespace {

// Fields to mend a slip to; what else a task may have is too seldom meant.
constexpr std::array<std::string_view, 4> usual_fields = {"subagent_type", "prompt", "description", "model"};

// What is read behind a fault in the YAML, or behind the real end of a task, may be no field at all.
bool is_readable(TasksInFields& in_fields, const Task& task) {
  if (task.form == Task::Form::prose || !in_fields.contain(task)) return false;
  if (task.form == Task::Form::block && !task.closed) return false;
  return std::ranges::none_of(task.problems, [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::syntax || problem.kind == YamlProblem::Kind::too_deep;
  });
}

// A required field is missing and this one was probably meant: that finding names it already.
bool is_named_elsewhere(const std::optional<MissingField>& missing, const YamlEntry& entry) {
  return missing && missing->misspelt == &entry;
}

std::vector<std::string> absent_fields(const Task& task) {
  std::vector<std::string> out;
  for (const std::string_view field : usual_fields)
    if (task.fields.find(field) == nullptr) out.emplace_back(field);
  return out;
}

}  // namespace

void check_task_unknown_field(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  TasksInFields in_fields(document);
  for (const Task& task : document.tasks) {
    const auto is_unknown = [](const YamlEntry& entry) { return !is_task_field(entry.key); };
    if (std::ranges::none_of(task.fields.entries, is_unknown) || !is_readable(in_fields, task)) continue;
    const auto no_agent = missing_agent(document, in_fields, task);
    const auto no_prompt = missing_prompt(document, in_fields, task);
    const std::vector<std::string> absent = absent_fields(task);
    for (const YamlEntry& entry : task.fields.entries) {
      if (!is_unknown(entry) || entry.key.empty()) continue;
      if (is_named_elsewhere(no_agent, entry) || is_named_elsewhere(no_prompt, entry)) continue;
      const auto meant = nearest(entry.key, absent);
      Diagnostic& found = findings.add(
          entry.key_range, "no tool is known to read the field " + quoted(entry.key) + " of a task" +
                               (meant ? "; did you mean " + quoted(*meant) + '?' : std::string()));
      if (meant)
        found.fixes.push_back(
            {"Rename to " + quoted(*meant), false, {{input.path, {entry.key_range, *meant}}}});
    }
  }
}

}  // namespace baton
