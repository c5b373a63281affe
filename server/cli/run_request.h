// From the flags and the file to a plan, with what is missing asked for where there is somebody to ask.
#pragma once

#include <string>

#include "server/base/result.h"
#include "server/cli/command_file.h"
#include "server/cli/options.h"
#include "server/run/plan.h"
#include "server/run/runner.h"

namespace baton {

struct PlannedRun {
  Plan plan;
  PlanRequest request;
  std::string resume;  // a run's id; empty: a new one
};

// An error is wrong usage. Asks on a terminal for the mode and for answers; the plan may have problems all
// the same. `runner`: what it cannot read from earlier runs does not count as there.
Result<PlannedRun> plan_run(const RunOptions& options, const CommandFile& command, const Runner& runner);

}  // namespace baton
