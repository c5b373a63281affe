// See prompt_recipe.h.
#include "server/run/prompt_recipe.h"

#include <algorithm>
#include <optional>
#include <string>

#include "server/flow/mode_membership.h"
#include "server/run/prompt_writer.h"

namespace baton {
namespace {

// Something in the prompt's text that does not stay as it is.
struct Mark {
  TextRange range;                   // in the prompt's text
  std::optional<Index> placeholder;  // none: a cut
};

// All bytes of `text` are blanks or line ends.
bool is_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

class Reader {
 public:
  Reader(const Document& document, const PromptParts& parts, Index task)
      : document_(document), parts_(parts), task_(task), prompt_(*document.tasks[task].prompt) {}

  std::vector<Mark> marks() {
    for (const Index condition : parts_.conditions(task_)) add_condition(condition);
    for (const Index placeholder : live_placeholders(document_, parts_, task_))
      marks_.push_back({in_prompt(document_.placeholders[placeholder].range), placeholder});
    std::ranges::stable_sort(marks_, {}, [](const Mark& mark) { return mark.range.begin; });
    return std::move(marks_);
  }

 private:
  TextRange in_prompt(TextRange range) const {
    if (range.empty()) {
      const std::uint32_t at = prompt_.map.from_source(range.begin);
      return {at, at};
    }
    return {prompt_.map.from_source(range.begin), prompt_.map.from_source(range.end - 1) + 1};
  }

  void add_condition(Index index) {
    const Condition& condition = document_.conditions[index];
    const TextRange whole = in_prompt(condition.range);
    if (condition.whole_task || !parts_.is_live(index)) {
      marks_.push_back({whole, std::nullopt});
      return;
    }
    const std::string_view text = prompt_.text;
    TextRange live = in_prompt(condition.text);
    live.begin = std::clamp(live.begin, whole.begin, whole.end);
    live.end = std::clamp(live.end, live.begin, whole.end);
    // Text that has lines of its own keeps their indents; the lines of the brackets go.
    const std::uint32_t head = std::clamp(in_prompt(condition.head).end, whole.begin, live.begin);
    TextRange first{whole.begin, live.begin};
    const std::string_view before = text.substr(head, live.begin - head);
    if (const std::size_t end = before.find('\n'); end != before.npos && is_space(before.substr(end)))
      first.end = head + static_cast<std::uint32_t>(end);
    TextRange last{live.end, whole.end};
    const std::string_view behind = text.substr(live.end, whole.end - live.end);
    if (const std::size_t end = behind.rfind('\n'); end != behind.npos && is_space(behind.substr(0, end)))
      last.begin = live.end + static_cast<std::uint32_t>(end) + 1;
    marks_.push_back({first, std::nullopt});
    marks_.push_back({last, std::nullopt});
  }

  const Document& document_;
  const PromptParts& parts_;
  Index task_;
  const Prompt& prompt_;
  std::vector<Mark> marks_;
};

}  // namespace

PromptParts::PromptParts(const Document& document, const Flow& flow, std::size_t mode)
    : document_(document), placeholders_(document.tasks.size()), conditions_(document.tasks.size()) {
  for (Index i = 0; i < document.placeholders.size(); ++i)
    if (const auto task = document.placeholders[i].task) placeholders_[*task].push_back(i);
  for (std::vector<Index>& list : placeholders_)
    std::ranges::sort(list, {}, [&](Index i) { return document.placeholders[i].range.begin; });
  for (Index i = 0; i < document.conditions.size(); ++i)
    if (const auto task = document.conditions[i].task) conditions_[*task].push_back(i);
  for (const ModeSet& allowed : condition_modes(document, flow.mode_count))
    dead_.push_back(!allowed.contains(mode));
}

void PromptParts::drop(Index condition) {
  dead_[condition] = true;
  for (Index i = condition + 1; i < document_.conditions.size(); ++i) {
    const Condition& inner = document_.conditions[i];
    if (!document_.conditions[condition].range.contains(inner.range)) break;
    dead_[i] = true;
  }
}

std::vector<Index> live_placeholders(const Document& document, const PromptParts& parts, Index task) {
  std::vector<Index> out;
  for (const Index i : parts.placeholders(task)) {
    const auto condition = document.placeholders[i].condition;
    if (!condition || parts.is_live(*condition)) out.push_back(i);
  }
  return out;
}

Recipe prompt_recipe(const Document& document, const PromptParts& parts, Index task,
                     const std::function<RecipePiece(Index)>& put) {
  const std::string_view text = document.tasks[task].prompt->text;
  PromptWriter writer;
  std::uint32_t done = 0;
  for (const Mark& mark : Reader(document, parts, task).marks()) {
    if (mark.range.end <= done || (mark.placeholder && mark.range.begin < done)) continue;  // in what was cut
    if (mark.range.begin > done) writer.text(text.substr(done, mark.range.begin - done));
    if (mark.placeholder) {
      RecipePiece piece = put(*mark.placeholder);
      if (piece.kind == RecipePiece::Kind::text)
        writer.text(piece.text);
      else
        writer.put(std::move(piece));
    } else {
      writer.cut();
    }
    done = std::max(done, mark.range.end);
  }
  writer.text(text.substr(done));
  return writer.finish();
}

}  // namespace baton
