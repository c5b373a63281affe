// What each word of a command means, for an editor's colours.
#pragma once

#include <cstdint>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct SemanticToken {
  enum class Type : std::uint8_t { phase, agent, output, mode, argument, condition, tag, key };
  enum Modifier : std::uint8_t { declaration = 1, unresolved = 2, conditional = 4 };
  TextRange range;  // in one line, never empty
  Type type = Type::phase;
  std::uint8_t modifiers = 0;  // a set of Modifier
};

// In file order, none overlapping another.
std::vector<SemanticToken> semantic_tokens(const FeatureInput& input);

}  // namespace baton
