// What a user is asked before a stranger's command may call a real runner, and that they said yes. run.md,
// "Trust".
#pragma once

#include <string>
#include <string_view>

#include "server/run/plan.h"
#include "server/run/runner.h"

namespace baton {

struct Confirmation {
  std::string words;  // to be shown: runner, tasks and agents, those that a later run may add as well, with
                      // nothing in it that could hide or move text
  std::string hash;   // of the root, the command, its agents and the runner: a change of any asks again
};
Confirmation confirmation_of(const Plan& plan, const std::string& root, const Runner& runner);

// `folder`: the user's own for what programs remember ($XDG_STATE_HOME/baton).
bool is_confirmed(const std::string& folder, const Confirmation& confirmation);
// Empty, or what is wrong.
std::string remember(const std::string& folder, const Confirmation& confirmation);
// Empty where neither is known.
std::string state_folder(std::string_view xdg_state_home, std::string_view home);

}  // namespace baton
