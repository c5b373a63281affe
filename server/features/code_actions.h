// What an editor offers to change at a place: the fixes of diagnostics, and refactorings. Nothing here
// decides what is wrong: the checks do, and a fix is theirs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/features/feature.h"
#include "server/features/rename.h"

namespace baton {

struct NewFile {
  std::string path;  // absolute; nothing is there yet
  std::string text;
};

struct CodeAction {
  enum class Kind : std::uint8_t { quick_fix, fix_all, rewrite, extract };
  std::string title;
  Kind kind = Kind::quick_fix;
  bool preferred = false;
  std::string disabled = {};   // why it cannot be done here; empty: it can
  std::string_view code = {};  // quick_fix: of the diagnostic
  TextRange at = {};           // quick_fix: its place
  std::vector<FileEdit> edits = {};
  std::vector<PlacedEdit> elsewhere = {};  // edits of other files, by path
  std::vector<FileRename> renames = {};
  std::vector<NewFile> files = {};  // made before the edits
};

// Every fix of the diagnostics, in their order; of each one the first safe fix is preferred.
std::vector<CodeAction> quick_fixes(const FeatureInput& input, const std::vector<Diagnostic>& found);

// What mending the whole file as far as it is safe would change: one edit, or none where nothing can be
// mended.
std::vector<TextEdit> fix_all_edits(const Snapshot& snapshot, const std::string& path,
                                    const std::shared_ptr<const Document>& document, FileKind kind);

// All of them, also those that cannot be done at `range` for a reason that a user may wonder about. Where
// none makes sense, none is in the list.
std::vector<CodeAction> refactorings(const FeatureInput& input, TextRange range);

}  // namespace baton
