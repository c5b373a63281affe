// task-prompt-cut-short: prompt text that goes on at the column of the fields. YAML drops it or fails; Baton
// reads it as the prompt that it is, and offers to indent it where no field stands in between. Likewise a
// prompt that a fence inside it ends.
#include <algorithm>
#include <string>

#include "server/checks/all.h"
#include "server/checks/closing_tags.h"
#include "server/checks/fence_in_prompt.h"
#include "server/checks/words.h"
#include "server/syntax/fence.h"
#include "server/syntax/lines.h"
#include "server/syntax/phases.h"
#include "server/syntax/task_fields.h"

namespace baton {
namespace {

struct Block {
  std::uint32_t fields = 0;  // columns before the task's fields
  std::uint32_t indent = 0;  // columns before the prompt's text
};

// How the prompt's block scalar is indented; without a line of its own: two columns beyond the fields.
Block block_of(const Document& document, const YamlEntry& prompt) {
  const std::string_view text = document.text;
  Block block;
  block.fields = column_of(text, prompt.key_range.begin);
  block.indent = block.fields + 2;
  const Line header = line_at(text, prompt.value.range.begin);
  for (std::uint32_t i = prompt.value.range.begin + 1; i < header.end && i < prompt.value.range.begin + 3;
       ++i) {
    if (!is_digit(text[i]) || text[i] == '0') continue;
    block.indent = block.fields + static_cast<std::uint32_t>(text[i] - '0');
    return block;
  }
  for (std::uint32_t at = header.next; at < prompt.value.range.end;) {
    const Line line = line_at(text, at);
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), at);
    at = line.next;
    if (first >= line.end) continue;
    const std::string_view before = piece(text, {line.begin, first});
    const std::uint32_t indent = offset32(std::min(before.find('\t'), before.size()));  // a tab is text
    if (indent > block.fields) block.indent = indent;
    return block;
  }
  return block;
}

// True where YAML loses none of the lines: each that stands at the fields' column begins "key:". They may be
// meant as fields (or, in a fence, as a second task), so that moving them into the prompt is a guess.
bool may_be_fields(const Document& document, const Task& task, std::uint32_t fields) {
  bool any = false;
  for (const TextRange line : task.cut_short) {
    if (column_of(document.text, line.begin) > fields) continue;
    const std::string_view text = document.slice(line);
    const std::size_t key = text.find_first_of(": \t");
    if (key == 0 || key == std::string_view::npos || text[key] != ':') return false;
    if (key + 1 < text.size() && !is_space(text[key + 1])) return false;
    any = true;
  }
  return any;
}

// "model:opus", "description: x"
bool may_be_task_field(std::string_view words) {
  const std::size_t colon = words.find(':');
  return colon != std::string_view::npos && is_task_field(trimmed(words.substr(0, colon)));
}

bool is_underline(std::string_view words) {
  return words.find_first_not_of(words.front() == '=' ? '=' : '-') == std::string_view::npos;
}

// The tags and fields of a task and the heading of a phase: inside a prompt they would be lost, if they were
// meant.
bool may_be_structure(const Document& document, const Task& task) {
  std::string_view above;
  return std::ranges::any_of(task.cut_short, [&](TextRange line) {
    const std::string_view text = document.slice(line);
    if (find_lower(text, "<task") != std::string_view::npos) return true;
    if (find_lower(text, "</task") != std::string_view::npos) return true;
    if (read_phase_line(text) || may_be_task_field(text)) return true;
    if (is_underline(text) && read_phase_line("# " + std::string(above))) return true;
    above = text;
    return false;
  });
}

// Lines that YAML takes for comments, as they may stand between the prompt's block and the field behind it.
bool may_be_comments(const Document& document, const Task& task) {
  const auto is_comment = [&](TextRange line) { return document.slice(line).starts_with('#'); };
  const auto stands_behind = [&](const YamlEntry& field) {
    return field.key_range.begin > task.cut_short.back().begin;
  };
  return std::ranges::all_of(task.cut_short, is_comment) &&
         std::ranges::any_of(task.fields.entries, stands_behind);
}

bool is_item(std::string_view words) {
  return skip_list_marker(words, 0) != 0;
}

// The last line with text above the first one outside.
std::string_view words_above(std::string_view text, std::uint32_t offset) {
  const TextRange above = trimmed(text, {0, line_begin(text, offset)});
  return piece(text, {skip_blanks(text, line_begin(text, above.end)), above.end});
}

// Lines as deep as the block that would move with a list or what a colon opens, and may be right where they
// stand: a paragraph, and items behind which nothing stands outside or that go on with the block's own list.
bool may_stand_right(const Document& document, const Task& task, std::uint32_t indent) {
  const std::string_view text = document.text;
  const bool goes_on_with_list = is_item(document.slice(task.cut_short.front())) &&
                                 is_item(words_above(text, task.cut_short.front().begin));
  FenceReader fences(false);
  std::uint32_t next = 0;  // where the line below the one before begins
  bool items = false;      // behind the last line that is less deep
  for (const TextRange line : task.cut_short) {
    const Line whole = line_at(text, line_begin(text, line.begin));
    const bool below_blank = next != whole.begin;
    next = whole.next;
    if (fences.step(text, whole)) {
      items = false;
      continue;
    }
    const bool deep = line.begin - whole.begin >= indent;
    if (deep && below_blank) return true;
    items = deep && (items || is_item(document.slice(line)));
    if (items && goes_on_with_list) return true;
  }
  return items;
}

// The first field that stands between the prompt's block and the last line outside: indented, a line behind
// it would become part of the field. Nothing where all lines follow the block.
const YamlEntry* field_between(const Task& task, const YamlEntry& prompt) {
  for (const YamlEntry& field : task.fields.entries)
    if (field.key_range.begin > prompt.key_range.begin && field.key_range.begin < task.cut_short.back().begin)
      return &field;
  return nullptr;
}

std::string fault_words(const Task& task, const YamlEntry* between) {
  const std::size_t behind = task.cut_short.size() - 1;
  std::string out = "this line ";
  out += behind == 0 ? "stands" : "and " + std::to_string(behind) + " behind it stand";
  out += " outside the prompt's block, ";
  if (between == nullptr) return out + "where YAML ends the prompt; indent " + (behind == 0 ? "it" : "them");
  out += behind == 0 ? "behind " : "the last behind ";
  return out + quoted(between->key) + "; move " + (behind == 0 ? "it" : "them") + " into the block";
}

// How wide a tab is nobody knows: beside blanks the shape of the whole may be another than it seems.
bool mixes_tabs(const Document& document, const Task& task) {
  bool tabs = false, blanks = false;
  for (const TextRange line : task.cut_short) {
    const std::string_view before = document.slice({line_begin(document.text, line.begin), line.begin});
    tabs = tabs || before.find('\t') != std::string_view::npos;
    blanks = blanks || before.find(' ') != std::string_view::npos;
  }
  return tabs && blanks;
}

// Moves each line so far that the whole keeps its shape: what stood at the fields' column comes to the
// block's. Where a tab indents the first, tabs stand for the block's blanks.
std::vector<FileEdit> indentation(const CheckInput& input, const Task& task, const Block& block) {
  const std::string_view text = input.document.text;
  const std::uint32_t first = task.cut_short.front().begin;
  const std::string_view before = piece(text, {line_begin(text, first), first});
  const bool tabs = before.find('\t') != std::string_view::npos;
  const std::uint32_t outer = tabs ? offset32(before.size()) : block.fields;
  std::vector<FileEdit> edits;
  for (const TextRange line : task.cut_short) {
    const std::uint32_t begin = line_begin(text, line.begin);
    const std::uint32_t column = std::min(line.begin - begin, outer);
    const std::uint32_t kept = tabs ? 0 : column;
    edits.push_back({input.path, {{begin, begin + column - kept}, std::string(block.indent - kept, ' ')}});
  }
  return edits;
}

void judge_fence(const CheckInput& input, const FenceInPrompt& fence, Findings& findings) {
  const std::string marks(fence.length, input.document.text[fence.opening.begin]);
  const std::string line = std::to_string(input.document.lines.line_of(fence.opening.begin) + 1);
  Diagnostic& found = findings.add(fence.early, "this fence ends the task that line " + line +
                                                    " opens, and its prompt with it; write " + quoted(marks) +
                                                    " around the task");
  found.fixes.push_back({"Write " + quoted(marks) + " around the task",
                         false,
                         {{input.path, {fence.opening, marks}}, {input.path, {fence.closing, marks}}}});
}

}  // namespace

void check_task_prompt_cut_short(const CheckInput& input, Findings& findings) {
  NearClosingTags closing_tags(input.document);
  for (const Task& task : input.document.tasks) {
    if (const auto fence = fence_in_prompt(input.document, task)) judge_fence(input, *fence, findings);
    if (task.cut_short.empty()) continue;
    const YamlEntry* prompt = task.fields.find("prompt");
    if (prompt == nullptr) continue;
    const auto closing = closing_tags.first_of(task);
    if (closing && closing->begin == task.cut_short.front().begin) {
      Diagnostic& found = findings.add(*closing, quoted(input.document.slice(*closing)) +
                                                     " does not close the task; did you mean \"</Task>\"?");
      found.fixes.push_back({"Change to </Task>", false, {{input.path, {*closing, "</Task>"}}}});
      continue;
    }
    const YamlEntry* between = field_between(task, *prompt);
    Diagnostic& found = findings.add(task.cut_short.front(), fault_words(task, between));
    found.related.push_back(
        {place_in(input.path, input.document, prompt->key_range), "the prompt begins here"});
    if (between != nullptr || closing) continue;
    // Behind ">" lines are joined, and those that stood outside were not.
    const bool keeps_lines = prompt->value.style == ScalarStyle::literal;
    const Block block = block_of(input.document, *prompt);
    found.fixes.push_back({"Indent the prompt's text",
                           keeps_lines && !may_be_fields(input.document, task, block.fields) &&
                               !may_be_structure(input.document, task) &&
                               !may_be_comments(input.document, task) &&
                               !may_stand_right(input.document, task, block.indent) &&
                               !mixes_tabs(input.document, task),
                           indentation(input, task, block)});
  }
}

}  // namespace baton
