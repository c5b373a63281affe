// Where several may be chosen the buttons come again, without those that were, until one says that it is
// enough.
#include "server/lsp/run_question.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "protocol/types/run.h"
#include "server/run/names.h"

namespace baton::lsp {
namespace {

using Answers = std::vector<std::string>;

std::string option_title(const PlanOption& option) {
  return shown(option.label, 60);
}

std::string words_of(const PlanQuestion& question) {
  std::string words = shown(question.words());
  for (const PlanOption& option : question.options)
    if (!option.description.empty()) words += "\n" + option_title(option) + ": " + shown(option.description);
  return words;
}

protocol::Json params_of(const PlanQuestion& question) {
  std::vector<protocol::QuestionOption> options;
  for (const PlanOption& option : question.options)
    options.push_back({option_title(option), shown(option.description)});
  return protocol::question_params(shown(question.words()), options, question.several);
}

Answers labels_of(const PlanQuestion& question, const protocol::GivenAnswer& given) {
  if (question.options.empty())
    return given.text.find_first_not_of(" \t\r\n") == std::string::npos ? Answers{} : Answers{given.text};
  Answers labels;
  for (const std::size_t index : given.chosen) {
    if (index >= question.options.size()) return {};
    labels.push_back(question.options[index].label);
  }
  return labels.size() > 1 && !question.several ? Answers{} : labels;
}

class Buttons : public std::enable_shared_from_this<Buttons> {
 public:
  Buttons(Runs& runs, PlanQuestion question, std::function<void(const Answers&)> then)
      : runs_(runs), question_(std::move(question)), then_(std::move(then)) {}

  void ask() {
    std::string words = words_of(question_);
    Answers titles;
    for (const PlanOption& option : left()) titles.push_back(option_title(option));
    const std::string enough = title_for_enough();
    if (question_.several && !chosen_.empty()) {
      titles.push_back(enough);
      words += "\nChosen: " + list_words(chosen_);
    }
    runs_.ask(protocol::MessageType::info, words, titles,
              [self = shared_from_this(), enough](const std::optional<std::string>& title) {
                self->take(title, enough);
              });
  }

 private:
  std::vector<PlanOption> left() const {
    std::vector<PlanOption> out;
    for (const PlanOption& option : question_.options)
      if (std::ranges::find(chosen_, option_title(option)) == chosen_.end()) out.push_back(option);
    return out;
  }

  // No option's.
  std::string title_for_enough() const {
    std::string title = "Done";
    while (std::ranges::find(question_.options, title, option_title) != question_.options.end()) title += ".";
    return title;
  }

  void take(const std::optional<std::string>& title, const std::string& enough) {
    if (title && *title == enough && !chosen_.empty()) return then_(labels_);
    const auto option = std::ranges::find_if(
        question_.options, [&](const PlanOption& each) { return title && option_title(each) == *title; });
    if (option == question_.options.end()) return then_({});
    labels_.push_back(option->label);
    chosen_.push_back(*title);
    if (!question_.several || left().empty()) return then_(labels_);
    ask();
  }

  Runs& runs_;
  PlanQuestion question_;
  std::function<void(const Answers&)> then_;
  Answers labels_, chosen_;  // as the file has them, and as they are shown
};

}  // namespace

void ask_question(Runs& runs, const PlanQuestion& question, std::function<void(const Answers&)> then) {
  const bool fits_buttons = !question.options.empty() && !question.several;
  if (!fits_buttons && runs.client_asks_questions())
    return runs.ask_client("baton/question", params_of(question),
                           [question, then = std::move(then)](const auto& outcome) {
                             const auto given = protocol::given_answer(outcome);
                             then(given ? labels_of(question, *given) : Answers{});
                           });
  // Without options more than buttons is needed.
  if (question.options.empty()) return then({});
  std::make_shared<Buttons>(runs, question, std::move(then))->ask();
}

}  // namespace baton::lsp
