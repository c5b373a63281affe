// Gates: paragraphs that say what must hold before the next phase. language.md, "Gates".
#pragma once

#include "server/syntax/document.h"

namespace baton {

// Needs the document's body and phases.
void read_gates(Document& document);

}  // namespace baton
