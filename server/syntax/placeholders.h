// Placeholders ("{phase1.x.output}", "<phase1.x.output>", "{phase1.output}", "$ARGUMENTS", "$1" … "$9") and
// what is nearly one. language.md, "Placeholders".
#pragma once

#include "server/syntax/document.h"
#include "server/syntax/passage.h"

namespace baton {

// Appends the passage's placeholders and near misses to the document.
void read_placeholders(Document& document, const Passage& passage);

}  // namespace baton
