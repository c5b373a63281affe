// The condition that an author would write around a placeholder, as a fix.
#pragma once

#include "server/checks/check.h"

namespace baton {

// The modes in which what a placeholder reads is written.
ModeSet modes_of_writers(const Flow& flow, const PlaceholderFlow& placeholder);

// Offers to wrap the placeholder's line, and the placeholder alone, in a condition that names `modes`;
// nothing where no condition can be written. The placeholder stands in a task.
void offer_condition(const CheckInput& input, const Placeholder& placeholder, const ModeSet& modes,
                     Diagnostic& found);

}  // namespace baton
