// What a selection grows to, step by step: word, placeholder, line, paragraph, prompt, task, phase, file.
#pragma once

#include <vector>

#include "server/features/feature.h"

namespace baton {

// From the innermost outwards, each larger than the one before and around it; the last is the whole file.
std::vector<TextRange> selection_chain(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
