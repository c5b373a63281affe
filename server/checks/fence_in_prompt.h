// A code block inside the prompt of a fenced task. Where its fences stand less than four blanks deep, the
// first that closes ends the task's own block, for GitHub as for Baton, and what follows is no longer the
// prompt.
#pragma once

#include <cstdint>
#include <optional>

#include "server/syntax/document.h"

namespace baton {

struct FenceInPrompt {
  TextRange early;             // the fence that ends the task, though it was meant for the block inside
  TextRange opening, closing;  // the marks of the fences that the task was meant to stand between
  std::uint32_t length = 0;    // how many marks tell them from those inside
};

std::optional<FenceInPrompt> fence_in_prompt(const Document& document, const Task& task);

}  // namespace baton
