// Which runner a run gets, and which outputs of earlier ones it finds there: the same in the shell and in an
// editor.
#pragma once

#include <string>

#include "server/base/result.h"
#include "server/run/plan.h"
#include "server/run/runner.h"
#include "server/run/user_config.h"
#include "server/workspace/configuration.h"

namespace baton {

struct RunnerChoice {
  Runner runner;
  unsigned jobs = 4;
  unsigned timeout = 0;  // seconds; 0: none
};

// `name`: as whoever runs it said; empty: the default of the user's own configuration, else preview. A
// workspace chooses among the user's runners where the user has a default. The error is one sentence.
Result<RunnerChoice> choose_runner(const std::string& name, unsigned jobs, const UserConfig& user,
                                   const RunChoice& workspace);

// Why nobody may go on with the run `run`, which the runner `made_by` made, by `runner`: "preview" would
// write prompts over what a program has answered, and so would any runner that nobody chose (`chosen`: it was
// named for this run). Empty: nothing is against it.
std::string other_runner(const std::string& run, const std::string& made_by, const Runner& runner,
                         bool chosen);

// The shell's options that go on with a run: "--resume ID", where it waits at a gate "--yes", and the runner.
std::string options_to_resume(const std::string& run, const std::string& made_by, bool at_gate);

// The request with what earlier runs left of the plan's steps: where nothing but the rest of a pipeline is to
// run, it is planned by that. `plan`: of the request, which says in which mode and with which arguments.
// `runner`: what it cannot read of it does not count.
PlanRequest with_earlier_runs(PlanRequest request, const std::string& root, const Plan& plan,
                              const Runner& runner);

}  // namespace baton
