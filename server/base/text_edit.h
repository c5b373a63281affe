// Replacing ranges of a text: what an editor sends, and what a fix offers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct TextEdit {
  TextRange range;  // in the text before any edit of the same list
  std::string new_text;
  bool operator==(const TextEdit&) const = default;
};

// The text with all edits applied. Edits may come in any order; of two that overlap the one that begins first
// is taken and the other left out. Ranges beyond the text are cut to it.
std::string apply_edits(std::string_view text, std::vector<TextEdit> edits);

}  // namespace baton
