// See plan_text.h.
#include "server/run/plan_text.h"

#include <algorithm>

#include "server/base/utf8.h"
#include "server/run/names.h"

namespace baton {
namespace {

constexpr std::size_t widest_name = 40;

// What the recipe holds before any output is put in.
std::size_t own_size(const Recipe& recipe) {
  std::size_t out = 0;
  for (const RecipePiece& piece : recipe.pieces)
    if (piece.kind != RecipePiece::Kind::outputs) out += piece.text.size();
  return out;
}

std::string size_words(std::size_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + " B";
  const std::size_t tenths = (bytes * 10 + 512) / 1024;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " KiB";
}

class Writer {
 public:
  Writer(const Plan& plan, const std::map<std::string, std::string>& notes) : plan_(plan), notes_(notes) {
    for (const PlanStep& step : plan.steps)
      width_ = std::max<std::size_t>(width_, display_width(name_of(step)));
    width_ = std::min(width_, widest_name);
  }

  std::string write() {
    out_ = "/" + shown(plan_.command);
    if (plan_.mode) out_ += " in mode " + shown(*plan_.mode);
    out_ += "\n";
    add_steps();
    add_left_out();
    add_questions();
    add_problems();
    return std::move(out_);
  }

 private:
  static bool is_step(const PlanStep& step) {
    return step.state == StepState::run || step.state == StepState::given;
  }
  static std::string name_of(const PlanStep& step) {
    return step.kind == StepKind::gate ? "gate" : shown(step.id);
  }

  void add_line(const PlanStep& step, const std::string& words) {
    const std::string name = name_of(step);
    const std::size_t used = display_width(name);
    out_ += "  " + name + std::string(used < width_ ? width_ - used : 0, ' ') + "  " + words + "\n";
  }

  void add_steps() {
    const PlanStep* last = nullptr;
    for (const PlanStep& step : plan_.steps) {
      if (!is_step(step)) continue;
      if (last == nullptr || last->phase != step.phase)
        out_ += "\n" + (step.phase ? "Phase " + std::to_string(*step.phase) : "Outside of phases") + "\n";
      last = &step;
      add_line(step, step.kind == StepKind::gate ? shown(step.description) : step_words(step));
      for (const std::string& note : step.notes) out_ += "    " + shown(note, 400) + "\n";
    }
  }

  std::string step_words(const PlanStep& step) const {
    if (step.state == StepState::given) return "has run, its output is read";
    std::string out = size_words(own_size(step.recipe));
    if (!step.needs.empty()) {
      std::vector<std::string> names;
      for (const StepIndex need : step.needs) names.push_back(shown(plan_.steps[need].id));
      out += ", reads " + list_words(names);
    }
    if (!step.model.empty()) out += ", model " + shown(step.model);
    if (const auto note = notes_.find(step.id); note != notes_.end()) out += "; " + shown(note->second);
    return out;
  }

  void add_left_out() {
    bool any = false;
    for (const PlanStep& step : plan_.steps) {
      if (is_step(step)) continue;
      if (!any) out_ += "\nLeft out\n";
      any = true;
      const std::string_view state = step.state == StepState::skipped   ? "skipped: "
                                     : step.state == StepState::blocked ? "blocked: "
                                                                        : "";
      add_line(step, std::string(state) + shown(step.reason, 1000));
    }
  }

  void add_questions() {
    if (plan_.mode_question || !plan_.questions.empty()) out_ += "\nQuestions\n";
    if (plan_.mode_question) add_question(*plan_.mode_question);
    for (const PlanQuestion& question : plan_.questions) add_question(question);
  }

  void add_question(const PlanQuestion& question) {
    out_ += "  " + shown(question.words());
    std::vector<std::string> names;
    if (question.answers.empty())
      for (const PlanOption& option : question.options) names.push_back(shown(option.label));
    else
      for (const std::string& answer : question.answers) names.push_back(shown(answer));
    if (!names.empty()) out_ += (question.answers.empty() ? " Options: " : " ") + list_words(names);
    out_ += "\n";
  }

  void add_problems() {
    if (plan_.problems.empty()) return;
    out_ += "\nProblems\n";
    for (const PlanProblem& problem : plan_.problems) {
      out_ += problem.stops ? "  " : "  (forced) ";
      if (problem.line > 0) out_ += "line " + std::to_string(problem.line) + ": ";
      out_ += shown(problem.message, 1000);
      if (!problem.code.empty()) out_ += " [" + problem.code + "]";
      out_ += "\n";
    }
  }

  const Plan& plan_;
  const std::map<std::string, std::string>& notes_;
  std::size_t width_ = 0;
  std::string out_;
};

}  // namespace

std::string plan_text(const Plan& plan, const std::map<std::string, std::string>& notes) {
  return Writer(plan, notes).write();
}

}  // namespace baton
