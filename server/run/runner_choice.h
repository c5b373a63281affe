// Which runner a run gets, and which outputs of earlier ones it finds there: the same in the shell and in an
// editor.
#pragma once

#include <set>
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

// Why nobody may go on with the run `run`, which the runner `made_by` made, by `runner`: "preview" would write
// prompts over what a program has answered, and so would any runner that nobody chose (`chosen`: it was named
// for this run). Empty: nothing is against it.
std::string other_runner(const std::string& run, const std::string& made_by, const Runner& runner,
                         bool chosen);

// The shell's options that go on with a run that waits at a gate: "--resume ID --yes", and the runner.
std::string options_to_go_on(const std::string& run, const std::string& made_by);

// The ids of the plan's steps that have an output from earlier. Where nothing but the rest of a pipeline is
// to run, what ran before is known by these. `runner`: what it cannot read of them does not count.
std::set<std::string> outputs_there(const std::string& root, const Plan& plan, const Runner& runner);

}  // namespace baton
