// From the flags and the file to a plan, with what is missing asked for where there is somebody to ask.
#pragma once

#include <string>

#include "server/base/result.h"
#include "server/cli/command_file.h"
#include "server/cli/options.h"
#include "server/run/plan.h"
#include "server/run/runner.h"
#include "server/run/user_config.h"

namespace baton {

struct RunnerChoice {
  Runner runner;
  unsigned jobs = 4;
  unsigned timeout = 0;  // seconds; 0: none
};

// The flag is a permission, and so is a default in the user's own configuration; a workspace chooses among
// the user's runners where the user has given that.
Result<RunnerChoice> choose_runner(const RunOptions& options, const UserConfig& user,
                                   const Configuration& workspace);

struct PlannedRun {
  Plan plan;
  PlanRequest request;
  std::string resume;  // a run's id; empty: a new one
};

// An error is wrong usage. Asks on a terminal for the mode and for answers; the plan may have problems all
// the same. `runner`: what it cannot read from earlier runs does not count as there.
Result<PlannedRun> plan_run(const RunOptions& options, const CommandFile& command, const Runner& runner);

}  // namespace baton
