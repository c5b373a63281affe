// Questions to the user: "<AskUserQuestion>" blocks and their YAML. language.md, "Questions".
#pragma once

#include <vector>

#include "server/syntax/before.h"
#include "server/syntax/document.h"
#include "server/syntax/task_scan.h"

namespace baton {

void read_questions(Document& document, const std::vector<TaggedBlock>& blocks, const Before& before);

}  // namespace baton
