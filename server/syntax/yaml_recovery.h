// A mapping that is no YAML as a whole, entry by entry: what is sound is read, what is not is told, and its value taken
// as it was meant where that is evident.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/yaml.h"

namespace baton {

// The bytes `where` of a source whose line ends are "\n", from the first entry's first character on, which stands
// `column` bytes behind its line's begin. Problems are appended in file order.
YamlNode recover_mapping(std::string_view source, TextRange where, std::uint32_t column,
                         std::vector<YamlProblem>& problems);

}  // namespace baton
