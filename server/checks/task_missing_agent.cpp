// task-missing-agent: a task that does not say which agent runs it.
#include <string>

#include "server/checks/all.h"
#include "server/checks/task_field.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

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

}  // namespace

void check_task_missing_agent(const CheckInput& input, Findings& findings) {
  for (const Task& task : input.document.tasks) {
    const auto missing = missing_field(input.document, task, "subagent_type", names_something(task),
                                       "agent agent_type subagent agent-type subagentType agentType");
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
