// Documents that nobody judges (READMEs, guides) are not kept: before something that they may link to is
// renamed, they are read.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// The same world with the mentions of every document below its roots that may name one of `names` (names of
// files or folders), or lies in one of `folders` (absolute paths). What the editor has open is left as it is.
// Reads each document once: not on a thread that others wait for. `unwanted`, asked on any thread: it is left
// half done.
std::shared_ptr<const Snapshot> with_documents(const std::shared_ptr<const Snapshot>& snapshot,
                                               const std::vector<std::string>& names,
                                               const std::vector<std::string>& folders,
                                               const std::function<bool()>& unwanted);

}  // namespace baton
