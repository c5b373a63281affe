// Where a file names an agent that is defined nowhere, and elsewhere one that differs by a slip of the pen,
// both are meant to be one. That the name is wrong is told once, where it stands (unknown-agent); what would
// follow from it
// ("no task runs it", "not in phase 1") would only say the same again.
#pragma once

#include <span>
#include <string>
#include <unordered_map>

#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton {

// From a name as written to the one that it stands for, as written. Names that stand beside each other (both
// of tasks, say, or both in one mode's list) are two agents. `optional`: identities of agents that may well
// be missing.
std::unordered_map<std::string, std::string> misspelt_agents(const Snapshot& snapshot, std::string_view path,
                                                             const Document& document,
                                                             std::span<const std::string> optional);

}  // namespace baton
