// Everything that is to be said of one file: what the checks find, and what keeps its text from being read as
// it stands.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton::lsp {

// Findings that need the whole workspace to be known.
inline constexpr std::string_view codes_of_the_workspace[] = {"unknown-agent", "ambiguous-agent",
                                                              "optional-agent-missing", "agent-name-mismatch",
                                                              "suppression-unused"};

// `whole`: the size of the text that `document` is the begin of, or its own.
std::vector<Diagnostic> judge_open(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind, std::size_t whole);

struct JudgedFile {
  std::vector<Diagnostic> found;
  std::shared_ptr<const Document> document;  // what was read; null: nothing
  Needs needs;                               // what the snapshot could not tell
};

// A file as it lies on the disk now. `plain`: of a file that is no Markdown. Waits for the disk: not for the
// session's thread.
JudgedFile judge_on_disk(const Snapshot& snapshot, const std::string& path, std::optional<FileKind> plain);

// The same without a look at what it says: its document, or null. Waits for the disk, too.
std::shared_ptr<const Document> read_on_disk(const Snapshot& snapshot, const std::string& path);

// True where the configuration leaves the file out (files.exclude).
bool is_excluded(const Snapshot& snapshot, const std::string& path);

}  // namespace baton::lsp
