// Conditions: bracketed text that is live only in the modes it begins with. language.md, "Modes and
// conditions".
#pragma once

#include <string>
#include <vector>

#include "server/syntax/document.h"
#include "server/syntax/passage.h"

namespace baton {

// The file's modes, as conditions compare them.
struct ModeNames {
  std::vector<std::string> names;
  std::vector<std::string> folded;
};
ModeNames mode_names(const Document& document);

// Appends the passage's conditions to the document. A whole-task condition is also set in its task.
void read_conditions(Document& document, const Passage& passage, const ModeNames& modes);

// Whether a task's prompt says that the task is skipped where its agent is missing: in a condition or its
// first line.
bool prompt_says_skip(const Document& document, const Task& task, Index index);

// Conditions by place in the file, once they are in order. The innermost one around `range` that is a text's,
// not a whole task's.
std::optional<Index> condition_around(const Document& document, TextRange range);

}  // namespace baton
