// Assembles the document from its readers, each of which has a file of its own, in the order that they need
// each other's results; then brings what was found in several places into the file's order.
#include "server/syntax/document.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/agent_references.h"
#include "server/syntax/agent_tables.h"
#include "server/syntax/before.h"
#include "server/syntax/conditions.h"
#include "server/syntax/gates.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"
#include "server/syntax/modes.h"
#include "server/syntax/passage.h"
#include "server/syntax/phases.h"
#include "server/syntax/placeholders.h"
#include "server/syntax/prose_tasks.h"
#include "server/syntax/questions.h"
#include "server/syntax/slug.h"
#include "server/syntax/suppressions.h"
#include "server/syntax/task_scan.h"
#include "server/syntax/tasks.h"

namespace baton {
namespace {

// Blanks over everything in the range but its line ends, so that offsets stay the same.
void blank_out(std::string& text, TextRange range) {
  for (char& c : std::span(text).subspan(range.begin, range.size())) c = is_line_end(c) ? c : ' ';
}

struct Body {
  std::string text;  // as long as the file
  std::vector<TaggedBlock> blocks;
};

Body cut_out_body(std::string_view text, const FrontMatter& front_matter) {
  Body out;
  const std::uint32_t from = front_matter.present ? front_matter.range.end : text_begin(text);
  out.blocks = scan_tagged_blocks(text, from);
  out.text = text;
  blank_out(out.text, {0, from});
  for (const TaggedBlock& block : out.blocks)
    blank_out(out.text, {block.range.begin, std::max(block.range.end, block.content.end)});
  return out;
}

// GitHub counts only the headings it shows; one that is a heading by the other reading of fences alone is
// counted among all of them.
std::vector<std::string> make_slugs(const std::vector<Heading>& headings) {
  std::vector<std::string> out;
  out.reserve(headings.size());
  const bool one_reading = std::none_of(headings.begin(), headings.end(),
                                        [](const Heading& heading) { return heading.code_in_one_reading; });
  Slugger shown;
  Slugger all;
  for (const Heading& heading : headings) {
    std::string counted = one_reading ? std::string() : all.next(heading.text);
    out.push_back(heading.code_in_one_reading ? std::move(counted) : shown.next(heading.text));
  }
  return out;
}

// Sorts by place and returns where each element went.
template <typename T>
std::vector<Index> sort_by_place(std::vector<T>& items) {
  std::vector<Index> order(items.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    if (items[a].range.begin != items[b].range.begin) return items[a].range.begin < items[b].range.begin;
    return items[a].range.end > items[b].range.end;
  });
  std::vector<Index> moved(items.size());
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (Index i = 0; i < order.size(); ++i) {
    moved[order[i]] = i;
    sorted.push_back(std::move(items[order[i]]));
  }
  items = std::move(sorted);
  return moved;
}

void move_index(std::optional<Index>& index, const std::vector<Index>& moved) {
  if (index) index = moved[*index];
}

void order_tasks(Document& document) {
  const std::vector<Index> moved = sort_by_place(document.tasks);
  for (AgentReference& reference : document.agent_references) move_index(reference.task, moved);
}

void order_agent_references(Document& document) {
  const std::vector<Index> moved = sort_by_place(document.agent_references);
  for (Task& task : document.tasks)
    for (Index& agent : task.agents) agent = moved[agent];
  for (Mode& mode : document.modes)
    for (Index& agent : mode.agents) agent = moved[agent];
  for (AgentRow& row : document.agent_rows) move_index(row.reference, moved);
}

void order_conditions(Document& document) {
  const std::vector<Index> moved = sort_by_place(document.conditions);
  for (Condition& condition : document.conditions) move_index(condition.parent, moved);
  for (Task& task : document.tasks) move_index(task.condition, moved);
}

void read_front_matter_parts(Document& document) {
  if (!document.front_matter.present) return;
  read_modes(document);
  read_external_docs(document);
  read_front_matter_agents(document);
}

// What "<example>" and its closing tag stand around; an opening tag in code opens none.
std::vector<TextRange> shown_examples(std::string_view text, const Markdown& body) {
  std::vector<TextRange> out = example_ranges(text, 0);
  if (out.empty()) return out;
  std::vector<TextRange> code = body.html_comments;
  for (const CodeRange& one : body.code) code.push_back(one.range);
  code = merged(std::move(code));
  RangeCursor cursor(code);
  std::erase_if(out, [&](TextRange example) { return cursor.at(example.begin) != nullptr; });
  return out;
}

// Code that is no span, comments, examples, and what was cut out: where no task of prose is looked for, and
// where one ends.
std::vector<TextRange> code_blocks(const Markdown& body, const std::vector<TaggedBlock>& blocks,
                                   const std::vector<TextRange>& examples) {
  std::vector<TextRange> out = body.html_comments;
  for (const CodeRange& code : body.code)
    if (code.kind != CodeRange::Kind::span) out.push_back(code.range);
  for (const TaggedBlock& block : blocks) out.push_back(block.range);
  out.insert(out.end(), examples.begin(), examples.end());
  return merged(std::move(out));
}

// The prompts that stand in the body's own text.
std::vector<TextRange> prompts_of_prose(const Document& document) {
  std::vector<TextRange> out;
  for (const Task& task : document.tasks)
    if (task.form == Task::Form::prose && task.prompt) out.push_back(task.prompt->range);
  return merged(std::move(out));
}

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

void read_passages(Document& document, std::string_view body, const std::vector<TextRange>& prompts,
                   const std::vector<TextRange>& examples) {
  const ModeNames modes = mode_names(document);
  const std::vector<TextRange> dead = dead_ranges(document, prompts, examples);
  const std::vector<TextRange> none;
  const auto read = [&](const Passage& passage) {
    read_conditions(document, passage, modes);
    read_placeholders(document, passage);
  };
  read({body, nullptr, std::nullopt, &dead});
  for (Index i = 0; i < document.tasks.size(); ++i) {
    Task& task = document.tasks[i];
    if (!task.prompt) continue;
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

}  // namespace

bool Document::has_runnable_form() const {
  return std::any_of(tasks.begin(), tasks.end(),
                     [](const Task& task) { return task.form != Task::Form::prose; });
}

std::shared_ptr<const Document> parse_document(std::string text, const Document* before) {
  auto out = std::make_shared<Document>();
  Document& document = *out;
  document.text = std::move(text);
  document.lines = LineIndex(document.text);
  document.has_byte_order_mark = text_begin(document.text) > 0;
  document.invalid_utf8 = first_invalid_utf8(document.text);
  const Before earlier(before, document.text);
  if (const FrontMatter* known = earlier.front_matter())
    document.front_matter = *known;
  else
    document.front_matter = parse_front_matter(document.text);
  Body body = cut_out_body(document.text, document.front_matter);
  document.body_text = std::move(body.text);
  document.body = read_markdown(document.body_text, earlier.body());
  document.heading_slugs = make_slugs(document.body.headings);
  read_front_matter_parts(document);

  read_block_tasks(document, body.blocks, earlier);
  for (const TaggedBlock& block : body.blocks)
    if (block.kind == TaggedBlock::Kind::question) read_question(document, block);
  const std::vector<TextRange> examples = shown_examples(document.body_text, document.body);
  read_fenced_tasks(document, examples);
  read_prose_tasks(document, document.body_text, code_blocks(document.body, body.blocks, examples));
  order_tasks(document);
  read_agent_tables(document);
  order_agent_references(document);

  read_phases(document);
  read_gates(document);
  const std::vector<TextRange> prompts = prompts_of_prose(document);
  read_passages(document, document.body_text, prompts, examples);
  read_links(document, prompts);
  read_suppressions(document);
  return out;
}

std::shared_ptr<const Document> plain_document(std::string text, PlainFormat format) {
  auto out = std::make_shared<Document>();
  Document& document = *out;
  document.text = std::move(text);
  document.lines = LineIndex(document.text);
  document.has_byte_order_mark = text_begin(document.text) > 0;
  document.invalid_utf8 = first_invalid_utf8(document.text);
  if (format == PlainFormat::yaml) document.suppressions = yaml_suppressions(document.text);
  return out;
}

DocumentOutline parse_outline(std::string_view text) {
  const Body body = cut_out_body(text, parse_front_matter(text));
  DocumentOutline out;
  out.body = read_markdown(body.text);
  out.slugs = make_slugs(out.body.headings);
  return out;
}

}  // namespace baton
