// See closing_tags.h.
#include "server/checks/closing_tags.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

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

// "<mask/>" closes itself.
bool closes_itself(std::string_view words) {
  return words.ends_with("/>") && words.find_first_of("/\\") == words.size() - 2;
}

// Where the task's own end follows, another name may well be text: "</ask>", "</tasks>".
bool is_written_like_its_end(std::string_view words, std::string_view name) {
  return equals_lower(name, "task") || (words.starts_with("</T") && words.ends_with('>'));
}

bool is_nearly_task(std::string name) {
  std::ranges::transform(name, name.begin(), to_lower);
  return edit_distance(name, "task", 1) <= 1;
}

std::map<std::string, std::vector<std::uint32_t>> nearly_opening_tags(std::string_view text) {
  std::map<std::string, std::vector<std::uint32_t>> out;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    constexpr std::size_t longest = 5;
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= longest && is_letter(text[end])) ++end;
    if (end == text.size() || (text[end] != '>' && !is_space(text[end]))) continue;
    std::string name(text.substr(at + 1, end - at - 1));
    if (is_nearly_task(name)) out[std::move(name)].push_back(offset32(at));
  }
  return out;
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

// A tag of that name stands not far above, in the prompt or around the tasks.
bool NearClosingTags::is_opened(const std::string& name, std::uint32_t offset) {
  constexpr std::uint32_t far = 65536;
  if (!opened_) opened_ = nearly_opening_tags(document_.text);
  const auto tags = opened_->find(name);
  if (tags == opened_->end()) return false;
  const auto behind = std::ranges::lower_bound(tags->second, offset);
  return behind != tags->second.begin() && offset - *std::prev(behind) <= far;
}

std::optional<TextRange> NearClosingTags::first_of(const Task& task) {
  const std::string_view text = document_.text;
  std::uint32_t deepest = column_of(text, task.open_tag.begin);
  if (!task.fields.entries.empty())
    deepest = std::max(deepest, column_of(text, task.fields.entries.front().key_range.begin));
  for (std::uint32_t at = line_at(text, task.open_tag.begin).next; at < task.range.end;) {
    const Line line = line_at(text, at);
    at = line.next;
    const TextRange words = trimmed(text, line.range());
    if (words.empty() || words.begin - line.begin > deepest || words == task.close_tag) continue;
    const std::string_view written = piece(text, words);
    const std::string name = name_of_closing(written);
    if (!is_nearly_task(name) || (task.closed && !is_written_like_its_end(written, name))) continue;
    if (closes_itself(written) && !equals_lower(name, "task")) continue;
    if (equals_lower(name, "task") || !is_opened(name, words.begin)) return words;
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
