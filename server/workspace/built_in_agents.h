// Agents that the tools which run command files bring along (https://code.claude.com/docs/en/sub-agents,
// "Built-in subagents", and the agent types that its Agent tool lists). Older ones stay: files still name
// them.
#pragma once

#include <array>
#include <string_view>

namespace baton {

constexpr std::array<std::string_view, 9> built_in_agents = {
    "general-purpose",
    "Explore",
    "Plan",
    "claude",
    "claude-code-guide",
    "statusline-setup",
    "fork",
    "Bash",                // until 2026
    "output-style-setup",  // until 2025
};

}  // namespace baton
