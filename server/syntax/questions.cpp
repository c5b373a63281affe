// The block's tags are found by task_scan; its limits are for a check to judge.
#include "server/syntax/questions.h"

#include <utility>

namespace baton {
namespace {

Question read_question(std::string_view text, const TaggedBlock& block) {
  Question question;
  question.range = block.range;
  question.open_tag = block.open_tag;
  question.close_tag = block.close_tag;
  question.closed = block.closed;
  YamlTree tree = parse_yaml_mapping(text, block.content);
  question.fields = std::move(tree.root);
  question.problems = std::move(tree.problems);
  for (const YamlProblem& problem : question.problems) end_behind(question, problem.range.end);
  return question;
}

}  // namespace

void read_questions(Document& document, const std::vector<TaggedBlock>& blocks, const Before& before) {
  for (const TaggedBlock& block : blocks) {
    if (block.kind != TaggedBlock::Kind::question) continue;
    auto known = before.question(block);
    document.questions.push_back(known ? std::move(*known) : read_question(document.text, block));
  }
}

}  // namespace baton
