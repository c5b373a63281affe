// The prompts that a run would send, as far as what they read is there.
#pragma once

#include <string>

#include "server/run/plan.h"
#include "server/run/runner.h"

namespace baton::lsp {

// Of one task its prompt and nothing else, of several each under its name; empty where the plan selects none
// that has one. Reads earlier outputs: not for the session's thread.
std::string preview_text(const Plan& plan, const std::string& root, const Runner& runner);
// A file's name for it.
std::string preview_name(const PlanSelection& selection);

}  // namespace baton::lsp
