// --runs and --show: what ran in this workspace, and what came of it.
#pragma once

#include <string>

namespace baton {

int list_runs_command();
// A run's id, or "last".
int show_run_command(const std::string& run);

}  // namespace baton
