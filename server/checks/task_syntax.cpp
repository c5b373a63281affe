// task-syntax: an entry of a task that is no YAML, or a task that nothing opens.
#include <string>

#include "server/checks/all.h"
#include "server/checks/stray_tags.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"

namespace baton {

namespace {

// "prompt:" without "|", and text below it in which colons stand.
void judge_prompts(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  TasksInFields in_fields(document);
  for (const Task& task : document.tasks) {
    const YamlEntry* prompt = task.fields.find("prompt");
    if (prompt == nullptr || !prompt->value.is_mapping() || document.text[prompt->value.range.begin] == '{')
      continue;
    if (!in_fields.contain(task)) continue;
    const std::size_t colon = document.text.find(':', prompt->key_range.end);
    Diagnostic& found = findings.add(
        prompt->key_range,
        "\"prompt\" is no text to YAML: a line below it reads as a key with its value; write \"prompt: |\"");
    const auto behind = static_cast<std::uint32_t>(colon + 1);
    found.fixes.push_back({"Write \"prompt: |\"", false, {{input.path, {{behind, behind}, " |"}}}});
  }
}

}  // namespace

void check_task_syntax(const CheckInput& input, Findings& findings) {
  const auto report = [&](const YamlPart& part, const YamlProblem& problem) {
    if (part.owner != YamlPart::Owner::task) return;
    const std::string what = problem.kind == YamlProblem::Kind::too_deep
                                 ? std::string("this is nested too deeply to be read")
                                 : problem.message;
    const std::string where = problem.subject.empty() ? std::string("this task is no YAML here: ")
                                                      : quoted(problem.subject) + " is no YAML: ";
    findings.add(problem.range, where + what);
  };
  for_each_problem(input.document, YamlProblem::Kind::syntax, report);
  for_each_problem(input.document, YamlProblem::Kind::too_deep, report);
  judge_prompts(input, findings);
  for (const StrayBlock& block : stray_blocks(input.document, TaggedBlock::Kind::task)) {
    const std::string line = std::to_string(input.document.lines.line_of(block.close_tag.begin) + 1);
    if (block.opened) {
      Diagnostic& found = findings.add(*block.opened, quoted(input.document.slice(*block.opened)) +
                                                          " opens no task, and the </Task> on line " + line +
                                                          " closes none; did you mean \"<Task>\"?");
      found.fixes.push_back({"Change to <Task>", false, {{input.path, {*block.opened, "<Task>"}}}});
    } else {
      findings.add(block.first, "no <Task> stands above these fields, and the </Task> on line " + line +
                                    " closes nothing; put a line \"<Task>\" before them");
    }
  }
}

}  // namespace baton
