// A task behind the one under the cursor, in the same form.
#include "server/features/refactorings.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Where a fence ends that may hold other tasks too, or the task's own end.
std::uint32_t end_of_block(const Document& document, const Task& task) {
  std::uint32_t end = task.range.end;
  if (task.form == Task::Form::fenced)
    for (const CodeRange& code : document.body.code)
      if (code.range.contains(task.range.begin)) end = std::max(end, code.range.end);
  while (end > task.range.begin && is_line_end(document.text[end - 1])) --end;
  return end;
}

}  // namespace

void add_task(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out) {
  const Document& document = input.document;
  const auto at = task_at(document, range.begin);
  if (!at || document.tasks[*at].form == Task::Form::prose) return;
  const Task& task = document.tasks[*at];
  CodeAction action{"Add a task after this one", CodeAction::Kind::rewrite};
  if (!task.closed) {
    action.disabled = "this task is not closed";
  } else {
    const bool fenced = task.form == Task::Form::fenced;
    const std::string indent = fenced ? "  " : "";
    const std::string fields = indent + "subagent_type: general-purpose\n" + indent + "prompt: |\n" + indent +
                               "  Say what is to be done.\n";
    const std::uint32_t end = end_of_block(document, task);
    action.edits = {
        {input.path,
         {{end, end},
          fenced ? "\n\n```yaml\nTask:\n" + fields + "```" : "\n\n<Task>\n" + fields + "</Task>"}}};
  }
  out.push_back(std::move(action));
}

}  // namespace baton
