// Everything that is to be said of one file: what the checks find, and what keeps its text from being read as
// it stands.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/syntax/document.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/snapshot.h"

namespace baton::lsp {

// The largest text that is read whole (bytes); of a larger one only the begin, to have something to point at.
inline constexpr std::size_t largest_text = std::size_t{32} << 20;

// `whole`: the size of the text that `document` is the begin of, or its own.
std::vector<Diagnostic> judge_open(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind, std::size_t whole);

// A file of the disk that the loader could judge, could not judge as it stands, or both.
std::vector<Diagnostic> judge_loaded(const Snapshot& snapshot, const LoadedFile* file,
                                     const FileTrouble* trouble);

// True where the configuration leaves the file out (files.exclude).
bool is_excluded(const Snapshot& snapshot, const std::string& path);

}  // namespace baton::lsp
