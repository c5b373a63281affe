// Where tasks stand in a fenced block: one "Task" key as a rule, but authors also write several below each
// other, as documents that "---" parts, or as a list. YAML would see a key twice, or no mapping.
#pragma once

#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

struct FencedTask {
  TextRange key;      // "Task:"
  TextRange content;  // from the key to the next task's line or the end
  TextRange fields;   // the lines behind the key's
  bool flow = false;  // "Task: {…}"
};

// The parts of a fence's content, in order; none where its first line is no "Task" key.
std::vector<FencedTask> fenced_tasks(std::string_view text, TextRange content);

}  // namespace baton
