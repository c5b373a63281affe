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
};

FenceReading read_nested_fences(std::string_view text);

// Lines that are not blank and code by the second reading alone, or by CommonMark's (`code` of a Markdown)
// alone.
struct FenceDifference {
  std::vector<TextRange> nested_only;  // as in FenceReading
  bool any = false;
};
FenceDifference compare_fences(std::string_view text, const FenceReading& nested,
                               const std::vector<CodeRange>& code);

}  // namespace baton
