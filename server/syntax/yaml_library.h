// YAML as yaml-cpp reads it, with what it does not tell: where values end, and the way from a scalar's text back to the
// file. Its word counts on what is YAML and what a value is.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/yaml.h"

namespace baton {

struct LibraryReading {
  std::optional<YamlNode> node;  // nothing: no YAML, or too deep
  bool too_deep = false;         // nested beyond 64 levels, or aliases beyond 10,000 nodes
};

// The bytes `where` of a source whose line ends are "\n", from its first line's first character on. Takes time in
// proportion to the size of `where`, whatever is in it.
LibraryReading read_yaml_by_library(std::string_view source, TextRange where);

}  // namespace baton
