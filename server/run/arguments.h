// What the user gave for `$ARGUMENTS` and `$1`, as prompts ask for it. language.md, "Placeholders".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

class Arguments {
 public:
  explicit Arguments(std::string_view all);
  // For a placeholder of arguments that is `written` so: "$ARGUMENTS" all, "$1" and "$ARGUMENTS[0]" the
  // first; empty where there are fewer.
  std::string value(const Placeholder& placeholder, std::string_view written) const;

 private:
  std::string all_;
  std::vector<std::string> parts_;  // separated by blanks, quotes taken off as a shell would
};

}  // namespace baton
