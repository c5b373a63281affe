// What the last runs say of the task or the output under the cursor.
#pragma once

#include <cstdint>
#include <optional>

#include "server/features/feature.h"
#include "server/features/hover.h"
#include "server/features/run_view.h"

namespace baton {

// Nothing where nothing has run, or the cursor is on something else.
std::optional<Hover> run_hover(const FeatureInput& input, std::uint32_t offset, const RunView& runs,
                               bool markdown);

}  // namespace baton
