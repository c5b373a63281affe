// file-unreadable: what keeps a text from being read as it stands is found before any check can run.
#pragma once

#include <optional>
#include <string>

#include "server/checks/diagnostic.h"
#include "server/workspace/snapshot.h"

namespace baton {

// The finding at the file's first line, with the severity that is configured. `words` stand behind "This file
// "; `document` is what was read of it, null: nothing. Nothing where it is off or silenced in the file.
std::optional<Diagnostic> unreadable(const Snapshot& snapshot, const std::string& path,
                                     const Document* document, const std::string& words);

}  // namespace baton
