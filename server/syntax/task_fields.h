// The fields of a task as its author meant them. After "prompt: |" the text is often indented for some lines
// and goes on at the column of the fields; YAML then drops it or fails. Here such lines are told from fields,
// so that the rest can be read as YAML and the prompt is whole. language.md, "Tasks".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct PromptTail {
  std::vector<TextRange>
      lines;  // all lines of the prompt behind its YAML value, blank ones between them included
  std::vector<TextRange>
      outside;  // those of them that hold text, from their first character that is no blank
  std::vector<TextRange>
      cut_short;  // those of them that stand less deep than the prompt's block, or go on with one that does
  std::uint32_t indent = 0;  // what the fields are indented by

  bool empty() const { return outside.empty(); }
};

// Whether a task is known to have a field of that name.
bool is_task_field(std::string_view key);

// Looks at the lines `content` of `text`. `prompt:` must be a field of the first line's indent.
PromptTail find_prompt_tail(std::string_view text, TextRange content);

// Makes YAML comments of the lines outside, in a copy of the text, so that the fields around them stay
// readable.
void hide_tail(std::string& text, const PromptTail& tail);

}  // namespace baton
