// Agent tables: the ones with a column headed "Agent". language.md, "Agent references".
#pragma once

#include "server/syntax/document.h"

namespace baton {

// Needs the document's body.
void read_agent_tables(Document& document);

}  // namespace baton
