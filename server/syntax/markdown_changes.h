// Markdown of which most was read before. A heading in the first column ends all that stands open, so what
// lies between two of them can be read by itself (CommonMark 0.30, sections 3 and 4.2); only link definitions
// reach further.
#pragma once

#include <optional>
#include <string>

#include "server/syntax/markdown.h"

namespace baton {

// What run_md4c() would make of `text`, which defines no links, by running md4c from the heading before the
// first changed byte to the one behind the last; nothing where that cannot be had or is not worth the while.
std::optional<Markdown> read_changes(const std::string& text, const ReadMarkdown& before);

}  // namespace baton
