// The block between "---" and "---" at the top of a file: where it lies and what it says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/yaml.h"

namespace baton {

struct FrontMatter {
  bool present = false;
  bool closed = false;
  TextRange range;    // from the opening "---" to the end of the closing line, line end included
  TextRange open;     // the opening "---" itself, without a byte-order mark before it
  TextRange content;  // the lines between
  TextRange close;    // the closing "---" or "..."; empty at the end of `content` where there is none
  YamlNode root;      // a mapping (possibly without entries)
  std::vector<YamlProblem> problems;
  bool operator==(const FrontMatter&) const = default;
};

FrontMatter parse_front_matter(std::string_view text);

}  // namespace baton
