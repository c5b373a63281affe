// What the checks of agent references share: how a reference resolves, once per file and name, and which
// names were near.
#pragma once

#include <string>
#include <vector>

#include "server/checks/check.h"

namespace baton {

// Another agent that a reference may have meant.
struct NearAgent {
  std::string name;  // to stand in its place: bare in the own plugin or where it resolves, else "plugin:name"
};

// Up to three, nearest first, the file's own plugin before others.
std::vector<NearAgent> near_agents(const CheckInput& input, const AgentReference& reference);

// Whether the reference's agent is optional in this file (language.md, "Agent references").
bool is_optional(const CheckInput& input, const AgentResolution& resolution);

// "agent" of a task, mode, table …, to stand in a message: "this task", "mode \"quick\"", "the agent table".
std::string place_words(const CheckInput& input, const AgentReference& reference);

}  // namespace baton
