// Where the thing under the cursor comes from.
#pragma once

#include <cstdint>
#include <vector>

#include "server/features/feature.h"

namespace baton {

// The four questions differ for placeholders alone: their task, the phase's heading, the agent's file, their
// task.
enum class DefinitionOf : std::uint8_t { definition, declaration, type, implementation };

struct Destination {
  Place whole;  // all of what is there, as far as it is known
  Place name;   // within `whole`
};

struct Definition {
  TextRange origin;  // what is under the cursor
  std::vector<Destination> destinations;
};

// Without destinations where nothing is defined, or nobody knows where.
Definition definition(const FeatureInput& input, std::uint32_t offset, DefinitionOf what);

}  // namespace baton
