// The second way to read code fences, "an info string opens, a bare fence closes": many files show a fenced
// example inside a fence of the same length, which CommonMark cannot nest.
#pragma once

#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/markdown.h"

namespace baton {

struct FenceReading {
  std::vector<TextRange> code;  // whole lines, in order, none touching the next
  bool even = true;             // every fence that opens is closed
  bool deep = false;            // a fence opens inside another one
};

// By the second reading, or (not nested) by CommonMark's, as far as that can be told line by line.
FenceReading read_fences(std::string_view text, bool nested);

struct FenceDifference {
  std::vector<TextRange>
      nested_only;   // code by the second reading alone, as in FenceReading; none of blank lines only
  bool any = false;  // a line that is not blank is code by one of the readings alone
};
// `code`: of a Markdown read by CommonMark.
FenceDifference compare_fences(std::string_view text, const FenceReading& nested,
                               const std::vector<CodeRange>& code);

}  // namespace baton
