// task-unclosed: everything behind a <Task> without its </Task> is taken for the prompt.
#include <algorithm>
#include <string>
#include <string_view>

#include "server/checks/all.h"
#include "server/checks/closing_tags.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/markdown_forward.h"
#include "server/syntax/task_fields.h"

namespace baton {
namespace {

// Behind the last line that is surely the task's: where a block holds its prompt, the last one of the block
// and of the fields behind it, with the lines that follow without a blank one between.
std::uint32_t end_of_text(const Document& document, const Task& task) {
  const YamlEntry* prompt = task.fields.find("prompt");
  const bool block = prompt != nullptr && (prompt->value.style == ScalarStyle::literal ||
                                           prompt->value.style == ScalarStyle::folded);
  if (!block || trimmed(prompt->value.text).empty()) return task.range.end;
  std::uint32_t end = prompt->value.range.end;
  for (const YamlEntry& field : task.fields.entries)
    if (is_task_field(field.key)) end = std::max(end, field.range.end);
  const std::string_view text = std::string_view(document.text).substr(0, task.range.end);
  end = trimmed(text, {prompt->range.begin, std::min(end, task.range.end)}).end;
  for (std::uint32_t at = line_at(text, end).next; at < text.size();) {
    const Line line = line_at(text, at);
    const TextRange words = trimmed(text, line.range());
    if (words.empty() || is_thematic_break(piece(text, words))) break;
    end = words.end;
    at = line.next;
  }
  return end;
}

void judge_empty(const CheckInput& input, const Task& task, EmptyTag empty, Findings& findings) {
  if (empty == EmptyTag::closes) {
    Diagnostic& found = findings.add(task.open_tag, "this <Task> holds nothing; is \"</Task>\" meant?");
    found.fixes.push_back({"Change to </Task>", false, {{input.path, {task.open_tag, "</Task>"}}}});
    return;
  }
  const std::string_view text = input.document.text;
  const Line line = line_at(text, line_begin(text, task.open_tag.begin));
  Diagnostic& found =
      findings.add(task.open_tag, "this <Task> holds nothing, and the next one follows; take it away");
  const bool alone = trimmed(input.document.slice(line.range())) == input.document.slice(task.open_tag);
  const TextRange range = alone ? TextRange{line.begin, line.next} : task.open_tag;
  found.fixes.push_back({"Take it away", false, {{input.path, {range, ""}}}});
}

void judge(const CheckInput& input, const Task& task, NearClosingTags& closing_tags, Findings& findings) {
  const Document& document = input.document;
  if (const auto nearly = closing_tags.first_of(task)) {
    const std::string line = std::to_string(document.lines.line_of(nearly->begin) + 1);
    Diagnostic& found =
        findings.add(task.open_tag, "this <Task> is never closed: " + quoted(document.slice(*nearly)) +
                                        " on line " + line + " does not close it; write \"</Task>\"");
    found.fixes.push_back({"Change to </Task>", false, {{input.path, {*nearly, "</Task>"}}}});
    return;
  }
  // Behind the last line with text, so that the blank line before the next part stays where it is.
  const std::uint32_t end = end_of_text(document, task);
  std::uint32_t last = document.lines.line_of(end > task.range.begin ? end - 1 : 0);
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

}  // namespace

void check_task_unclosed(const CheckInput& input, Findings& findings) {
  NearClosingTags closing_tags(input.document);
  for (const Task& task : input.document.tasks) {
    // A code fence may end with its file.
    if (task.form != Task::Form::block || task.closed) continue;
    if (is_closed_by_opening_tag(input.document, task)) continue;
    const EmptyTag empty = empty_tag(input.document, task);
    if (empty == EmptyTag::none)
      judge(input, task, closing_tags, findings);
    else
      judge_empty(input, task, empty, findings);
  }
}

}  // namespace baton
