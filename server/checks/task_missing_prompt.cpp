// task-missing-prompt: an agent that is called without being told what to do.
#include <string>
#include <string_view>

#include "server/checks/all.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// "# Heading" behind "prompt:", which is a comment to YAML.
std::string_view comment_behind(const Document& document, TextRange key) {
  const Line line = line_at(document.text, key.end);
  const std::size_t colon = document.text.find(':', key.end);
  if (colon >= line.end) return {};
  const std::string_view rest = trimmed(document.slice({offset32(colon + 1), line.end}));
  return rest.starts_with('#') ? rest : std::string_view();
}

}  // namespace

void check_task_missing_prompt(const CheckInput& input, Findings& findings) {
  TasksInFields in_fields(input.document);
  for (const Task& task : input.document.tasks) {
    const auto missing = missing_prompt(input.document, in_fields, task);
    if (!missing) continue;
    std::string message = missing->has_key ? "\"prompt\" of this task is empty; say what its agent is to do"
                                           : "this task has no \"prompt\"; say what its agent is to do";
    const auto comment = missing->has_key ? comment_behind(input.document, missing->range) : "";
    if (!comment.empty())
      message = "\"prompt\" of this task is empty, because YAML takes " + quoted(comment) +
                " for a comment; write \"prompt: |\", and the text below it, indented";
    if (missing->misspelt != nullptr) {
      message = "this task has no \"prompt\"; is " + quoted(missing->misspelt->key) + " on line " +
                std::to_string(input.document.lines.line_of(missing->misspelt->key_range.begin) + 1) +
                " meant to be it?";
    }
    Diagnostic& found = findings.add(missing->range, std::move(message));
    if (missing->misspelt == nullptr) continue;
    found.fixes.push_back({"Rename " + quoted(missing->misspelt->key) + " to \"prompt\"",
                           false,
                           {{input.path, {missing->misspelt->key_range, "prompt"}}}});
  }
}

}  // namespace baton
