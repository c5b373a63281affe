// Tasks of form 3: a sentence such as "Use Task tool with subagent_type="x"", and the "Prompt: "…"" that
// belongs to it. language.md, "Tasks".
#pragma once

#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// Looks through the body, in which tasks of form 1 are blanked out (same length as the file). `code` are the
// fenced and indented code, the comments and the examples, in order; a code span is prose here.
void read_prose_tasks(Document& document, std::string_view body, const std::vector<TextRange>& code);

}  // namespace baton
