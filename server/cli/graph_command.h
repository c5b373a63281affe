// baton --graph.
#pragma once

#include "server/cli/options.h"

namespace baton {

// Draws one command file's pipeline and returns the exit code (docs/cli.md).
int run_graph(const GraphOptions& options);

}  // namespace baton
