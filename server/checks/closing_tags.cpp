// See closing_tags.h.
#include "server/checks/closing_tags.h"

#include <algorithm>
#include <string>

#include "server/base/edit_distance.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

std::uint32_t column_of(std::string_view text, std::uint32_t offset) {
  return offset - line_begin(text, offset);
}

// The name in a line that has the marks of a closing tag and no other words.
std::string name_of_closing(std::string_view words) {
  constexpr std::size_t longest = 16;
  if (words.size() > longest || !words.starts_with('<')) return {};
  if (words.find_first_of("/\\") == std::string_view::npos) return {};
  std::string name;
  for (const char c : words)
    if (is_letter(c))
      name += c;
    else if (std::string_view("<>/\\ \t").find(c) == std::string_view::npos)
      return {};
  return name;
}

bool is_nearly_task(std::string name) {
  std::ranges::transform(name, name.begin(), to_lower);
  return edit_distance(name, "task", 1) <= 1;
}

// A tag of that name stands not far above, in the prompt or around the tasks.
bool is_opened(std::string_view above, const std::string& name) {
  constexpr std::size_t far = 65536;
  const std::string_view near = above.substr(above.size() - std::min(above.size(), far));
  const std::string tag = '<' + name;
  for (std::size_t at = near.find(tag); at != std::string_view::npos; at = near.find(tag, at + 1))
    if (const std::size_t behind = at + tag.size();
        behind < near.size() && (near[behind] == '>' || is_space(near[behind])))
      return true;
  return false;
}

bool is_unclosed(const Task& task) {
  return task.form == Task::Form::block && !task.closed;
}

bool is_empty(const Document& document, const Task& task) {
  return is_unclosed(task) && trimmed(document.slice({task.open_tag.end, task.range.end})).empty();
}

bool follows(const Document& document, const Task& task, const Task& before) {
  return before.range.end <= task.open_tag.begin &&
         trimmed(document.slice({before.range.end, task.open_tag.begin})).empty();
}

// It goes on up to a tag that holds nothing.
bool ends_at_empty(const Document& document, const Task& task, const Task& next) {
  return is_unclosed(task) && !is_empty(document, task) && is_empty(document, next) &&
         follows(document, next, task);
}

const Task* neighbour(const Document& document, const Task& task, std::ptrdiff_t step) {
  const std::ptrdiff_t at = &task - document.tasks.data() + step;
  return at >= 0 && at < std::ssize(document.tasks) ? &document.tasks[static_cast<std::size_t>(at)] : nullptr;
}

}  // namespace

std::optional<TextRange> nearly_closing_tag(const Document& document, const Task& task) {
  const std::string_view text = document.text;
  std::uint32_t deepest = column_of(text, task.open_tag.begin);
  if (!task.fields.entries.empty())
    deepest = std::max(deepest, column_of(text, task.fields.entries.front().key_range.begin));
  for (std::uint32_t at = line_at(text, task.open_tag.begin).next; at < task.range.end;) {
    const Line line = line_at(text, at);
    at = line.next;
    const TextRange words = trimmed(text, line.range());
    if (words.empty() || words.begin - line.begin > deepest || words == task.close_tag) continue;
    const std::string name = name_of_closing(piece(text, words));
    if (!is_nearly_task(name)) continue;
    if (equals_lower(name, "task") || !is_opened(text.substr(0, words.begin), name)) return words;
  }
  return std::nullopt;
}

EmptyTag empty_tag(const Document& document, const Task& task) {
  if (!is_empty(document, task)) return EmptyTag::none;
  if (const Task* before = neighbour(document, task, -1);
      before != nullptr && ends_at_empty(document, *before, task))
    return EmptyTag::closes;
  const Task* next = neighbour(document, task, 1);
  const bool doubled = next != nullptr && next->form == Task::Form::block && !is_empty(document, *next) &&
                       follows(document, *next, task);
  return doubled ? EmptyTag::doubled : EmptyTag::none;
}

bool is_closed_by_opening_tag(const Document& document, const Task& task) {
  const Task* next = neighbour(document, task, 1);
  return next != nullptr && ends_at_empty(document, task, *next);
}

}  // namespace baton
