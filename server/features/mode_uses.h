// Every place that names a mode of the file: its entry, conditions, the agent table's cells, the labels of a
// question that chooses the mode.
#pragma once

#include <vector>

#include "server/syntax/document.h"

namespace baton {

struct ModeUse {
  enum class Place : std::uint8_t { entry, condition, cell, label };
  Place place = Place::entry;
  Index mode = 0;
  TextRange range;  // the name alone
};

// In file order.
std::vector<ModeUse> mode_uses(const Document& document);

}  // namespace baton
