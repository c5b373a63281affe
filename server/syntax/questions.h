// Questions to the user: "<AskUserQuestion>" blocks and their YAML. language.md, "Questions".
#pragma once

#include <string_view>

#include "server/syntax/document.h"
#include "server/syntax/task_scan.h"

namespace baton {

void read_question(Document& document, const TaggedBlock& block);

}  // namespace baton
