// <a id="…"> and its kin as places that links lead to: they stand among a file's headings, with level 0.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/file_uses.h"

namespace baton {

// Appends those of `names` (explicit anchors of the text) to `headings`, each once: called by the heading
// right behind it, else by its own name. `is_code` tells whether a byte of the text is no Markdown.
void append_explicit_anchors(std::string_view text, const LineIndex& lines,
                             const std::vector<std::string>& names,
                             const std::function<bool(std::uint32_t)>& is_code,
                             std::vector<FileHeading>& headings);

}  // namespace baton
