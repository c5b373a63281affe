// A task's prompt: its text, the way from it to the file, and what Markdown it holds. language.md, "Tasks".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/syntax/document.h"
#include "server/syntax/task_fields.h"

namespace baton {

// The prompt that a YAML value of `text` and the lines behind it hold. Nothing where there are only blanks.
std::optional<Prompt> read_prompt(std::string_view text, const YamlNode& value, const PromptTail& tail);

// The prompt for a text that is already taken out of the file.
std::optional<Prompt> make_prompt(std::string text, SourceMap map, TextRange range);

}  // namespace baton
