// Finds the words by which an author silences findings (docs/configuration.md, "Suppressions").
#pragma once

#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// Those of a Markdown file, into Document::suppressions; the document is otherwise complete. In code they are
// text, and so is a "#" in a prompt or any other scalar.
void read_suppressions(Document& document);

// Those of a text that is YAML as a whole.
std::vector<Suppression> yaml_suppressions(std::string_view text);

}  // namespace baton
