// Files and folders that a user is about to move or delete: what follows them, and what would break.
#pragma once

#include <string>
#include <vector>

#include "server/features/rename.h"

namespace baton {

// What moving files is followed by.
struct FollowedMoves {
  std::vector<PlacedEdit> edits;     // by path and place as they are before the move; none overlap
  std::vector<std::string> refused;  // why an agent keeps its old name, in words for the user
};

// Links and external docs, also those of what moves, and the paths that manifests list. Where an agent's file
// gets another name, the agent and all references to it follow if it was called by the old one. `moves`:
// files or folders.
FollowedMoves follow_moves(const Snapshot& snapshot, const std::vector<FileRename>& moves);

// Words on the references that deleting files or folders would leave behind; empty: none.
std::string words_on_deletion(const Snapshot& snapshot, const std::vector<std::string>& paths);

}  // namespace baton
