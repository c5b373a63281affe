// What is told above a line.
#pragma once

#include <optional>
#include <string>

#include "server/features/feature.h"

namespace baton {

// The place above which an agent's file tells how often it is named; nothing in other files.
std::optional<TextRange> reference_lens(const FeatureInput& input);
// "3 references": how often it is named in the workspace, its own name aside.
std::string reference_count(const FeatureInput& input);

}  // namespace baton
