// Looking up on the disk what a snapshot does not know yet, or knows no longer: paths that links name, the
// headings of the files they point at, files that changed outside of the editor. The command line resolves
// once for all files, the server after each edit that brings new names.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// A snapshot that knows the paths and outlines of `needs` (see needs_of); the same one where it knew them all
// already. Nothing that the snapshot knows is looked up again. A path outside of the roots is looked up for
// existence only and never read; letter case is compared with the disk's. A file that cannot be read counts
// as existing, without anchors. Waits for the disk: not for the thread that answers an editor.
std::shared_ptr<const Snapshot> resolve_needs(std::shared_ptr<const Snapshot> snapshot, const Needs& needs);

// The same world after each of `paths` (absolute, files) was made, changed or removed: their folders are
// listed again and, where they belong to the workspace, they are read again (facts, manifest or
// configuration), else forgotten. A caller that holds a newer text of an open file puts its facts back with
// Snapshot::with_facts.
std::shared_ptr<const Snapshot> refresh_paths(std::shared_ptr<const Snapshot> snapshot,
                                              const std::vector<std::string>& paths);

}  // namespace baton
