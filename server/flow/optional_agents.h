// Which agents a file marks as optional: its tasks are skipped where they are missing. language.md, "Agent
// references".
#pragma once

#include <string>
#include <vector>

#include "server/flow/agent_identity.h"
#include "server/syntax/document.h"

namespace baton {

// The identities of all references in the file that mean an optional agent, sorted, each once.
std::vector<std::string> find_optional_agents(const Document& document, AgentIdentities& agents);

}  // namespace baton
