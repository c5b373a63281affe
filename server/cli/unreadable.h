// Files that could not be judged as they stand, as findings among the others.
#pragma once

#include "server/cli/report.h"
#include "server/workspace/disk/load.h"

namespace baton {

// Adds a file-unreadable finding for each trouble, at its file's first line, with the severity that is
// configured; where the file was not given or Baton failed on it, that is the file's fault as well.
void add_unreadable(const LoadedWorkspace& loaded, Report& report);

}  // namespace baton
