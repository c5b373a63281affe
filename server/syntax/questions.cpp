// The block's tags are found by task_scan; its limits are for a check to judge.
#include "server/syntax/questions.h"

namespace baton {

void read_question(Document& document, const TaggedBlock& block) {
  Question question;
  question.range = block.range;
  question.open_tag = block.open_tag;
  question.close_tag = block.close_tag;
  question.closed = block.closed;
  YamlTree tree = parse_yaml_mapping(document.text, block.content);
  question.fields = std::move(tree.root);
  question.problems = std::move(tree.problems);
  for (const YamlProblem& problem : question.problems) end_behind(question, problem.range.end);
  document.questions.push_back(std::move(question));
}

}  // namespace baton
