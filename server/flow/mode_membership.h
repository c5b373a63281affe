// Which modes a condition allows, and in which modes each task takes part. language.md, "Modes and conditions".
#pragma once

#include <vector>

#include "server/flow/agent_identity.h"
#include "server/flow/flow.h"

namespace baton {

// One set per condition of the document: the modes that its own names allow, and those of all conditions
// around it. A name that is no mode counts as the mode it is near to (mode-unknown speaks of it), else as none.
std::vector<ModeSet> condition_modes(const Document& document, std::size_t mode_count);

// One entry per task; `optional` is left for the caller.
std::vector<TaskFlow> task_flows(const Document& document, AgentIdentities& agents,
                                 const std::vector<ModeSet>& conditions, std::size_t mode_count);

}  // namespace baton
