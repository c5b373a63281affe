// Files that a user makes, moves or deletes in the editor (LSP 3.17, "WillCreateFiles Request" to
// "DidDeleteFiles Notification").
#pragma once

#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/navigation.h"

namespace baton::protocol {

// What the client tells of: workspace.fileOperations.
struct FileOperationCapabilities {
  bool will_rename = false, did_rename = false;
  bool will_delete = false, did_delete = false;
  bool did_create = false;
};
FileOperationCapabilities read_file_operations(const Json& client);

// URIs, of files or folders.
Parsed<std::vector<RenamedFile>> parse_renamed_files(const Json& params);
Parsed<std::vector<std::string>> parse_files(const Json& params);

// "fileOperations" of the server's capabilities: any file or folder on a disk, since links lead to all of
// them. Null where the client tells of nothing.
Json file_operations_options(const FileOperationCapabilities& client);

}  // namespace baton::protocol
