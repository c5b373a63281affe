// See the header.
#include "server/syntax/shift.h"

namespace baton {
namespace {

void shift_if_set(TextRange& range, Shift by) {
  if (range != TextRange{}) shift(range, by);
}

}  // namespace

void shift(TextRange& range, Shift by) {
  range.begin += by;
  range.end += by;
}

void shift(Heading& heading, Shift by) {
  shift(heading.range, by);
  shift(heading.text_range, by);
}

void shift(MarkdownLink& link, Shift by) {
  shift(link.range, by);
  shift(link.text_range, by);
  shift_if_set(link.target_range, by);
}

void shift(MarkdownTable& table, Shift by) {
  shift(table.range, by);
  for (TableCell& cell : table.header) shift(cell.range, by);
  for (auto& row : table.rows)
    for (TableCell& cell : row) shift(cell.range, by);
}

void shift(CodeRange& code, Shift by) {
  shift(code.range, by);
  shift(code.content, by);
}

void shift(Markdown& markdown, Shift by) {
  for (Heading& heading : markdown.headings) shift(heading, by);
  for (MarkdownLink& link : markdown.links) shift(link, by);
  for (MarkdownTable& table : markdown.tables) shift(table, by);
  for (CodeRange& code : markdown.code) shift(code, by);
  for (TextRange& comment : markdown.html_comments) shift(comment, by);
  for (TextRange& paragraph : markdown.paragraphs) shift(paragraph, by);
}

void shift(YamlNode& node, Shift by) {
  shift(node.range, by);
  node.map.shift(by);
  for (YamlNode& item : node.items) shift(item, by);
  for (YamlEntry& entry : node.entries) {
    shift(entry.key_range, by);
    shift(entry.range, by);
    shift(entry.value, by);
  }
}

void shift(YamlProblem& problem, Shift by) {
  shift(problem.range, by);
  shift_if_set(problem.related, by);
}

void shift(Condition& condition, Shift by) {
  for (TextRange* range : {&condition.range, &condition.head, &condition.text}) shift(*range, by);
  for (ConditionName& name : condition.names) shift(name.name.range, by);
}

void shift(Placeholder& placeholder, Shift by) {
  for (TextRange* range :
       {&placeholder.range, &placeholder.phase_range, &placeholder.agent_range, &placeholder.output_range})
    shift(*range, by);
}

}  // namespace baton
