// Tasks of form 1 (a "<Task>" block) and form 2 (a fenced block with the one key "Task"). language.md,
// "Tasks".
#pragma once

#include <vector>

#include "server/syntax/before.h"
#include "server/syntax/document.h"
#include "server/syntax/task_scan.h"

namespace baton {

void read_block_tasks(Document& document, const std::vector<TaggedBlock>& blocks, const Before& before);

// Needs the document's body. What stands in one of the `examples`, which are in order, is none.
void read_fenced_tasks(Document& document, const std::vector<TextRange>& examples);

// True where a text says "skip if … not available" or "… not installed" in one sentence.
bool says_skip_if_missing(std::string_view text);

}  // namespace baton
