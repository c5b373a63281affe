// A run that did not end well, gone on with: which one, and as what it is planned. The same in the shell and
// in an editor. run.md, "Store".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/run/events.h"
#include "server/run/plan.h"

namespace baton {

// The run that was named, or the last one of this command file that did not end well. The error is one
// sentence.
Result<RunState> run_to_resume(const std::string& named, const std::string& root, const std::string& command,
                               const std::string& path);

// The request as the run was begun, but for answers that are said now. Returns in words what of its answers
// the file has no more.
std::vector<std::string> go_on_as(const RunState& run, std::span<const PlanQuestion> questions,
                                  PlanRequest& request);

}  // namespace baton
