// --fix and --diff: what safe fixes make of the files that were asked for, written or only shown.
#pragma once

#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/workspace/disk/load.h"

namespace baton {

struct FileChange {
  std::string path;  // absolute; behind links, so that a link stays one
  std::string before, after;
};

struct FixPlan {
  std::vector<FileChange> changes;  // by path, each file once
  std::vector<std::string> faults;  // of Baton's own
};

// Mends all files against each other until nothing changes. Nothing is written; `loaded` becomes the
// workspace as it would be then.
FixPlan plan_fixes(const LoadOptions& load, Workers& workers, LoadedWorkspace& loaded);

// Writes what was planned, each file as a whole or not at all. Returns a sentence for each that was not.
std::vector<std::string> write_fixes(const FixPlan& plan, const std::string& working_directory);

// The plan as a unified diff, with paths as seen from the working directory.
Result<std::string> diff_of_fixes(const FixPlan& plan, const std::string& working_directory);

}  // namespace baton
