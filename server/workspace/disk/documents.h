// Documents that nobody judges (READMEs, guides) are not kept: before something that they may link to is
// renamed, they are read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// The same world with the mentions of every document below its roots that may name one of `names` (names of
// files or folders), or lies in one of `folders` (absolute paths). What the editor has open is left as it is.
// Reads each document once: not for a request that is made at each key press.
std::shared_ptr<const Snapshot> with_documents(const std::shared_ptr<const Snapshot>& snapshot,
                                               const std::vector<std::string>& names,
                                               const std::vector<std::string>& folders = {});

}  // namespace baton
