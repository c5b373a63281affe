// Files found by what they define or where a link leads: what features ask a snapshot beyond agents.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/features/feature.h"

namespace baton {

// Calls `take` with the facts of every file, open ones as they stand in the editor, by path.
template <typename Take>
void each_facts(const Snapshot& snapshot, Take take) {
  const auto& edited = snapshot.parts().edited;
  auto open = edited.begin();
  for (const auto& [path, facts] : *snapshot.parts().facts) {
    for (; open != edited.end() && open->first < path; ++open) take(*open->second);
    if (open != edited.end() && open->first == path)
      take(*open++->second);
    else
      take(*facts);
  }
  for (; open != edited.end(); ++open) take(*open->second);
}

// All skills or commands whose name ends so, behind a colon or whole.
std::vector<const FileFacts*> all_named(const Snapshot& snapshot, FileKind kind, std::string_view bare);
// The skill or command of that name ("name", "plugin:name", "folder:name"): the own plugin's first, else the
// first by path; nullptr for none.
const FileFacts* find_named(const Snapshot& snapshot, std::string_view from, FileKind kind,
                            std::string_view name);
// The same among those that `all_named` gave.
const FileFacts* find_named(const Snapshot& snapshot, std::string_view from,
                            const std::vector<const FileFacts*>& among, std::string_view name);
// What a command is called by: its `command` without the slash, else its file.
std::string_view called(const FileFacts& command);

// Where a link or an external doc of the file `from` leads: an existing file or folder. An empty path is the
// file itself.
std::optional<std::string> link_target(const Snapshot& snapshot, std::string_view from, bool external_doc,
                                       std::string_view path);

// A heading by its anchor; nullptr where the file or the heading is not known.
const FileHeading* find_heading(const Snapshot& snapshot, std::string_view path, std::string_view anchor);

Place place_of(const std::string& path, const Spot& spot);
// The begin of a file.
Place file_begin(const std::string& path);

}  // namespace baton
