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
#include "server/run/cache.h"
#include "server/run/runner_choice.h"
#include "server/run/store.h"

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

// A run of this file that has written down what it is to do.
Result<RunState> run_of_file(const std::string& root, const std::string& folder, const std::string& run,
                             const Plan& plan) {
  Result<RunState> state = read_run(root, folder, run);
  if (!state) return state;
  if (state->started.empty())
    return Error{"run " + run + " ended before it had written down what it was to do; start a new one"};
  if (!is_run_of(*state, root, plan.path))
    return Error{"run " + run + " is one of another file, " + escaped(state->path)};
  state->run = run;  // the folder's name, whatever its log says
  return state;
}

// The run that was named, or the last one of this file that did not end well. While one is under way nobody
// means an older one without saying so.
Result<RunState> run_to_resume(const std::string& named, const std::string& root, const Plan& plan) {
  const std::string folder = command_folder(plan.command);
  std::string under_way;
  for (const std::string& run : named.empty() ? list_runs(root, folder) : std::vector<std::string>{named}) {
    Result<RunState> state = run_of_file(root, folder, run, plan);
    if (!state && !named.empty()) return state;
    if (!state) continue;
    if (is_held(root, folder, run)) {
      if (under_way.empty()) under_way = "run " + run + " of this file is under way";
    } else if (!named.empty()) {
      return state;
    } else if (state->outcome != RunOutcome::done) {
      if (under_way.empty()) return state;
      return Error{under_way + "; to go on with the one before it, say --resume " + run};
    }
  }
  return Error{under_way.empty() ? "there is no run to go on with" : under_way};
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
  request = {options.mode, options.arguments, options.selection, options.answers, {}, options.force};
  const Flow flow = analyse_flow(*command.workspace.snapshot, command.file.path, *command.file.document);
  const std::vector<PlanFinding> findings = findings_of(command);
  const auto plan = [&] {
    return make_plan(*command.workspace.snapshot, command.file.path, *command.file.document, flow, findings,
                     request);
  };
  planned.plan = plan();
  if (options.resume) {
    const Result<RunState> state = run_to_resume(*options.resume, command.root, planned.plan);
    if (!state) return Error{state.error()};
    const std::string other = other_runner(state->run, state->runner, runner, !options.runner.empty());
    if (!other.empty()) return Error{other};
    planned.resume = state->run;
    request.mode = state->mode;
    request.arguments = state->arguments;
    request.selection = state->selection;
    request.answers = state->answers;
  }
  if (request.selection.kind != PlanSelection::Kind::whole)
    request.outputs = outputs_there(command.root, planned.plan, runner);
  planned.plan = plan();
  while (can_ask() && ask_for_missing(planned.plan, request)) planned.plan = plan();
  return planned;
}

}  // namespace baton
