// The condition that an author would write around a placeholder, as a fix, and around other text of a prompt.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/check.h"

namespace baton {

// The modes in which one of those tasks runs; of very many only the first are asked.
ModeSet modes_of_writers(const Flow& flow, std::span<const Index> writers);

// Offers to wrap the placeholder's line, and the placeholder alone, in a condition that names `modes`;
// nothing where no condition can be written. The placeholder stands in a task.
void offer_condition(const CheckInput& input, const Placeholder& placeholder, const ModeSet& modes,
                     Diagnostic& found);

// Whether a condition may be put into the task's prompt as it stands: in other styles it would become YAML.
bool takes_condition(const Task& task);
// Whether a condition may hold `text` of that prompt: no Markdown of its own, no line end that YAML escapes.
// Brackets are not looked at.
bool may_be_held(const Task& task, std::string_view text);
// The line around a byte of the prompt, as far as it is the prompt's.
TextRange prompt_line(const Document& document, const Prompt& prompt, std::uint32_t offset);
std::vector<FileEdit> condition_edits(const std::string& path, TextRange range, const std::string& head);

}  // namespace baton
