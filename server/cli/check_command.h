// baton --check.
#pragma once

#include "server/cli/options.h"

namespace baton {

// Checks, writes the report and returns the exit code (docs/cli.md). `leave`: see run_command_line.
int run_check(const CheckOptions& options, void (*leave)(int) = nullptr);

}  // namespace baton
