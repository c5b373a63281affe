// One walk over the lines that belong to no task, no question and no code.
#include "server/checks/stray_tags.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "server/base/edit_distance.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

using Kind = TaggedBlock::Kind;

std::string_view tag_of(Kind kind) {
  return kind == Kind::task ? "Task" : "AskUserQuestion";
}

bool is_field(std::string_view line, Kind kind) {
  if (kind == Kind::question) return line == "questions:";
  return line.starts_with("subagent_type:") || line.starts_with("prompt:");
}

bool is_nearly_opening(std::string_view line, Kind kind) {
  if (line.size() < 3 || line.size() > 24) return false;
  std::string name(line.substr(line.front() == '<' ? 1 : 0));
  if (name.back() == '>') name.pop_back();
  return name.size() + 2 >= line.size() && edit_distance(name, tag_of(kind), 2) <= 2;
}

// "- <Task>", "**<Task>**", "<Task>subagent_type: x", "Run this: <Task>"
bool is_crowded(std::string_view line, std::string_view open) {
  const std::size_t at = line.find(open);
  if (at == std::string_view::npos) return false;
  const bool begins = line.substr(0, at).find_first_not_of("-*+_`0123456789.)> \t") == std::string_view::npos;
  return begins || at + open.size() == line.size();
}

// What is read as something else already, in order.
std::vector<TextRange> taken(const Document& document) {
  std::vector<TextRange> out;
  for (const Task& task : document.tasks)
    if (task.form != Task::Form::prose) out.push_back(task.range);
  for (const Question& question : document.questions) out.push_back(question.range);
  for (const CodeRange& code : document.body.code)
    if (code.kind != CodeRange::Kind::span) out.push_back(code.range);
  for (const TextRange& comment : document.body.html_comments) out.push_back(comment);
  std::ranges::sort(out);
  return out;
}

// Whether the tag stands anywhere but in `others`; of nearly every file it does not.
bool occurs_outside(std::string_view text, std::string_view tag, const std::vector<TextRange>& others) {
  auto next = others.begin();
  for (std::size_t at = text.find(tag); at != std::string_view::npos; at = text.find(tag, at + 1)) {
    while (next != others.end() && next->end <= at) ++next;
    if (next == others.end() || next->begin > at) return true;
  }
  return false;
}

}  // namespace

std::vector<StrayBlock> stray_blocks(const Document& document, Kind kind) {
  std::vector<StrayBlock> out;
  const std::string open = "<" + std::string(tag_of(kind)) + ">";
  const std::string close = "</" + std::string(tag_of(kind)) + ">";
  const std::string_view text = document.text;
  const std::vector<TextRange> others = taken(document);
  if (!occurs_outside(text, close, others)) return out;
  auto next = others.begin();
  std::optional<TextRange> first, opened;
  TextRange above;
  bool is_example = false;  // it has its opening tag, and yet is nothing that was read
  bool crowded = false;
  const auto forget = [&] { first = opened = std::nullopt, above = {}, is_example = crowded = false; };
  for (std::uint32_t at = document.front_matter.range.end; at < text.size();) {
    const Line line = line_at(text, at);
    at = line.next;
    while (next != others.end() && next->end <= line.begin) ++next;
    if (next != others.end() && next->begin < line.end) {
      forget();
      if (next->end > line.next) at = line_at(text, next->end - 1).next;
      continue;
    }
    const TextRange words = trimmed(text, line.range());
    const std::string_view shown = piece(text, words);
    if (shown.empty()) continue;
    if (shown == close) {
      if (first && !is_example) out.push_back({*first, opened, words, crowded});
      forget();
    } else if (shown == open) {
      forget();
      is_example = true;
    } else if (shown.front() == '#') {
      forget();
    } else if (!first && is_field(shown, kind)) {
      first = words;
      crowded = is_crowded(piece(text, above), open);
      if (crowded || (!above.empty() && is_nearly_opening(piece(text, above), kind))) opened = above;
    }
    above = words;
  }
  return out;
}

}  // namespace baton
