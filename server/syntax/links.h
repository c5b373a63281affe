// Links that point at files and headings: which of them Baton judges, and their path and fragment.
// language.md, "Links".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// Percent escapes decoded; one that is none ("%zz") stays as it is.
std::string decode_percent(std::string_view text);

// Whether a target, as decoded by Markdown or YAML, is a relative path or a fragment that can be judged.
bool is_judged_target(std::string_view target);

// Appends the document's external docs, then the links of body and prompts in the file's order.
// `prompts_in_body` are the prompts of prose, in order, whose links are the prompts' and not the body's.
// Needs conditions in order.
void read_links(Document& document, const std::vector<TextRange>& prompts_in_body);

}  // namespace baton
