// What was read in a text that was taken out of another one, with the places it has in that one.
#pragma once

#include "server/syntax/markdown.h"
#include "server/syntax/source_map.h"

namespace baton {

void move_to_source(Markdown& markdown, const SourceMap& map);

}  // namespace baton
