// What a file leaves unsaid and Baton knows, shown between its words.
#pragma once

#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct InlayHint {
  std::uint32_t offset = 0;
  std::string label;
  std::string tooltip;
};

// Behind a task's agent the modes that the task takes part in, where those are not all; behind a bare agent
// the plugin it is found in, where that is not the file's own. In file order, those inside `range`.
std::vector<InlayHint> inlay_hints(const FeatureInput& input, TextRange range);

}  // namespace baton
