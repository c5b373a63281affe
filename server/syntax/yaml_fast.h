// The quick way through YAML as most files write it: block mappings and lists, scalars of every style,
// brackets on one or more lines. It takes an entry whole or not at all; what it takes it reads as yaml-cpp
// does (a test compares them on real and on shuffled texts), and all the rest is yaml-cpp's.
#pragma once

#include <optional>
#include <string_view>

#include "server/base/text_range.h"
#include "server/syntax/yaml.h"

namespace baton {

struct FastReading {
  // Nothing where this is more than the quick way understands, or is no YAML.
  std::optional<YamlNode> node;
  // Then: that it is none. "description: Use it so: often" is the fault that is met most, and yaml-cpp takes
  // long to find it.
  bool refused = false;
};

// The bytes `where` of a source whose line ends are "\n" as one block mapping, whose first line's first
// character stands at `where.begin`, `indent` bytes behind its line's begin.
FastReading read_yaml_fast(std::string_view source, TextRange where, std::uint32_t indent);

}  // namespace baton
