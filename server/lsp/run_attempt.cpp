// Each step either goes on to the next or ends with words; where the user is asked, or the disk, the rest
// happens when the answer comes. Nothing that was asked is taken for granted: no answer is a no.
#include "server/lsp/run_attempt.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "server/base/path.h"
#include "server/checks/check.h"
#include "server/lsp/run_preview.h"
#include "server/lsp/run_question.h"
#include "server/lsp/run_subject.h"
#include "server/run/file_claim.h"
#include "server/run/names.h"
#include "server/run/process.h"
#include "server/run/questions.h"
#include "server/run/resuming.h"
#include "server/run/runner_choice.h"
#include "server/run/trust.h"
#include "server/run/user_config.h"

namespace baton::lsp {
namespace {

using protocol::ErrorCode;
using protocol::Json;

PlanSelection selection_of(const protocol::RunArguments& given) {
  using Kind = PlanSelection::Kind;
  PlanSelection out;
  out.with_prerequisites = given.with_prerequisites;
  if (!given.task.empty()) {
    out.kind = Kind::task;
    out.task = given.task;
  } else if (given.phase || given.from || given.to) {
    out.kind = given.phase ? Kind::phase : given.from ? Kind::from : Kind::to;
    out.phase = given.phase ? *given.phase : given.from ? *given.from : *given.to;
  }
  return out;
}

bool has_problem(const Plan& plan, PlanProblem::Kind kind) {
  return std::ranges::any_of(plan.problems, [&](const PlanProblem& problem) { return problem.kind == kind; });
}

std::string problem_words(const Plan& plan) {
  std::string words;
  for (const PlanProblem& problem : plan.problems) {
    if (!problem.stops) continue;
    if (!words.empty()) words += "\n";
    if (problem.line > 0) words += "line " + std::to_string(problem.line) + ": ";
    words += problem.message;
    if (!problem.code.empty()) words += " [" + problem.code + "]";
  }
  return words;
}

bool is_to_run(const PlanStep& step) {
  return step.kind == StepKind::task && step.state == StepState::run;
}

// Of a plan that runs nothing: a run would only say so.
std::string blocked_words(const Plan& plan) {
  std::string words = "nothing can run now:";
  for (const PlanStep& step : plan.steps)
    if (step.state == StepState::blocked) words += "\n" + step.id + " " + step.reason;
  return words;
}

class Attempt : public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply, bool preview)
      : desk_(desk), given_(std::move(given)), reply_(std::move(reply)), preview_(preview) {
    request_.mode = given_.mode;
    request_.arguments = given_.arguments;
    request_.selection = selection_of(given_);
    request_.force = preview_;
  }

  void begin() {
    find_run_subject(desk_, given_.uri, std::move(reply_),
                     [self = shared_from_this()](std::optional<RunSubject> subject, protocol::Reply reply) {
                       self->reply_ = std::move(reply);
                       self->take(std::move(subject));
                     });
  }

 private:
  static std::string already() { return "a run of this file is under way: wait for its end, or cancel it"; }

  void refuse(const std::string& words) { std::move(reply_).error(ErrorCode::request_failed, words); }

  void warn(const std::string& words) {
    desk_.peer.notify("window/showMessage", protocol::message_params(protocol::MessageType::warning, words));
  }

  void take(std::optional<RunSubject> subject) {
    if (reply_.cancelled()) return;
    if (!desk_.analysis.knows_workspace()) return refuse(std::string(workspace_unread));
    if (!subject) return refuse("this file is no command: it has no pipeline to run");
    if (!subject->on_disk && !preview_)
      return refuse("this file has no place on the disk yet: save it first, since its runs are kept there");
    view_ = std::move(subject->view);
    root_ = desk_.runs.root_of(view_.path);
    flow_ = analyse_flow(*view_.world, view_.path, *view_.document);
    if (preview_) return go_on();
    if (desk_.runs.under_way(view_.path)) return refuse(already());
    find_problems();
    look_at_runs();
  }

  void go_on() {
    if (!reply_.cancelled() && choose()) plan();
  }

  // Another process may run the same file; and what is gone on with is on the disk.
  void look_at_runs() {
    desk_.runs.in_background([self = shared_from_this(), path = view_.path, root = root_,
                              command = command_name(*view_.world, view_.path), resume = given_.resume] {
      auto use = std::make_shared<std::optional<RunUnderWay>>(run_under_way(root, command, path));
      auto run = std::make_shared<Result<RunState>>(Error{});
      if (resume && !*use) *run = run_to_resume({}, root, command, path);
      return [self, use, run] {
        if (*use) return self->refuse(elsewhere_words(**use));
        if (self->given_.resume && !self->resume(*run)) return;
        self->go_on();
      };
    });
  }

  // As it was begun, by the runner that made it, unless another is named.
  bool resume(const Result<RunState>& run) {
    if (!run) return refuse(run.error()), false;
    resumed_ = run->run;
    made_by_ = run->runner;
    runner_named_ = !given_.runner.empty();
    if (!runner_named_) given_.runner = run->runner;
    const auto questions = all_questions(*view_.document);
    for (const std::string& words : go_on_as(*run, questions, request_)) warn(words);
    return true;
  }

  void find_problems() {
    for (const Diagnostic& diagnostic : run_checks(*view_.world, view_.path, *view_.document, view_.kind))
      findings_.push_back({std::string(diagnostic.code), diagnostic.severity == Severity::error,
                           diagnostic.range, diagnostic.message});
  }

  // The runner, and whether it may be called at all.
  bool choose() {
    user_ = read_user_config(desk_.runs.places().config, desk_.runs.places().home).values;
    const RunChoice& workspace = view_.world->configuration_for(view_.path).run;
    const Result<RunnerChoice> choice = choose_runner(given_.runner, 0, user_, workspace);
    if (!choice) return refuse(choice.error()), false;
    choice_ = *choice;
    if (!resumed_.empty())
      if (const std::string other = other_runner(resumed_, made_by_, choice_.runner, runner_named_);
          !other.empty())
        return refuse(other), false;
    if (preview_ || choice_.runner.calls_nothing()) return true;
    if (!desk_.trusts(view_.path) && !is_trusted(user_, root_))
      return refuse("the runner " + shown(choice_.runner.name, 60) +
                    " may not run here: this workspace is not trusted (only preview runs without that)"),
             false;
    const Result<std::string> program = find_program(choice_.runner.argv.front(), desk_.runs.places().search);
    if (!program) return refuse("runner " + shown(choice_.runner.name, 60) + ": " + program.error()), false;
    program_ = *program;
    return true;
  }

  void plan() {
    if (reply_.cancelled()) return;
    plan_ = make_plan(*view_.world, view_.path, *view_.document, flow_, findings_, request_);
    if (has_problem(plan_, PlanProblem::Kind::mode_needed) && plan_.mode_question) return ask_mode();
    if (preview_) return show_preview();
    if (request_.selection.kind != PlanSelection::Kind::whole && !outputs_read_) return read_outputs();
    if (has_problem(plan_, PlanProblem::Kind::answer_needed) &&
        !has_problem(plan_, PlanProblem::Kind::unknown_answer))
      return ask_question();
    if (stopped(plan_)) return refuse(problem_words(plan_));
    if (std::ranges::none_of(plan_.steps, is_to_run)) return refuse(blocked_words(plan_));
    confirm();
  }

  void read_outputs() {
    outputs_read_ = true;
    desk_.runs.in_background([self = shared_from_this()] {
      auto request = std::make_shared<PlanRequest>(
          with_earlier_runs(self->request_, self->root_, self->plan_, self->choice_.runner));
      return [self, request] {
        self->request_ = std::move(*request);
        self->plan();
      };
    });
  }

  void ask_mode() {
    ask(*plan_.mode_question,
        [options = plan_.mode_question->options](Attempt& self, const std::string& label) {
          const auto chosen = std::ranges::find(options, label, &PlanOption::label);
          if (chosen != options.end()) self.request_.mode = chosen->mode;
        });
  }

  void ask_question() {
    for (const PlanQuestion& question : plan_.questions)
      if (question.answers.empty())
        return ask(question, [key = question.words()](Attempt& self, const std::string& answer) {
          self.request_.answers.push_back({key, answer});
        });
    refuse(problem_words(plan_));
  }

  void ask(const PlanQuestion& question, std::function<void(Attempt&, const std::string&)> take) {
    lsp::ask_question(desk_.runs, question,
                      [self = shared_from_this(), question,
                       take = std::move(take)](const std::vector<std::string>& answers) {
                        if (answers.empty()) return self->refuse(self->paused(question));
                        for (const std::string& answer : answers) take(*self, answer);
                        self->plan();
                      });
  }

  std::string paused(const PlanQuestion& question) const {
    const bool mode = chooses_mode(question);
    return problem_words(plan_) + ". Nobody answered, so nothing ran: run it again" +
           (mode ? " with a mode" : "") + ", or in a terminal: baton --run " +
           shown(path::relative(view_.path, root_)) +
           (mode ? " --mode MODE" : " --answer \"" + shown(question.key(), 60) + "=…\"");
  }

  // Real runners are let loose on a stranger's command only after the user saw what that means.
  void confirm() {
    if (choice_.runner.calls_nothing()) return start();
    const Confirmation confirmation = confirmation_of(plan_, root_, choice_.runner);
    if (is_confirmed(desk_.runs.places().state, confirmation)) return start();
    desk_.runs.ask(protocol::MessageType::warning, confirmation.words, {"Run", "Do not run"},
                   [self = shared_from_this(), confirmation](const std::optional<std::string>& title) {
                     if (title != "Run") return self->refuse("it was not confirmed, so nothing ran");
                     // Where it cannot be remembered it is asked for again.
                     static_cast<void>(remember(self->desk_.runs.places().state, confirmation));
                     self->start();
                   });
  }

  void start() {
    if (reply_.cancelled()) return;
    if (desk_.runs.under_way(view_.path)) return refuse(already());
    for (const std::string& words : given_notes(plan_, request_)) warn(words);
    RunJob job;
    job.resume = resumed_;
    job.alone = true;  // the user may have thought for long since it was looked
    job.text = view_.document->text;
    job.selection = request_.selection;
    job.runner = choice_.runner;
    job.program = program_;
    job.root = root_;
    job.environment = desk_.runs.places().environment;
    job.jobs = choice_.jobs;
    job.timeout = std::chrono::seconds(choice_.timeout);
    if (given_.rerun)
      for (const PlanStep& step : plan_.steps)
        if (step.state == StepState::run) job.rerun.insert(step.id);
    job.plan = std::move(plan_);
    desk_.runs.start(view_, std::move(job), [self = shared_from_this()](const Result<std::string>& run) {
      if (!run) return self->refuse(run.error());
      std::move(self->reply_).result(Json{{"run", *run}});
    });
  }

  void show_preview() {
    using Kind = PlanProblem::Kind;
    for (const PlanProblem& problem : plan_.problems)
      if (problem.kind != Kind::finding && problem.kind != Kind::unresolved_agent &&
          problem.kind != Kind::answer_needed)
        return refuse(problem.message);
    desk_.runs.in_background([self = shared_from_this()] {
      auto text = std::make_shared<std::string>(preview_text(self->plan_, self->root_, self->choice_.runner));
      return [self, text] {
        if (text->empty()) return self->refuse("there is no prompt to show");
        self->desk_.showing.show_text(self->root_, self->plan_.command,
                                      preview_name(self->request_.selection), *text,
                                      [self](const Result<std::string>& uri) {
                                        if (!uri) return self->refuse(uri.error());
                                        std::move(self->reply_).result(Json{{"uri", *uri}});
                                      });
      };
    });
  }

  CommandDesk desk_;
  protocol::RunArguments given_;
  protocol::Reply reply_;
  bool preview_;
  DocumentView view_;
  std::string root_;
  Flow flow_;
  UserConfig user_;
  RunnerChoice choice_;
  std::string program_;
  std::vector<PlanFinding> findings_;
  PlanRequest request_;
  std::string resumed_;  // the run that is gone on with; empty: a new one
  std::string made_by_;  // its runner
  bool runner_named_ = false;
  bool outputs_read_ = false;
  Plan plan_;
};

}  // namespace

void attempt_run(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply) {
  std::make_shared<Attempt>(desk, std::move(given), std::move(reply), false)->begin();
}

void attempt_preview(const CommandDesk& desk, protocol::RunArguments given, protocol::Reply reply) {
  std::make_shared<Attempt>(desk, std::move(given), std::move(reply), true)->begin();
}

}  // namespace baton::lsp
