// Assembles the document from its readers, each of which has a file of its own, in the order that they need
// each other's results; then brings what was found in several places into the file's order.
#include "server/syntax/document.h"

#include <algorithm>
#include <span>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/agent_references.h"
#include "server/syntax/agent_tables.h"
#include "server/syntax/before.h"
#include "server/syntax/gates.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"
#include "server/syntax/modes.h"
#include "server/syntax/order.h"
#include "server/syntax/passage.h"
#include "server/syntax/passages.h"
#include "server/syntax/phases.h"
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

void read_front_matter(Document& document) {
  document.front_matter = parse_front_matter(document.text);
  if (!document.front_matter.present) return;
  read_modes(document);
  read_external_docs(document);
  read_front_matter_agents(document);
}

// Its agents are the first of the earlier document, as its modes number them, and will be of the new one.
void take_front_matter(Document& document, const Document& before) {
  document.front_matter = before.front_matter;
  document.modes = before.modes;
  document.external_docs = before.external_docs;
  const auto behind = std::ranges::partition_point(before.agent_references, [&](const AgentReference& one) {
    return one.range.begin < before.front_matter.range.end;
  });
  document.agent_references.assign(before.agent_references.begin(), behind);
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

std::shared_ptr<Document> read_whole(std::string text, const Document* before) {
  auto out = std::make_shared<Document>();
  Document& document = *out;
  document.text = std::move(text);
  document.lines = LineIndex(document.text);
  document.has_byte_order_mark = text_begin(document.text) > 0;
  document.invalid_utf8 = first_invalid_utf8(document.text);
  const Before earlier(before, document.text);
  if (const Document* same = earlier.with_same_front_matter())
    take_front_matter(document, *same);
  else
    read_front_matter(document);
  Body body = cut_out_body(document.text, document.front_matter);
  document.body_text = std::move(body.text);
  document.body = read_markdown(document.body_text, earlier.body());
  document.heading_slugs = make_slugs(document.body.headings);

  read_block_tasks(document, body.blocks, earlier);
  read_questions(document, body.blocks, earlier);
  const std::vector<TextRange> examples = shown_examples(document.body_text, document.body);
  read_fenced_tasks(document, examples);
  read_prose_tasks(document, document.body_text, code_blocks(document.body, body.blocks, examples));
  order_tasks(document);
  read_agent_tables(document);
  order_agent_references(document);

  read_phases(document);
  read_gates(document);
  const std::vector<TextRange> prompts = prompts_of_prose(document);
  read_passages(document, prompts, examples, earlier);
  read_links(document, prompts);
  read_suppressions(document);
  return out;
}

}  // namespace

bool Document::has_runnable_form() const {
  return std::any_of(tasks.begin(), tasks.end(),
                     [](const Task& task) { return task.form != Task::Form::prose; });
}

std::shared_ptr<const Document> parse_document(std::string text, const Document* before) {
  return read_whole(std::move(text), before);
}

std::shared_ptr<const Document> parse_document_once(std::string text) {
  std::shared_ptr<Document> out = read_whole(std::move(text), nullptr);
  std::string().swap(out->body_text);
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
