// task-missing-agent: a task that does not say which agent runs it.
#include <string>

#include "server/checks/all.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"

namespace baton {

void check_task_missing_agent(const CheckInput& input, Findings& findings) {
  TasksInFields in_fields(input.document);
  for (const Task& task : input.document.tasks) {
    const auto missing = missing_agent(input.document, in_fields, task);
    if (!missing) continue;
    std::string message = missing->has_key
                              ? "\"subagent_type\" of this task has no value; name the agent that runs it"
                              : "this task has no \"subagent_type\"; name the agent that runs it";
    if (missing->misspelt != nullptr) {
      message = "this task has no \"subagent_type\"; is " + quoted(missing->misspelt->key) + " on line " +
                std::to_string(input.document.lines.line_of(missing->misspelt->key_range.begin) + 1) +
                " meant to be it?";
    }
    Diagnostic& found = findings.add(missing->range, std::move(message));
    if (missing->misspelt == nullptr) continue;
    found.fixes.push_back({"Rename " + quoted(missing->misspelt->key) + " to \"subagent_type\"",
                           false,
                           {{input.path, {missing->misspelt->key_range, "subagent_type"}}}});
  }
}

}  // namespace baton
