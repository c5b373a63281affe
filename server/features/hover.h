// What is under the cursor, in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/features/feature.h"

namespace baton {

struct Hover {
  TextRange range;   // of what it speaks of
  std::string text;  // Markdown, or plain lines
};

// Nothing where there is nothing to say. `markdown`: whether marks may be used.
std::optional<Hover> hover(const FeatureInput& input, std::uint32_t offset, bool markdown);

}  // namespace baton
