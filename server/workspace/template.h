// Which files are there to be filled in. language.md of the documentation, "Kinds of files".
#pragma once

#include <string_view>

#include "server/syntax/document.h"

namespace baton {

// Whether a text, or a path, holds "{{…}}".
bool holds_template(std::string_view text);
// Whether the front matter holds "{{…}}"; what stands in a tool's brackets aside.
bool is_template(const Document& document);

}  // namespace baton
