// One run of md4c over a text, turned into a Markdown value with places. read_markdown() puts two such runs
// together.
#pragma once

#include <string>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/markdown.h"

namespace baton {

// All ranges are offsets into `text`. A string, not a view: md4c looks at the byte behind the end, and must
// find the terminating NUL there. No other NUL may be in it. `fenced`: whole lines, in order, that are likely
// to be fenced code; they make it faster, not different.
Markdown run_md4c(const std::string& text, const std::vector<TextRange>& fenced = {});

}  // namespace baton
