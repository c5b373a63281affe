// Brings the parts of planning together, in the order in which a reader would ask: which mode, which tasks,
// what each is told, what was asked for, what stands against it. See plan.h.
#include "server/run/plan.h"

#include <algorithm>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/run/draft.h"
#include "server/run/names.h"
#include "server/run/questions.h"
#include "server/run/render.h"
#include "server/syntax/modes.h"

namespace baton {
namespace {

using Problem = PlanProblem::Kind;

std::string quoted_name(std::string_view name) {
  return '"' + shown(name) + '"';
}

class Planner {
 public:
  Planner(const Snapshot& snapshot, const std::string& path, const Document& document, const Flow& flow,
          std::span<const PlanFinding> findings, const PlanRequest& request)
      : snapshot_(snapshot), document_(document), flow_(flow), findings_(findings), request_(request) {
    plan_.path = path;
    plan_.command = command_name(snapshot, path);
    plan_.text_hash = text_hash(document.text);
    plan_.arguments = request.arguments;
  }

  Plan make() {
    read_answers();
    if (const auto mode = choose_mode()) plan_in(*mode);
    return std::move(plan_);
  }

 private:
  void add(Problem kind, std::string message) { plan_.problems.push_back({kind, true, std::move(message)}); }

  void read_answers() {
    questions_ = all_questions(document_);
    answer_questions(questions_, request_.answers, plan_.problems);
  }

  std::vector<std::string> mode_names() const {
    std::vector<std::string> out;
    for (const Mode& mode : document_.modes) out.push_back(mode.name);
    return out;
  }

  std::string modes_words() const {
    std::vector<std::string> names;
    for (const Mode& mode : document_.modes) names.push_back(quoted_name(mode.name));
    return list_words(names);
  }

  std::optional<std::size_t> find_mode(const std::string& name) {
    if (const auto index = mode_index(document_, name)) {
      plan_.mode = name;
      return index;
    }
    const auto near = nearest(name, mode_names());
    add(Problem::unknown_mode, "the file has no mode " + quoted_name(name) +
                                   (near                      ? "; did you mean " + quoted_name(*near) + "?"
                                    : document_.modes.empty() ? "; it has no modes"
                                                              : "; its modes are " + modes_words()));
    return std::nullopt;
  }

  // What the question's answer chooses.
  static std::optional<std::string> mode_of(const PlanQuestion& question) {
    const auto option = std::ranges::find(question.options, question.answers.front(), &PlanOption::label);
    return option == question.options.end() ? std::nullopt : option->mode;
  }

  // Nobody may believe that an answer counted which says something else than what is to run.
  std::optional<std::size_t> agreed(std::optional<std::size_t> mode) {
    for (const PlanQuestion& question : questions_) {
      if (!mode || !chooses_mode(question) || question.answers.empty()) continue;
      const auto chosen = mode_of(question);
      if (chosen == plan_.mode) continue;
      add(Problem::unknown_answer, "the mode is to be " + quoted_name(*plan_.mode) + ", and the answer " +
                                       quoted_name(question.answers.front()) + " to " +
                                       quoted_name(question.key()) +
                                       (chosen ? " chooses " + quoted_name(*chosen) : " names none"));
      plan_.problems.back().line = question.line;
    }
    return mode;
  }

  // The index of the mode; nothing where a problem says why.
  std::optional<std::size_t> choose_mode() {
    if (request_.mode) return agreed(find_mode(*request_.mode));
    if (document_.modes.empty()) return 0;
    for (const PlanQuestion& question : questions_) {
      if (!chooses_mode(question) || question.answers.empty()) continue;
      if (const auto mode = mode_of(question)) return agreed(find_mode(*mode));
      add(Problem::unknown_answer, "the option " + quoted_name(question.answers.front()) + " names no mode");
      return std::nullopt;
    }
    const auto usual = std::ranges::find_if(document_.modes, &Mode::is_default);
    if (usual != document_.modes.end()) return find_mode(usual->name);
    plan_.mode_question = mode_question(document_, questions_);
    add(Problem::mode_needed, "the file has the modes " + modes_words() + "; say which one is to run");
    return std::nullopt;
  }

  void plan_in(std::size_t mode) {
    Draft draft = draft_steps(snapshot_, plan_.path, document_, flow_, mode);
    std::erase_if(questions_, chooses_mode);
    if (!draft_recipes(draft, plan_.arguments, questions_)) {
      add(Problem::too_large, "the file's prompts read more than a run can hold");
      for (PlanStep& step : draft.steps) step.recipe = {}, step.needs.clear();
    } else if (auto problem = draft_selection(draft, request_.selection)) {
      plan_.problems.push_back(std::move(*problem));
    } else {
      draft_states(draft, request_);
      note_questions(draft);
      note_problems(draft);
    }
    plan_.steps = std::move(draft.steps);
  }

  // They are asked where a prompt that they go into runs.
  void note_questions(const Draft& draft) {
    const auto [first, end] = first_prompts(draft);
    bool needed = false;
    for (StepIndex i = first; i < end; ++i)
      needed = needed || (draft.steps[i].kind == StepKind::task && draft.steps[i].state == StepState::run);
    if (!needed) return;
    for (PlanQuestion& question : questions_) {
      if (question.answers.empty()) {
        add(Problem::answer_needed, "the question " + quoted_name(question.key()) + " has no answer");
        plan_.problems.back().line = question.line;
      }
      plan_.questions.push_back(std::move(question));
    }
  }

  void note_problems(const Draft& draft) {
    for (PlanProblem& problem : stopping_problems(draft, findings_)) {
      problem.stops = !request_.force;
      plan_.problems.push_back(std::move(problem));
    }
    const auto may_run = [](const PlanStep& step) {
      return step.kind == StepKind::task &&
             (step.state == StepState::run || step.state == StepState::blocked);
    };
    if (std::ranges::none_of(draft.steps, may_run)) add(Problem::nothing_to_run, nothing_words(draft));
  }

  std::string nothing_words(const Draft& draft) const {
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < draft.steps.size(); ++i)
      if (draft.selected[i] && draft.steps[i].kind == StepKind::task)
        reasons.push_back(draft.steps[i].id + ' ' +
                          (draft.steps[i].state == StepState::skipped ? "is skipped, " : "") +
                          draft.steps[i].reason);
    if (reasons.empty()) return "there is no task to run";
    return "there is nothing to run: " + list_words(reasons);
  }

  const Snapshot& snapshot_;
  const Document& document_;
  const Flow& flow_;
  std::span<const PlanFinding> findings_;
  const PlanRequest& request_;
  std::vector<PlanQuestion> questions_;
  Plan plan_;
};

}  // namespace

std::vector<std::string> given_notes(const Plan& plan, const PlanRequest& request) {
  std::vector<std::string> out;
  for (const PlanStep& step : plan.steps)
    if (step.state == StepState::given && !step.notes.empty() && request.other_arguments.contains(step.id))
      out.push_back("the output of " + step.id + ", which is read, " + step.notes.back());
  return out;
}

bool stopped(const Plan& plan) {
  return std::ranges::any_of(plan.problems, &PlanProblem::stops);
}

Plan make_plan(const Snapshot& snapshot, const std::string& path, const Document& document, const Flow& flow,
               std::span<const PlanFinding> findings, const PlanRequest& request) {
  return Planner(snapshot, path, document, flow, findings, request).make();
}

std::string command_name(const Snapshot& snapshot, const std::string& path) {
  const FileFacts* facts = snapshot.facts(path);
  return facts != nullptr && !facts->name.empty() ? facts->name : std::string(path::stem(path));
}

std::string output_file(const PlanStep& step) {
  return step.id + ".md";
}

}  // namespace baton
