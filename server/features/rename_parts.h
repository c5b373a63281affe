// The kinds of things that can be renamed, each in a file of its own; rename.cpp sorts a request to one of
// them.
#pragma once

#include <string>
#include <string_view>

#include "server/features/rename.h"
#include "server/features/thing.h"

namespace baton {

Result<Rename> rename_agent(const FeatureInput& input, const Thing& thing, const std::string& new_name,
                            bool files);
// Of an agent whose file somebody else renames; `path`: the file's, which the snapshot holds.
Result<Rename> rename_moved_agent(const Snapshot& snapshot, const std::string& path,
                                  const std::string& new_name);
// Of this document: each gives the edits in it, and those of links that lead to headings which change.
Result<Rename> rename_mode(const FeatureInput& input, const Thing& thing, const std::string& new_name);
Result<Rename> rename_phase(const FeatureInput& input, const Thing& thing, const std::string& new_name);
Result<Rename> rename_external_doc(const FeatureInput& input, const Thing& thing,
                                   const std::string& new_name);
Result<Rename> rename_heading(const FeatureInput& input, Index heading, const std::string& new_name);

// The part of a heading that is its name: of a phase's the title; empty where there is none.
TextRange heading_name(const Document& document, Index heading);

// Edits of this document, checked: the document must then read as before, new names aside. Links to headings
// whose anchors change follow, here and elsewhere.
Result<Rename> with_anchors(const FeatureInput& input, std::vector<TextEdit> edits);

// Letters, digits, "-" and "_", also beyond ASCII; at least one letter.
bool is_plain_name(std::string_view name);

}  // namespace baton
