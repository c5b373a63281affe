// Giving a thing another name, everywhere it is named: agents (with their files), modes, phases, external
// docs, headings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/checks/diagnostic.h"
#include "server/features/feature.h"

namespace baton {

// What an editor shows before it asks for the new name.
struct RenameTarget {
  TextRange range;
  std::string name;  // the one it has now
};
// An error says why what is there cannot be renamed.
Result<RenameTarget> prepare_rename(const FeatureInput& input, std::uint32_t offset);

struct PlacedEdit {
  Place place;
  std::string new_text;
};
struct Rename {
  std::vector<PlacedEdit> edits;    // by path and place; none overlap
  std::vector<FileRename> renames;  // after the edits
};
// An error says why the name is refused: it is none, it is taken, or something else would then be meant.
// `files`: whether the editor can rename files.
Result<Rename> rename(const FeatureInput& input, std::uint32_t offset, const std::string& new_name,
                      bool files);

}  // namespace baton
