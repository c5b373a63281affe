// See questions.h.
#include "server/run/questions.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "server/base/utf8.h"
#include "server/run/names.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Options and modes are compared with each other; beyond so many of either a file is no user's.
constexpr std::size_t most_compared = 64;

std::string scalar_of(const YamlNode& mapping, std::string_view key) {
  const YamlEntry* entry = mapping.is_mapping() ? mapping.find(key) : nullptr;
  return entry != nullptr && entry->value.is_scalar() ? entry->value.text : std::string();
}

bool is_true(std::string_view text) {
  const std::string folded = fold_case(text);
  return folded == "true" || folded == "yes";
}

PlanQuestion read_question(const YamlNode& fields) {
  PlanQuestion out;
  out.header = scalar_of(fields, "header");
  out.text = scalar_of(fields, "question");
  out.several = is_true(scalar_of(fields, "multiSelect"));
  const YamlEntry* options = fields.is_mapping() ? fields.find("options") : nullptr;
  if (options == nullptr) return out;
  for (const YamlNode& option : options->value.items) {
    std::string label = option.is_scalar() ? option.text : scalar_of(option, "label");
    if (!label.empty()) out.options.push_back({std::move(label), scalar_of(option, "description")});
  }
  return out;
}

// The longest mode's name that the label begins with, as a word.
std::optional<std::string> mode_at_front(const std::string& label, const Document& document) {
  const std::string folded = fold_case(label);
  std::string_view longest;
  for (std::size_t i = 0; i < std::min(document.modes.size(), most_compared); ++i) {
    const std::string name = fold_case(document.modes[i].name);
    if (name.size() <= longest.size() || !folded.starts_with(name)) continue;
    const char behind = name.size() < folded.size() ? folded[name.size()] : ' ';
    const bool goes_on = (behind >= 'a' && behind <= 'z') || (behind >= '0' && behind <= '9') ||
                         behind == '_' || behind == '-';
    if (!goes_on) longest = document.modes[i].name;
  }
  return longest.empty() ? std::nullopt : std::optional<std::string>(longest);
}

// One option may begin with a mode's name by chance ("Quick fixes welcome?"), so two must, or all.
void find_modes(PlanQuestion& question, const Document& document) {
  if (question.several || question.options.size() > most_compared) return;
  std::size_t found = 0;
  for (PlanOption& option : question.options) {
    option.mode = mode_at_front(option.label, document);
    if (option.mode) ++found;
  }
  if (found >= 2 || found == question.options.size()) return;
  for (PlanOption& option : question.options) option.mode.reset();
}

std::vector<std::string> labels_of(const PlanQuestion& question) {
  std::vector<std::string> out;
  for (const PlanOption& option : question.options) out.push_back('"' + shown(option.label) + '"');
  return out;
}

PlanProblem unknown_answer(std::string message, std::uint32_t line = 0) {
  PlanProblem out{PlanProblem::Kind::unknown_answer, true, std::move(message)};
  out.line = line;
  return out;
}

// A question's own text is surer than a header that several may have.
template <typename Questions>
auto* find_question(Questions& questions, const std::string& key) {
  for (auto& question : questions)
    if (fold_case(question.text) == key) return &question;
  for (auto& question : questions)
    if (fold_case(question.key()) == key) return &question;
  return static_cast<decltype(&*questions.begin())>(nullptr);
}

class Answerer {
 public:
  Answerer(std::span<PlanQuestion> questions, std::vector<PlanProblem>& problems)
      : questions_(questions), problems_(problems) {}

  void give(const PlanAnswer& answer) {
    PlanQuestion* question = find_question(questions_, fold_case(answer.key));
    if (question == nullptr) {
      std::vector<std::string> keys;
      for (const PlanQuestion& other : questions_) keys.push_back('"' + shown(other.key()) + '"');
      problems_.push_back(
          unknown_answer("no question is called \"" + shown(answer.key) + "\"" +
                         (keys.empty() ? "; the file asks none" : "; the file asks " + list_words(keys))));
      return;
    }
    if (!question->several && !question->answers.empty()) {
      problems_.push_back(
          unknown_answer("\"" + shown(question->key()) + "\" takes one answer", question->line));
      return;
    }
    if (take_option(*question, answer.label)) return;
    if (question->several && take_list(*question, answer.label)) return;
    if (question->options.empty()) {
      question->answers.push_back(answer.label);
    } else {
      problems_.push_back(unknown_answer("\"" + shown(question->key()) + "\" has no option \"" +
                                             shown(answer.label) + "\"; its options are " +
                                             list_words(labels_of(*question)),
                                         question->line));
    }
  }

 private:
  static std::optional<std::string> label_of(const PlanQuestion& question, const std::string& given) {
    for (const PlanOption& option : question.options)
      if (fold_case(option.label) == given) return option.label;
    for (const PlanOption& option : question.options)
      if (option.mode && fold_case(*option.mode) == given) return option.label;
    return std::nullopt;
  }

  static bool take_option(PlanQuestion& question, std::string_view given) {
    const auto label = label_of(question, fold_case(given));
    if (label && std::ranges::find(question.answers, *label) == question.answers.end())
      question.answers.push_back(*label);
    return label.has_value();
  }

  // Labels with commas between, all of which must be there.
  static bool take_list(PlanQuestion& question, std::string_view given) {
    const std::vector<std::string> before = question.answers;
    for (std::size_t begin = 0; begin <= given.size();) {
      const std::size_t end = std::min(given.find(',', begin), given.size());
      if (!take_option(question, trimmed(given.substr(begin, end - begin)))) {
        question.answers = before;
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  std::span<PlanQuestion> questions_;
  std::vector<PlanProblem>& problems_;
};

std::vector<PlanQuestion> read_run_questions(const Document& document) {
  std::vector<PlanQuestion> out;
  for (const Question& block : document.questions) {
    const YamlEntry* list = block.fields.is_mapping() ? block.fields.find("questions") : nullptr;
    if (list == nullptr) continue;
    for (const YamlNode& fields : list->value.items) {
      PlanQuestion question = read_question(fields);
      if (question.key().empty()) continue;
      question.line = document.lines.line_of(fields.range.begin) + 1;
      find_modes(question, document);
      out.push_back(std::move(question));
    }
  }
  return out;
}

// Which of them have a header that is another one's, too.
void find_shared_headers(std::span<PlanQuestion> questions) {
  std::unordered_map<std::string, std::size_t> called;  // by a header or a text
  for (const PlanQuestion& question : questions) {
    const std::string header = fold_case(question.header), text = fold_case(question.text);
    ++called[header];
    if (text != header) ++called[text];
  }
  for (PlanQuestion& question : questions)
    question.shares_header = !question.header.empty() && !question.text.empty() &&
                             question.header != question.text && called[fold_case(question.header)] > 1;
}

}  // namespace

std::vector<PlanQuestion> all_questions(const Document& document) {
  std::vector<PlanQuestion> questions = read_run_questions(document);
  if (!document.modes.empty() && std::ranges::none_of(questions, chooses_mode))
    questions.push_back(mode_question(document, {}));
  find_shared_headers(questions);
  return questions;
}

bool chooses_mode(const PlanQuestion& question) {
  return std::ranges::any_of(question.options,
                             [](const PlanOption& option) { return option.mode.has_value(); });
}

PlanQuestion mode_question(const Document& document, std::span<const PlanQuestion> questions) {
  const auto found = std::ranges::find_if(questions, chooses_mode);
  if (found != questions.end()) return *found;
  PlanQuestion out{"Mode", "In which mode shall it run?", false, {}};
  for (const Mode& mode : document.modes) {
    std::string words = mode.description;
    if (!mode.duration.empty()) words += (words.empty() ? "" : ", ") + mode.duration;
    out.options.push_back({mode.name, std::move(words), mode.name});
  }
  return out;
}

void answer_questions(std::span<PlanQuestion> questions, std::span<const PlanAnswer> answers,
                      std::vector<PlanProblem>& problems) {
  Answerer answerer(questions, problems);
  for (const PlanAnswer& answer : answers) answerer.give(answer);
}

PlanAnswer split_answer(const std::string& given, std::span<const PlanQuestion> questions) {
  constexpr std::size_t most_tried = 100;
  std::size_t at = given.find('=');
  std::size_t tried = 0;
  for (std::size_t next = at; next != std::string::npos && tried < most_tried; ++tried) {
    if (find_question(questions, fold_case(given.substr(0, next))) != nullptr) at = next;
    next = given.find('=', next + 1);
  }
  if (at == std::string::npos) return {given, {}};
  return {given.substr(0, at), given.substr(at + 1)};
}

std::vector<PlanAnswer> answers_to_go_on(std::span<const PlanQuestion> questions,
                                         std::span<const PlanAnswer> before, std::span<const PlanAnswer> now,
                                         std::vector<PlanAnswer>& dropped) {
  std::vector<PlanQuestion> told(questions.begin(), questions.end()), kept = told;
  std::vector<PlanProblem> ignored;
  answer_questions(told, now, ignored);
  std::vector<PlanAnswer> answers(now.begin(), now.end());
  for (const PlanAnswer& answer : before) {
    const PlanQuestion* question = find_question(told, fold_case(answer.key));
    if (question != nullptr && !question->answers.empty()) continue;
    std::vector<PlanProblem> problems;
    answer_questions(kept, {&answer, 1}, problems);
    (problems.empty() ? answers : dropped).push_back(answer);
  }
  return answers;
}

}  // namespace baton
