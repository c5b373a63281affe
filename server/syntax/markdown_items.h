// Runs of list items of one line each, which are a third of what real files hold beside their code. Where the
// first of a run is an item, so are the others (CommonMark 0.30, section 5.2): the mark of each stands where
// that of the one above does, and can neither go on with its paragraph nor belong to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct ItemRun {
  TextRange first;  // the text of the first item, whatever it is
  TextRange lines;  // the lines of the others, all of whose texts are plain and of which nothing is left open
};

// The first run in `lines` (whole ones) of a text without NUL bytes. The texts of its other items, each a
// paragraph if the first is one, are appended to `texts`.
//
// Plain is what says nothing but that there is a paragraph: no link, code, HTML or bare address, and no other
// block within the item. Nothing is left open: what stands below cannot go on with the last one's paragraph,
// and finds the same columns as below the first.
std::optional<ItemRun> find_item_run(const std::string& text, TextRange lines, std::vector<TextRange>& texts);

}  // namespace baton
