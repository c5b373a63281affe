// What an author silenced in the file itself, and the two checks about the words that do it.
#pragma once

#include <string_view>
#include <vector>

#include "server/checks/check.h"

namespace baton {

// Takes away the findings that the document's suppressions hide, and where `tell` is set adds
// suppression-unused and suppression-unknown. A finding belongs to the line in which it begins.
void apply_suppressions(const CheckInput& input, bool tell, std::vector<Diagnostic>& diagnostics);

// For findings that are made elsewhere.
bool is_suppressed(const Document& document, std::string_view code, TextRange range);

}  // namespace baton
