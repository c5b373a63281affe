// Which files are there to be filled in. language.md of the documentation, "Kinds of files".
#pragma once

#include "server/syntax/document.h"

namespace baton {

// Whether the front matter holds "{{…}}"; what stands in a tool's brackets aside.
bool is_template(const Document& document);

}  // namespace baton
