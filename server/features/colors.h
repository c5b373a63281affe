// The colours that agents and commands are shown in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct Color {
  std::array<std::uint8_t, 3> rgb{};
  bool operator==(const Color&) const = default;
};
struct PlacedColor {
  TextRange range;
  Color color;
};

// The value of `color`, where it is a name or "#rrggbb".
std::optional<PlacedColor> color_of(const FeatureInput& input);
// How a colour may be written there: the nearest name, which is what tools show, then its digits.
std::vector<std::string> color_spellings(const FeatureInput& input, Color color);

}  // namespace baton
