// Where a thing is named: in the whole workspace, or in the document to be highlighted.
#pragma once

#include <cstdint>
#include <vector>

#include "server/features/feature.h"

namespace baton {

// Of a placeholder the readers of that output; of an agent all its references, placeholders included. By path
// and place.
std::vector<Place> references(const FeatureInput& input, std::uint32_t offset, bool include_declaration);

struct Highlight {
  TextRange range;
  bool write = false;  // where it is defined; of an output where it is written
};
std::vector<Highlight> highlights(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
