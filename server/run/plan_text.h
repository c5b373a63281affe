// The plan for people: what --dry-run prints.
#pragma once

#include <map>
#include <string>

#include "server/run/plan.h"

namespace baton {

// One line a step, by phase, then what is left out and why, then what stops it. `notes`: by a step's id, what
// is known of it beyond the plan ("cached, from run …"). Names from the file have their control characters
// escaped.
std::string plan_text(const Plan& plan, const std::map<std::string, std::string>& notes = {});

}  // namespace baton
