// A stretch of text that placeholders, conditions and mentions of agents are looked for in: a prompt, or the
// body.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"
#include "server/syntax/document.h"
#include "server/syntax/source_map.h"

namespace baton {

struct Passage {
  std::string_view text;
  const SourceMap* map = nullptr;  // none: `text` is the file
  std::optional<Index> task;       // whose prompt it is
  const std::vector<TextRange>*
      dead;  // in order, apart from each other: bytes of `text` where nothing is live

  TextRange in_file(TextRange range) const { return map != nullptr ? map->to_source(range) : range; }
};

// Answers, for offsets that never go back, whether they lie in one of some ranges.
class RangeCursor {
 public:
  explicit RangeCursor(const std::vector<TextRange>& ranges) : ranges_(&ranges) {}
  // The range that holds `offset`, or nullptr.
  const TextRange* at(std::uint32_t offset) {
    while (next_ < ranges_->size() && (*ranges_)[next_].end <= offset) ++next_;
    if (next_ == ranges_->size() || (*ranges_)[next_].begin > offset) return nullptr;
    return &(*ranges_)[next_];
  }

 private:
  const std::vector<TextRange>* ranges_;
  std::size_t next_ = 0;
};

// The ranges in order, those that touch or overlap made one.
std::vector<TextRange> merged(std::vector<TextRange> ranges);

}  // namespace baton
