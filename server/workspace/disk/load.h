// From a disk to a snapshot: walk, read, sort into kinds, resolve what the files need to know. The command
// line does it once, the server in the background and then for what changed.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/cancel.h"
#include "server/workspace/disk/workers.h"
#include "server/workspace/snapshot.h"

namespace baton {

// A file that could not be judged as it stands (file-unreadable), in words for the user.
struct FileTrouble {
  std::string path;
  std::string message;  // behind "this file ": "is not UTF-8 (byte 0xff in line 3): it was judged as if …"
  bool no_permission = false;                // the system did not give the file
  bool internal_fault = false;               // Baton itself failed on it
  bool is_folder = false;                    // none of its files could be looked at
  std::shared_ptr<const Document> document;  // what was read of it; null: nothing
};

struct LoadedFile {
  std::string path;
  FileKind kind = FileKind::document;
  std::shared_ptr<const Document> document;  // see LoadOptions::keep_documents
};

struct LoadedWorkspace {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<LoadedFile> files;      // all that are to be judged, sorted by path
  std::vector<FileTrouble> troubles;  // sorted by path
  std::vector<std::string> notes;     // dangling links and the like, sorted
  std::size_t files_too_many = 0;     // so many there are, above the cap; 0: all were read
};

struct LoadOptions {
  std::vector<std::string> roots;  // absolute
  // Files and folders to judge (absolute); empty: the roots. A named file is always read.
  std::vector<std::string> targets;
  // Texts to be read in place of the disk's, by absolute path: standard input, what an editor has open.
  std::map<std::string, std::string> texts;
  std::string configuration;  // a .baton.yaml to use instead of those found; empty: none
  std::string home;           // the user's home, absolute; empty: none
  std::size_t file_cap = 200000;
  // False: what a file says is kept (its facts), and no text: `files` and `troubles` come without documents.
  // For those who hold a large workspace and read a file again when they want to judge it.
  bool keep_documents = true;
  CancelToken cancel;
};

// Never fails as a whole: what cannot be read is a trouble or a note.
LoadedWorkspace load_workspace(const LoadOptions& options, Workers& workers);
// The same, with as many threads as the machine has cores.
LoadedWorkspace load_workspace(const LoadOptions& options);

// What HOME names, where that is absolute; else empty.
std::string home_folder();
// A whole disk, `home` (empty: none) or what lies above that: no workspace, for want of a mark.
bool is_wide(std::string_view folder, const std::string& home);
// The nearest folder, at or above one, where a repository or marketplace begins: it holds .git or
// .claude-plugin/marketplace.json.
std::optional<std::string> repository_around(std::string folder);
// The workspace root for a working directory: the repository around it, else itself.
std::string find_root(const std::string& working_directory);
// The same for a file: where there is no such folder, the one with the `.claude` or `commands` that holds it,
// else its own. Never a wide one for want of a mark.
std::string find_root_of_file(const std::string& file, const std::string& home);

}  // namespace baton
