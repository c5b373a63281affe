// Each text is read alone, so that what was found in a prompt stays true as long as nobody edits its task.
#include "server/syntax/passages.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "server/syntax/conditions.h"
#include "server/syntax/lines.h"
#include "server/syntax/order.h"
#include "server/syntax/passage.h"
#include "server/syntax/placeholders.h"
#include "server/syntax/shift.h"

namespace baton {
namespace {

// Where placeholders and conditions of prose are text: code of any kind, comments, examples, and prompts,
// which are read apart.
std::vector<TextRange> dead_ranges(const Document& document, const std::vector<TextRange>& prompts,
                                   const std::vector<TextRange>& examples) {
  std::vector<TextRange> out = document.body.html_comments;
  out.insert(out.end(), examples.begin(), examples.end());
  for (const CodeRange& code : document.body.code) out.push_back(code.range);
  out.insert(out.end(), prompts.begin(), prompts.end());
  return merged(std::move(out));
}

// Those of a list in order that begin in the range.
template <typename Part>
std::span<const Part> parts_in(const std::vector<Part>& parts, TextRange range) {
  const auto begin = [](const Part& part) { return part.range.begin; };
  const auto first = std::ranges::lower_bound(parts, range.begin, {}, begin);
  return {first, std::ranges::lower_bound(first, parts.end(), range.end, {}, begin)};
}

// What was found in the prompt of a task that has only moved since.
void take_prompt(Document& document, Index index, const MovedTask& moved) {
  const Document& before = *moved.document;
  const Task& known = before.tasks[moved.task];
  Task& task = document.tasks[index];
  task.skip_if_missing = known.skip_if_missing;
  const std::span<const Condition> conditions = parts_in(before.conditions, known.range);
  // From an index there to one here: they stand together in both.
  const Index by = offset32(document.conditions.size()) -
                   offset32(static_cast<std::size_t>(conditions.data() - before.conditions.data()));
  if (known.condition) task.condition = *known.condition + by;
  for (Condition condition : conditions) {
    shift(condition, moved.by);
    condition.task = index;
    if (condition.parent) *condition.parent += by;
    document.conditions.push_back(std::move(condition));
  }
  for (Placeholder placeholder : parts_in(before.placeholders, known.range)) {
    shift(placeholder, moved.by);
    placeholder.task = index;
    document.placeholders.push_back(std::move(placeholder));
  }
  for (PlaceholderNearMiss miss : parts_in(before.near_misses, known.range)) {
    shift(miss.range, moved.by);
    miss.task = index;
    document.near_misses.push_back(std::move(miss));
  }
}

void order_conditions(Document& document) {
  const std::vector<Index> moved = sort_by_place(document.conditions);
  for (Condition& condition : document.conditions) move_index(condition.parent, moved);
  for (Task& task : document.tasks) move_index(task.condition, moved);
}

}  // namespace

void read_passages(Document& document, const std::vector<TextRange>& prompts,
                   const std::vector<TextRange>& examples, const Before& before) {
  const ModeNames modes = mode_names(document);
  const std::vector<TextRange> dead = dead_ranges(document, prompts, examples);
  const std::vector<TextRange> none;
  const auto read = [&](const Passage& passage) {
    read_conditions(document, passage, modes);
    read_placeholders(document, passage);
  };
  read({document.body_text, nullptr, std::nullopt, &dead});
  for (Index i = 0; i < document.tasks.size(); ++i) {
    Task& task = document.tasks[i];
    if (!task.prompt) continue;
    if (const auto moved = before.moved(task)) {
      take_prompt(document, i, *moved);
      continue;
    }
    read({task.prompt->text, &task.prompt->map, i, &none});
    task.skip_if_missing = prompt_says_skip(document, task, i);
  }
  order_conditions(document);
  sort_by_place(document.placeholders);
  sort_by_place(document.near_misses);
  for (Placeholder& placeholder : document.placeholders)
    placeholder.condition = condition_around(document, placeholder.range);
  for (PlaceholderNearMiss& miss : document.near_misses)
    miss.condition = condition_around(document, miss.range);
}

}  // namespace baton
