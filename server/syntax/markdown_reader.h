// One run of md4c over a text, turned into a Markdown value with places. read_markdown() puts two such runs
// together.
#pragma once

#include <string>

#include "server/syntax/markdown.h"
#include "server/syntax/markdown_shorten.h"

namespace baton {

// All ranges are offsets into `text`. A string, not a view: md4c looks at the byte behind the end, and must
// find the terminating NUL there. No other NUL may be in it.
Markdown run_md4c(const std::string& text);
// The same faster, by leaving out lines that say nothing.
Markdown run_md4c(const std::string& text, const CodeLines& code);

}  // namespace baton
