// "*name" where nothing that could be read says what it stands for, though "&name" stands above it: in an
// entry that is no YAML, say. What it stands for is unknown then, and it is no fault.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "server/base/text_range.h"
#include "server/syntax/yaml.h"

namespace baton {

class UnknownAliases {
 public:
  explicit UnknownAliases(std::string_view source) : source_(source) {}

  // The alias that begins at `at`, where its name is given above it.
  std::optional<TextRange> alias_at(std::uint32_t at, std::uint32_t end);
  // A part of the source, read with those of its aliases unknown whose names are given above the part: as an
  // entry's value null with the alias's range, left out of lists, and a "<<" of one left out. Nothing where
  // there are none, or the part is no YAML for another reason, too. Costs a copy of all that stands above.
  std::optional<YamlNode> read(TextRange part, std::uint32_t column);

 private:
  void find_names();

  std::string_view source_;
  std::optional<std::map<std::string_view, std::uint32_t>> names_;  // and where each is first given
};

YamlNode unknown_value(TextRange alias);
// True for a value that only an alias stands for.
bool is_unknown(const YamlNode& value);
void leave_out_unknown(YamlNode& list_or_mapping);

}  // namespace baton
