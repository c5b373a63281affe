// Fields of a task and of a question. A prompt is none of them: what stands in it is text.
#include <algorithm>
#include <array>

#include "server/features/completion_parts.h"
#include "server/features/task_fields.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

struct Field {
  const char* name;
  const char* words;
};
constexpr std::array<Field, 4> question_fields = {{{"question", "What is asked."},
                                                   {"header", "A word that stands for the question."},
                                                   {"multiSelect", "true: several answers may be chosen."},
                                                   {"options", "Two to four answers."}}};
constexpr std::array<Field, 2> option_fields = {
    {{"label", "The answer as it is shown."}, {"description", "What the answer means."}}};

template <typename Fields>
void offer(const Fields& fields, const YamlNode* present, const YamlPlace& place, std::string_view text,
           Items& out) {
  const bool colon = place.word.end < text.size() && text[place.word.end] == ':';
  for (const auto& field : fields) {
    const YamlEntry* there = present == nullptr ? nullptr : present->find(field.name);
    if (there != nullptr && !there->key_range.touches(place.word.begin)) continue;
    const bool block = std::string_view(field.name) == "prompt";
    const std::string insert = std::string(field.name) + (colon ? "" : block ? ": |" : ": ");
    out.push_back({field.name, CompletionItem::Kind::key, field.words, {}, insert, {}});
  }
}

// The lines between the tags or fences.
TextRange lines_between(const Document& document, const Task& task) {
  const std::uint32_t begin = line_at(document.text, task.open_tag.end).next;
  const std::uint32_t end =
      task.close_tag.empty() ? task.range.end : line_begin(document.text, task.close_tag.begin);
  return {begin, std::max(begin, end)};
}

std::optional<Completions> complete_task(const FeatureInput& input, const Task& task, std::uint32_t offset) {
  const Document& document = input.document;
  if (task.form == Task::Form::prose || prompt_at(document, offset)) return std::nullopt;
  const TextRange block = lines_between(document, task);
  const bool last_line = task.closed && offset == block.end && !block.empty() && !task.close_tag.empty();
  if (!block.touches(offset) || last_line) return std::nullopt;
  YamlPlace place = yaml_place(document.text, block, offset);
  if (!place.keys.empty() && place.keys.front() == "Task") place.keys.erase(place.keys.begin());
  Completions out;
  out.replace = place.word;
  if (place.keys.empty() && !place.at_value) {
    offer(task_fields, &task.fields, place, document.text, out.items);
    return out;
  }
  if (place.keys.size() != 1 || !place.at_value) return out;
  if (place.keys[0] == "subagent_type") {
    out.replace = word_at(document.text, offset, is_name_byte);
    out.replace.begin = std::max(out.replace.begin, place.value.begin);
    offer_agents(input, offset, out);
  } else if (place.keys[0] == "model") {
    for (const char* model : {"inherit", "fable", "opus", "sonnet", "haiku"})
      out.items.push_back({model, CompletionItem::Kind::value});
  }
  if (place.needs_blank)
    for (CompletionItem& item : out.items) item.insert = " " + item.label;
  return out;
}

Completions complete_question(const Document& document, const Question& question, std::uint32_t offset) {
  const YamlPlace place = yaml_place(
      document.text, {line_at(document.text, question.open_tag.end).next, question.range.end}, offset);
  Completions out;
  out.replace = place.word;
  const std::string* key = place.keys.empty() ? nullptr : &place.keys.back();
  if (place.at_value && !place.in_list) {
    if (key != nullptr && *key == "multiSelect")
      for (const char* value : {"true", "false"})
        out.items.push_back({value,
                             CompletionItem::Kind::value,
                             {},
                             {},
                             (place.needs_blank ? " " : "") + std::string(value)});
  } else if (key == nullptr) {
    const std::array<Field, 1> root = {{{"questions", "One to four questions."}}};
    offer(root, &question.fields, place, document.text, out.items);
  } else if (std::ranges::find(place.keys, "options") != place.keys.end()) {
    offer(option_fields, nullptr, place, document.text, out.items);
  } else if (place.keys.front() == "questions") {
    offer(question_fields, nullptr, place, document.text, out.items);
  }
  return out;
}

}  // namespace

std::optional<Completions> complete_fields(const FeatureInput& input, std::uint32_t offset) {
  const Document& document = input.document;
  if (const auto task = task_at(document, offset))
    if (auto out = complete_task(input, document.tasks[*task], offset)) return out;
  for (const Question& question : document.questions) {
    if (!question.range.touches(offset) || question.open_tag.touches(offset) ||
        (!question.close_tag.empty() && question.close_tag.touches(offset)))
      continue;
    return complete_question(document, question, offset);
  }
  return std::nullopt;
}

std::optional<Index> prompt_at(const Document& document, std::uint32_t offset) {
  const auto at = task_at(document, offset);
  if (!at) return std::nullopt;
  const Task& task = document.tasks[*at];
  if (task.prompt && task.prompt->range.touches(offset)) return at;
  if (task.form == Task::Form::prose) return std::nullopt;
  const YamlEntry* prompt = task.fields.find("prompt");
  if (prompt == nullptr || offset <= prompt->key_range.end) return std::nullopt;
  if (!task.close_tag.empty() && offset >= line_begin(document.text, task.close_tag.begin))
    return std::nullopt;
  // Behind the key, with no other field between.
  const bool field_between = std::ranges::any_of(task.fields.entries, [&](const YamlEntry& entry) {
    return entry.key_range.begin > prompt->key_range.begin && entry.key_range.begin <= offset;
  });
  return field_between ? std::nullopt : at;
}

bool is_live_text(const Document& document, std::uint32_t offset) {
  if (prompt_at(document, offset)) return true;
  const auto touches = [&](const auto& item) { return item.range.touches(offset); };
  if (document.front_matter.present && offset < document.front_matter.range.end) return false;
  if (const auto task = task_at(document, offset))
    if (document.tasks[*task].form != Task::Form::prose) return false;
  return std::ranges::none_of(document.questions, touches) && !document.body.in_code(offset);
}

}  // namespace baton
