// What the texts of a file hold: the conditions and placeholders of its body and of its prompts.
#pragma once

#include <vector>

#include "server/syntax/before.h"
#include "server/syntax/document.h"

namespace baton {

// Needs tasks and modes in order. `prompts` are those that stand in the body's own text, and `examples` what
// is shown there; both in order.
void read_passages(Document& document, const std::vector<TextRange>& prompts,
                   const std::vector<TextRange>& examples, const Before& before);

}  // namespace baton
