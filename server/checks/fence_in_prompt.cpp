// One walk from the task's opening fence to the next bare one that stands no deeper. Fences between them are
// inside the prompt, if they are pairs.
#include "server/checks/fence_in_prompt.h"

#include <algorithm>

#include "server/syntax/fence.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr int furthest = 200;  // lines that are walked over

// A fence with the column of its marks.
struct Fence {
  FenceLine line;
  TextRange marks;
  std::uint32_t column = 0;
};
Fence fence_at(std::string_view text, Line line) {
  Fence out{fence_line(text, line, false), {}, 0};
  if (!out.line) return out;
  const std::size_t mark = text.find(out.line.mark, line.begin);
  out.column = offset32(mark) - line.begin;
  out.marks = {offset32(mark), offset32(mark) + out.line.length};
  return out;
}

bool ends_with_prompt(const Task& task) {
  const YamlEntry* prompt = task.fields.find("prompt");
  return prompt != nullptr && prompt == &task.fields.entries.back() &&
         (prompt->value.style == ScalarStyle::literal || prompt->value.style == ScalarStyle::folded);
}

}  // namespace

std::optional<FenceInPrompt> fence_in_prompt(const Document& document, const Task& task) {
  if (task.form != Task::Form::fenced || task.close_tag.empty() || !ends_with_prompt(task))
    return std::nullopt;
  const std::string_view text = document.text;
  Line line = line_at(text, line_begin(text, task.open_tag.begin));
  const Fence opening = fence_at(text, line);
  const std::uint32_t closing = task.close_tag.begin - line_begin(text, task.close_tag.begin);
  if (!opening.line || closing <= opening.column) return std::nullopt;
  FenceInPrompt out{{}, opening.marks, {}, opening.line.length + 1};
  std::size_t inside = 0;
  for (int i = 0; i < furthest && line.next < text.size(); ++i) {
    line = line_at(text, line.next);
    const Fence fence = fence_at(text, line);
    if (!fence.line || fence.line.mark != opening.line.mark) continue;
    if (fence.column > opening.column) {
      ++inside;
      out.length = std::max(out.length, fence.line.length + 1);
      if (fence.marks.begin == task.close_tag.begin) out.early = fence.marks;
      continue;
    }
    out.closing = fence.marks;
    const bool pairs = inside % 2 == 0 && !out.early.empty();
    return fence.line.bare && pairs ? std::optional(out) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace baton
