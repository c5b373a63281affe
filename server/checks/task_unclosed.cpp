// task-unclosed: everything behind a <Task> without its </Task> is taken for the prompt.
#include <string>

#include "server/checks/all.h"

namespace baton {

void check_task_unclosed(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  for (const Task& task : document.tasks) {
    // A code fence may end with its file.
    if (task.form != Task::Form::block || task.closed) continue;
    // Behind the last line with text, so that the blank line before the next part stays where it is.
    std::uint32_t last = document.lines.line_of(task.range.end > task.range.begin ? task.range.end - 1 : 0);
    const std::uint32_t first = document.lines.line_of(task.open_tag.begin);
    const auto is_blank_line = [&](std::uint32_t line) {
      return document.slice(document.lines.line(document.text, line)).find_first_not_of(" \t") ==
             std::string_view::npos;
    };
    while (last > first && is_blank_line(last)) --last;
    const TextRange line = document.lines.line(document.text, last);
    const TextRange full = document.lines.full_line(document.text, last);
    const std::string_view ending = full.end > line.end ? document.slice({line.end, full.end}) : "\n";
    Diagnostic& found = findings.add(
        task.open_tag, "this <Task> is never closed; put a line \"</Task>\" behind its last line, line " +
                           std::to_string(last + 1));
    found.fixes.push_back(
        {"Close the task", false, {{input.path, {{line.end, line.end}, std::string(ending) + "</Task>"}}}});
  }
}

}  // namespace baton
