// Link definitions ("[label]: target") and where their targets stand. md4c names a target by its place unless
// it holds escapes or character references; only then are the definitions looked for, once per text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/base/text_range.h"

namespace baton {

class LinkDefinitions {
 public:
  explicit LinkDefinitions(std::string_view text);

  // The target of the first definition of `label` (as written at the use) that reads as `target` once
  // decoded.
  std::optional<TextRange> find(std::string_view label, std::string_view target) const;

  // Whether a definition of `label` reads as `target`; a case beyond ASCII counts as different.
  bool defines(std::string_view label, std::string_view target) const;

 private:
  // By label and target; by target alone too, for a label whose letters differ in case beyond ASCII.
  std::unordered_map<std::string, TextRange> definitions_;
};

}  // namespace baton
