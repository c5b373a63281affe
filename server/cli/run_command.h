// --run: a pipeline from the shell, from the file to the exit code.
#pragma once

#include "server/cli/options.h"

namespace baton {

// 0 all done, 1 a task failed or was blocked or a gate waits, 2 wrong usage or a plan that cannot run, 3
// Baton itself failed, 130 interrupted.
int run_pipeline(const RunOptions& options);

}  // namespace baton
