// Plan, say what is wrong or what would be done, or do it.
#include "server/cli/run_command.h"

#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <asio/signal_set.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "server/base/path.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/cli/run_request.h"
#include "server/cli/run_screen.h"
#include "server/run/cache.h"
#include "server/run/plan_json.h"
#include "server/run/plan_text.h"
#include "server/run/process.h"
#include "server/run/runner_choice.h"
#include "server/run/task_names.h"

namespace baton {
namespace {

constexpr int wrong_usage = 2;
constexpr int failed = 3;
constexpr int interrupted = 130;

int refuse(const std::string& sentence, int code = wrong_usage) {
  complain(sentence);
  return code;
}

std::string variable(const char* name) {
  const char* value = ::getenv(name);
  return value == nullptr ? "" : value;
}

UserConfig user_config() {
  const std::string path = user_config_path(variable("XDG_CONFIG_HOME"), variable("HOME"));
  UserConfigFile file = read_user_config(path, variable("HOME"));
  for (const std::string& problem : file.problems) complain("note: " + path + ": " + problem);
  return std::move(file.values);
}

void say_problems(const Plan& plan, const std::string& file) {
  for (const PlanProblem& problem : plan.problems) {
    const std::string place =
        problem.line > 0 ? escaped(file) + ":" + std::to_string(problem.line) + ": " : "";
    complain((problem.stops ? "" : "note: ") + place + problem.message +
             (problem.code.empty() ? "" : " [" + problem.code + "]"));
  }
}

int dry_run(const RunOptions& options, const Plan& plan, const CommandFile& command, const Runner& runner,
            const std::set<std::string>& rerun) {
  std::string text;
  if (options.format == RunFormat::json) {
    text = plan_json(plan);
  } else {
    std::map<std::string, std::string> notes;
    for (const auto& [id, state] : freshness(plan, RunHistory::read(command.root, plan), runner)) {
      if (state.state == Freshness::fresh)
        notes[id] = rerun.contains(id) ? "would run again" : "cached, from run " + state.run;
      if (state.state == Freshness::stale) notes[id] = "stale: " + state.reason;
    }
    text = plan_text(plan, notes);
  }
  if (const std::string fault = write_out(text); !fault.empty())
    return refuse("cannot write the plan (" + fault + ")", failed);
  return stopped(plan) ? wrong_usage : 0;
}

// --rerun names tasks as --task does.
Result<std::set<std::string>> steps_to_rerun(const Plan& plan, const Document& document,
                                             const std::vector<std::string>& names) {
  if (names.empty()) return std::set<std::string>();
  std::vector<TaskNames> tasks;
  for (const PlanStep& step : plan.steps) {
    const auto task = std::ranges::find(document.tasks, step.range, &Task::range);
    const bool named = step.kind == StepKind::task && task != document.tasks.end();
    const auto index = static_cast<Index>(task - document.tasks.begin());
    tasks.push_back(named ? names_of(document, index, step.id) : TaskNames());
  }
  std::set<std::string> ids;
  for (const std::string& name : names) {
    const std::vector<bool> meant = tasks_meant(name, tasks);
    if (std::ranges::find(meant, true) == meant.end()) return Error{"--rerun: there is no task " + name};
    for (std::size_t i = 0; i < meant.size(); ++i)
      if (meant[i]) ids.insert(plan.steps[i].id);
  }
  return ids;
}

int exit_code(const RunEnd& end) {
  if (!end.fault.empty()) return failed;
  switch (end.outcome) {
    case RunOutcome::done:
      return 0;
    case RunOutcome::failed:
    case RunOutcome::waiting:
      return 1;
    case RunOutcome::cancelled:
      return interrupted;
  }
  return failed;
}

bool is_ignored(int signal) {
  struct sigaction now {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

// What a program did to the terminal, as one that asks for a password and is killed does, ends with the run.
class TerminalModes {
 public:
  TerminalModes() : known_(::tcgetattr(STDERR_FILENO, &before_) == 0) {}
  TerminalModes(const TerminalModes&) = delete;
  TerminalModes& operator=(const TerminalModes&) = delete;
  ~TerminalModes() {
    // Not from the background, where the terminal is another program's.
    if (known_ && ::tcgetpgrp(STDERR_FILENO) == ::getpgrp()) ::tcsetattr(STDERR_FILENO, TCSANOW, &before_);
  }

 private:
  termios before_{};
  bool known_;
};

int carry_out(RunJob job, RunFormat format) {
  const TerminalModes modes;
  asio::io_context loop;
  asio::signal_set signals(loop, SIGINT, SIGTERM);
  // A terminal that is closed takes the run with it, unless whoever began it said otherwise (nohup).
  if (!is_ignored(SIGHUP)) signals.add(SIGHUP);
  const std::unique_ptr<RunScreen> screen = make_run_screen(loop, format, job.plan);
  RunEnd last;
  const auto engine = Engine::start(loop, std::move(job), *screen, [&](const RunEnd& end) {
    last = end;
    signals.cancel();
    loop.stop();
  });
  if (!engine) return refuse(engine.error(), failed);
  // A second Ctrl-C does not wait for programs that do not want to end. A second signal of another kind is no
  // wish of anybody: a terminal that closes, and timeout(1), send theirs twice.
  bool cancelled = false;
  const std::function<void()> listen = [&] {
    signals.async_wait([&](const asio::error_code& fault, int signal) {
      if (fault) return;
      if (!std::exchange(cancelled, true) || signal == SIGINT) (*engine)->cancel();
      listen();
    });
  };
  listen();
  loop.run();
  std::error_code ignored;
  screen->finish(last, path::relative((*engine)->folder(), std::filesystem::current_path(ignored).string()));
  const int code = exit_code(last);
  if (!screen->unwritten().empty() && code != interrupted)
    return refuse("cannot write to standard output (" + screen->unwritten() + ")", failed);
  return code;
}

}  // namespace

int run_pipeline(const RunOptions& options) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a failed write, of which the run tells
  ::signal(SIGCHLD, SIG_DFL);  // where it is inherited as ignored, nobody learns how a program ended
  const CommandFile command =
      load_command_file({options.path, "", options.configuration}, {"--run", "run", "runs"});
  if (command.exit_code != 0) return command.exit_code;
  const UserConfig user = user_config();
  const RunChoice& workspace = command.workspace.snapshot->configuration_for(command.file.path).run;
  const Result<RunnerChoice> choice = choose_runner(options.runner, options.jobs, user, workspace);
  if (!choice) return refuse(choice.error());
  Result<PlannedRun> planned = plan_run(options, command, choice->runner);
  if (!planned) return refuse(planned.error());
  const Plan& plan = planned->plan;
  const Result<std::set<std::string>> rerun = steps_to_rerun(plan, *command.file.document, options.rerun);
  if (!rerun) return refuse(rerun.error());
  if (options.dry_run) return dry_run(options, plan, command, choice->runner, *rerun);
  say_problems(plan, command.shown);
  if (stopped(plan)) return wrong_usage;
  for (const std::string& words : given_notes(plan, planned->request)) complain("note: " + words);
  RunJob job;
  if (!choice->runner.calls_nothing()) {
    const Result<std::string> program = find_program(choice->runner.argv.front(), variable("PATH"));
    if (!program) return refuse("runner " + choice->runner.name + ": " + program.error());
    job.program = *program;
  }
  job.plan = plan;
  job.text = command.file.document->text;
  job.selection = planned->request.selection;
  job.runner = choice->runner;
  job.root = command.root;
  job.environment = own_environment();
  job.jobs = choice->jobs;
  job.timeout = std::chrono::seconds(choice->timeout);
  job.pass_gates = options.yes;
  job.rerun = *rerun;
  job.resume = planned->resume;
  return carry_out(std::move(job), options.format);
}

}  // namespace baton
