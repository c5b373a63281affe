// A question is asked until its answer fits; without a terminal the plan's own problem says what is missing.
#include "server/cli/run_request.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <utility>
#include <vector>

#include "server/base/utf8.h"
#include "server/checks/check.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/flow/flow.h"
#include "server/run/file_claim.h"
#include "server/run/questions.h"
#include "server/run/resuming.h"
#include "server/run/runner_choice.h"

namespace baton {
namespace {

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

void say(std::string_view text) {
  static_cast<void>(write_to_descriptor(STDERR_FILENO, text));
}

// The labels that a line of numbers, or a label in any case, chooses; none where it does not fit.
std::vector<std::string> chosen(const PlanQuestion& question, const std::string& line) {
  for (const PlanOption& option : question.options)
    if (fold_case(option.label) == fold_case(line)) return {option.label};
  std::vector<std::string> labels;
  const char* at = line.data();
  const char* end = line.data() + line.size();
  while (at != end) {
    if (*at == ' ' || *at == ',') {
      ++at;
      continue;
    }
    std::size_t number = 0;
    const auto [stop, fault] = std::from_chars(at, end, number);
    if (fault != std::errc() || number < 1 || number > question.options.size()) return {};
    labels.push_back(question.options[number - 1].label);
    at = stop;
  }
  if (!question.several && labels.size() > 1) return {};
  return labels;
}

// A question without options takes whatever is said.
std::vector<std::string> said(const std::string& line) {
  if (line.find_first_not_of(" \t\r") == std::string::npos) return {};
  return {line};
}

// The answers; none where the input ends.
std::vector<std::string> ask(const PlanQuestion& question) {
  say(escaped(question.words()) + "\n");
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const PlanOption& option = question.options[i];
    say("  " + std::to_string(i + 1) + "  " + escaped(option.label) +
        (option.description.empty() ? "" : ": " + escaped(option.description)) + "\n");
  }
  const std::string hint = question.options.empty() ? "Answer: "
                           : question.several       ? "Numbers, with commas between: "
                                                    : "Number: ";
  for (std::string line; say(hint), std::getline(std::cin, line);) {
    std::vector<std::string> answers = question.options.empty() ? said(line) : chosen(question, line);
    if (!answers.empty()) return answers;
    say(question.options.empty() ? "  an answer is needed\n"
                                 : "  that is none of them: say 1 to " +
                                       std::to_string(question.options.size()) + ", or the label\n");
  }
  return {};
}

std::vector<PlanFinding> findings_of(const CommandFile& command) {
  std::vector<PlanFinding> findings;
  for (const Diagnostic& diagnostic :
       run_checks(*command.workspace.snapshot, command.file.path, *command.file.document, command.file.kind))
    findings.push_back({std::string(diagnostic.code), diagnostic.severity == Severity::error,
                        diagnostic.range, diagnostic.message});
  return findings;
}

bool has_problem(const Plan& plan, PlanProblem::Kind kind) {
  return std::ranges::any_of(plan.problems, [&](const PlanProblem& problem) { return problem.kind == kind; });
}

// Whether something was answered, so that it is worth to plan again. Nobody is asked where an answer was
// wrong.
bool ask_for_missing(const Plan& plan, PlanRequest& request) {
  if (has_problem(plan, PlanProblem::Kind::unknown_answer)) return false;
  if (has_problem(plan, PlanProblem::Kind::mode_needed) && plan.mode_question) {
    const std::vector<std::string> labels = ask(*plan.mode_question);
    if (labels.empty()) return false;
    for (const PlanOption& option : plan.mode_question->options)
      if (option.label == labels.front() && option.mode) request.mode = option.mode;
    return request.mode.has_value();
  }
  if (!has_problem(plan, PlanProblem::Kind::answer_needed)) return false;
  for (const PlanQuestion& question : plan.questions) {
    if (!question.answers.empty()) continue;
    const std::vector<std::string> labels = ask(question);
    for (const std::string& label : labels) request.answers.push_back({question.words(), label});
    return !labels.empty();
  }
  return false;
}

}  // namespace

Result<PlannedRun> plan_run(const RunOptions& options, const CommandFile& command, const Runner& runner) {
  PlannedRun planned;
  PlanRequest& request = planned.request;
  request.mode = options.mode;
  request.arguments = options.arguments;
  request.selection = options.selection;
  request.force = options.force;
  const std::vector<PlanQuestion> questions = all_questions(*command.file.document);
  for (const std::string& answer : options.answers)
    request.answers.push_back(split_answer(answer, questions));
  const Flow flow = analyse_flow(*command.workspace.snapshot, command.file.path, *command.file.document);
  const std::vector<PlanFinding> findings = findings_of(command);
  const auto plan = [&] {
    return make_plan(*command.workspace.snapshot, command.file.path, *command.file.document, flow, findings,
                     request);
  };
  planned.plan = plan();
  if (options.resume) {
    const Result<RunState> state =
        run_to_resume(*options.resume, command.root, planned.plan.command, command.file.path);
    if (!state) return Error{state.error()};
    const std::string other = other_runner(state->run, state->runner, runner, !options.runner.empty());
    if (!other.empty()) return Error{other};
    planned.resume = state->run;
    for (const std::string& words : go_on_as(*state, questions, request))
      complain("note: " + words + "; --answer says it anew");
  }
  if (!options.dry_run)
    if (const auto use = run_under_way(command.root, planned.plan.command, planned.plan.path))
      complain("note: " + under_way_words(*use) + "; this run goes on beside it");
  do {
    planned.plan = plan();
    if (request.selection.kind != PlanSelection::Kind::whole) {
      request = with_earlier_runs(std::move(request), command.root, planned.plan, runner);
      planned.plan = plan();
    }
  } while (can_ask() && ask_for_missing(planned.plan, request));
  return planned;
}

}  // namespace baton
