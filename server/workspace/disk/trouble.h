// What keeps a text from being judged as it stands (the check file-unreadable). The command line and the
// server ask here, so that they say the same.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/syntax/document.h"

namespace baton {

struct TextTrouble {
  std::string message;  // behind "this file ": what is the matter, and what was done instead
  bool judged = true;   // false: nothing else is to be said of the file
};

// False for UTF-16 and for what holds NUL bytes: nothing in it can be judged.
bool is_text(std::string_view bytes);

// Not UTF-8, NUL bytes, nested beyond what can be read; nothing for a text without trouble.
std::optional<TextTrouble> trouble_in(const Document& document);

// The words for a text above the largest size, behind "This file ".
std::string too_large_words(std::size_t bytes);

}  // namespace baton
