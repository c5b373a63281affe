// Looking up on the disk what a snapshot does not know yet, or knows no longer: paths that links name, the
// headings of the files they point at, files that changed outside of the editor. The command line resolves
// once for all files, the server after each edit that brings new names.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/disk/workers.h"
#include "server/workspace/snapshot.h"

namespace baton {

// A snapshot that knows the paths and outlines of `needs` (see needs_of); the same one, by pointer, where
// nothing could be learned. Nothing that the snapshot knows is looked up again. A path outside of the roots
// is looked up for existence only and never read; inside, letter case is compared with the disk's. A document
// that cannot be read stays without facts. Waits for the disk: not for the thread that answers an editor.
std::shared_ptr<const Snapshot> resolve_needs(std::shared_ptr<const Snapshot> snapshot, const Needs& needs,
                                              Workers& workers);
// The same on the thread that calls.
std::shared_ptr<const Snapshot> resolve_needs(std::shared_ptr<const Snapshot> snapshot, const Needs& needs);

// The same world after each of `paths` (absolute) was made, changed or removed, files or folders: their
// folders are listed again, files that belong to the workspace are read again, what is gone is forgotten, and
// so is what was looked up one by one in these places. A caller that holds a newer text of an open file puts
// its facts back with Snapshot::with_facts.
std::shared_ptr<const Snapshot> refresh_paths(std::shared_ptr<const Snapshot> snapshot,
                                              const std::vector<std::string>& paths);

// True for files that say what other files are (.gitignore, .baton.yaml, plugin.json, marketplace.json): when
// one changes, load the workspace again.
bool changes_everything(std::string_view path);

}  // namespace baton
