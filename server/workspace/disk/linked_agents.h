// Agents that a workspace takes from elsewhere by a link to their folder: ".claude/agents -> ../../shared".
// The walk follows no links, but these agents exist, and to call them unknown would be untrue.
#pragma once

#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/workspace/snapshot.h"

namespace baton {

// The Markdown files of agents behind `link`, a link to a folder; their paths begin with it. It is followed
// where it is "agents", or lies in a folder of that name, below one of `roots`, and where it is ".claude" and
// holds one. None where it leads back to what lies around it, or to agents that a walk of `roots` finds
// anyway. No link behind it is followed, and no more is looked at than a folder of agents would hold.
std::vector<std::string> agents_behind(const std::string& link, const std::vector<std::string>& roots,
                                       const CancelToken& cancel = {});

// The paths that agents among `paths` (absolute) have behind such links, beside their own.
std::vector<std::string> paths_behind_links(const Snapshot& snapshot, const std::vector<std::string>& paths);

}  // namespace baton
