// <a id="…"> and its kin as places that links lead to: they stand among a file's headings, with level 0.
#pragma once

#include <string_view>
#include <vector>

#include "server/workspace/file_uses.h"

namespace baton {

// Appends those of `body` (which was read from the text) to its `headings`, each once: called by the heading
// right behind it, else by its own name.
void append_explicit_anchors(std::string_view text, const LineIndex& lines, const Markdown& body,
                             std::vector<FileHeading>& headings);

}  // namespace baton
