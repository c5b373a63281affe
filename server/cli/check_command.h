// baton --check.
#pragma once

#include "server/cli/options.h"

namespace baton {

// Checks, writes the report and returns the exit code (docs/cli.md).
int run_check(const CheckOptions& options);

}  // namespace baton
