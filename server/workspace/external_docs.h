// Where a path of `external_docs` may lead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// The paths it is tried at, in this order and each once: from the folder of the file `from`, from its plugin,
// from the workspace root. None for a path that is absolute once its percent escapes are decoded.
std::vector<std::string> external_doc_places(const Snapshot& snapshot, std::string_view from,
                                             std::string_view path);

}  // namespace baton
