// question-invalid: what the AskUserQuestion tool would refuse: its limits on questions and options, and YAML
// that cannot be read. The header's length is no limit here.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/base/edit_distance.h"
#include "server/checks/all.h"
#include "server/checks/stray_tags.h"
#include "server/checks/words.h"
#include "server/checks/yaml_problems.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Those that are optional: a missing one of the others is told by its name.
constexpr std::array<std::string_view, 2> question_keys = {"header", "multiSelect"};
constexpr std::array<std::string_view, 1> option_keys = {"description"};
constexpr std::array<std::string_view, 6> inner_keys = {"question", "header", "multiSelect",
                                                        "options",  "label",  "description"};

bool is_missing(const YamlEntry* entry) {
  if (entry == nullptr || entry->value.kind == YamlNode::Kind::null) return true;
  const YamlNode& value = entry->value;
  return value.is_scalar() && trimmed(value.text).empty();
}

// The tool takes no other keys, so a misspelt one is refused; one that is near none is another tool's.
template <std::size_t size>
void judge_keys(const YamlNode& mapping, const std::array<std::string_view, size>& known,
                Findings& findings) {
  std::array<bool, size> there{};
  for (std::size_t i = 0; i < size; ++i) there[i] = mapping.find(known[i]) != nullptr;
  for (const YamlEntry& entry : mapping.entries) {
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view name = known[i];
      if (there[i] || edit_distance(entry.key, name, 2) > 2) continue;
      findings.add(entry.key_range, quoted(entry.key) + " is no key that the tool takes here; did you mean " +
                                        quoted(name) + '?');
      break;
    }
  }
}

// A list's own place: its key, since the list may be many lines long.
void judge_options(const YamlNode& question, Findings& findings) {
  const YamlEntry* options = question.find("options");
  if (options == nullptr) return;
  if (!options->value.is_sequence()) {
    findings.add(options->key_range, "\"options\" must be a list of 2 to 4 options, each with a \"label\"");
    return;
  }
  const std::size_t count = options->value.items.size();
  if (count < 2 || count > 4)
    findings.add(options->key_range,
                 "a question takes 2 to 4 options, this one has " + std::to_string(count));
  // Once for all: who writes one as a text writes all so.
  const auto text = std::ranges::find_if_not(options->value.items, &YamlNode::is_mapping);
  if (text != options->value.items.end())
    findings.add(text->range.empty() ? options->key_range : text->range,
                 "an option is written as a mapping with \"label\" and \"description\"");
  for (const YamlNode& option : options->value.items) {
    judge_keys(option, option_keys, findings);
    if (option.is_mapping() && is_missing(option.find("label")))
      findings.add(option.entries.empty() ? option.range : option.entries.front().key_range,
                   "this option has no \"label\"; give it the words that the user chooses");
  }
}

void judge_question(const YamlNode& question, Findings& findings) {
  if (!question.is_mapping()) {
    findings.add(question.range,
                 "a question is written as a mapping with \"question\", \"header\" and \"options\"");
    return;
  }
  judge_keys(question, question_keys, findings);
  if (is_missing(question.find("question")))
    findings.add(question.entries.front().key_range,
                 "this question has no \"question\"; say what the user is asked");
  const YamlEntry* several = question.find("multiSelect");
  if (several != nullptr && several->value.is_scalar() && scalar_type(several->value) != ScalarType::boolean)
    findings.add(several->value.content_range(),
                 "\"multiSelect\" must be true or false, not " + quoted(several->value.text));
  const YamlEntry* options = question.find("options");
  if (options == nullptr)
    findings.add(question.entries.front().key_range, "this question has no \"options\"; give 2 to 4 of them");
  judge_options(question, findings);
}

void judge(const Question& question, Findings& findings) {
  bool readable = true;
  for (const YamlProblem& problem : question.problems) {
    if (problem.kind == YamlProblem::Kind::unquoted_value || problem.kind == YamlProblem::Kind::duplicate_key)
      continue;
    readable = false;
    findings.add(problem.range,
                 "this question is no YAML here: " +
                     (problem.message.empty() ? "nested too deeply to be read" : problem.message));
  }
  // What a fault in the YAML hides cannot be counted.
  if (!readable) return;
  const YamlEntry* questions = question.fields.find("questions");
  if (questions == nullptr) {
    findings.add(question.open_tag, "this block has no list \"questions\"; put 1 to 4 questions into one");
    return;
  }
  for (const YamlEntry& entry : question.fields.entries)
    if (std::ranges::find(inner_keys, entry.key) != inner_keys.end())
      findings.add(entry.key_range,
                   quoted(entry.key) + " stands beside the questions, and belongs to one of them; indent it");
  if (!questions->value.is_sequence()) {
    findings.add(questions->key_range, "\"questions\" must be a list of 1 to 4 questions");
    return;
  }
  const std::size_t count = questions->value.items.size();
  if (count < 1 || count > 4)
    findings.add(questions->key_range,
                 "a user is asked 1 to 4 questions at a time, here are " + std::to_string(count));
  for (const YamlNode& item : questions->value.items) judge_question(item, findings);
}

}  // namespace

void check_question_invalid(const CheckInput& input, Findings& findings) {
  for (const StrayBlock& block : stray_blocks(input.document, TaggedBlock::Kind::question))
    findings.add(block.opened.value_or(block.first),
                 "no <AskUserQuestion> opens this block, which the </AskUserQuestion> on line " +
                     std::to_string(input.document.lines.line_of(block.close_tag.begin) + 1) + " closes");
  for (const Question& question : input.document.questions) {
    if (!question.closed) {
      findings.add(
          question.open_tag,
          "this <AskUserQuestion> is never closed; put a line \"</AskUserQuestion>\" behind its last line");
      continue;
    }
    judge(question, findings);
  }
}

}  // namespace baton
