// The file of an agent that is not there yet: what the fix of unknown-agent makes, and an editor's command.
#pragma once

#include <optional>
#include <string_view>

#include "server/checks/diagnostic.h"
#include "server/workspace/snapshot.h"

namespace baton {

// Whether a file, and an agent in it, can be called so.
bool names_agent_file(std::string_view name);

// It lives in the plugin that it is said to be of, else in that of the file `from`, else in the root's
// .claude. Nothing where there is none of these, or no file can be called so.
std::optional<FileEdit> new_agent(const Snapshot& snapshot, std::string_view from, std::string_view plugin,
                                  std::string_view name);

}  // namespace baton
