// One question of a command file, put to the user of an editor: in the client's own way where it has one,
// else with buttons, of which one at a time can be chosen.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/lsp/runs.h"
#include "server/run/plan.h"

namespace baton::lsp {

// `then` gets labels of the options, or what was typed where there are none; nothing: nobody answered.
void ask_question(Runs& runs, const PlanQuestion& question,
                  std::function<void(const std::vector<std::string>& answers)> then);

}  // namespace baton::lsp
