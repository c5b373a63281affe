// Agents that a workspace takes from elsewhere by a link to their folder: ".claude/agents -> ../../shared".
// The walk follows no links, but these agents exist, and to call them unknown would be untrue.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace baton {

// The Markdown files behind `folder`, a folder of agents that a link leads to; their paths begin with it.
// None where the link leads back to what lies around it, or to agents that a walk of `roots` finds anyway. No
// link behind it is followed.
std::vector<std::string> agents_behind(const std::string& folder, std::span<const std::string> roots);

}  // namespace baton
