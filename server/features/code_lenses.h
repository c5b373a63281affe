// What is told above a line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

// The place above which an agent's file tells how often it is named; nothing in other files.
std::optional<TextRange> reference_lens(const FeatureInput& input);
// Where it is named in the workspace, its own name aside.
std::vector<Place> lens_references(const FeatureInput& input);
// "3 references"
std::string reference_words(std::size_t count);

}  // namespace baton
