// Which agent a task is given to: of alternatives the first that resolves. language.md, "Agent references".
#pragma once

#include <string>
#include <vector>

#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct AgentChoice {
  enum class State : std::uint8_t {
    found,
    unseen,  // nothing can be said: its plugin is not in the workspace, or no agents are
    missing
  };
  State state = State::missing;
  std::string text, name;        // as written, and without its plugin
  const Agent* agent = nullptr;  // its definition, where that is in sight
  std::string words = {};        // unseen, missing: "its agent is not in this workspace"
  std::vector<std::string> notes = {};
};

// The task names at least one agent.
AgentChoice choose_agent(const Snapshot& snapshot, const std::string& path, const Document& document,
                         const Task& task);

// The model for a task: its own, else its agent's, else the command's; empty where none of them says.
std::string choose_model(const Snapshot& snapshot, const Document& document, const Task& task,
                         const AgentChoice& choice);

}  // namespace baton
