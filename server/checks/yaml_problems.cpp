// See yaml_problems.h.
#include "server/checks/yaml_problems.h"

#include <algorithm>

#include "server/syntax/lines.h"

namespace baton {

std::vector<YamlPart> yaml_parts(const Document& document) {
  std::vector<YamlPart> parts;
  if (document.front_matter.present)
    parts.push_back(
        {YamlPart::Owner::front_matter, &document.front_matter.root, &document.front_matter.problems});
  for (const Task& task : document.tasks) {
    const bool unclosed_block = task.form == Task::Form::block && !task.closed;
    if (task.form == Task::Form::prose || unclosed_block || !is_meant_as_fields(document, task)) continue;
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

bool is_meant_as_fields(const Document& document, const Task& task) {
  if (task.form != Task::Form::block || !task.fields.entries.empty()) return true;
  const TextRange inside{task.open_tag.end, std::max(task.open_tag.end, task.close_tag.begin)};
  if (trimmed(document.slice(inside)).empty()) return true;
  const auto is_written_in_fields = [](const Task& other) {
    return other.form == Task::Form::block && !other.fields.entries.empty();
  };
  return std::ranges::any_of(document.tasks, is_written_in_fields);
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
