// Folders and files that change under the editor (LSP 3.17, "Workspace Features", "Register Capability").
#pragma once

#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/lifecycle.h"

namespace baton::protocol {

enum class FileChange : int { created = 1, changed = 2, deleted = 3 };

struct FileEvent {
  std::string uri;
  FileChange type = FileChange::changed;
};

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
};

struct DidChangeWorkspaceFoldersParams {
  std::vector<WorkspaceFolder> added, removed;
};

Parsed<DidChangeWatchedFilesParams> parse_did_change_watched_files(const Json& params);
Parsed<DidChangeWorkspaceFoldersParams> parse_did_change_workspace_folders(const Json& params);

// WatchKind: a sum of these.
inline constexpr int watch_create = 1, watch_change = 2, watch_delete = 4;

struct FileSystemWatcher {
  std::string base_uri;  // of a relative pattern; empty: the pattern holds everywhere
  std::string pattern;
  int kind = watch_create | watch_change | watch_delete;
};

// Parameters of client/registerCapability that ask for workspace/didChangeWatchedFiles.
Json register_watchers(const std::string& id, const std::vector<FileSystemWatcher>& watchers);
// Parameters of client/unregisterCapability for the same.
Json unregister_watchers(const std::string& id);

// Parameters of workspace/configuration that ask for one section.
Json configuration_params(const std::string& section);

}  // namespace baton::protocol
