// The two halves of a tag that change together.
#pragma once

#include <vector>

#include "server/features/feature.h"

namespace baton {

// The names in "<Task>" and "</Task>", or those of a question, where the cursor is in one of them; else
// nothing.
std::vector<TextRange> linked_names(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
