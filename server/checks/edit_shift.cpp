// Sums of what each edit adds, so that a place costs one search.
#include "server/checks/edit_shift.h"

#include <algorithm>
#include <utility>

namespace baton {

EditShift::EditShift(std::vector<TextEdit> edits) : edits_(std::move(edits)) {
  std::sort(edits_.begin(), edits_.end(),
            [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  growths_.push_back(0);
  for (const TextEdit& edit : edits_)
    growths_.push_back(growths_.back() + static_cast<std::int64_t>(edit.new_text.size()) -
                       static_cast<std::int64_t>(edit.range.size()));
}

std::uint32_t EditShift::added(std::uint32_t offset, std::size_t edits_before) const {
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(offset) + growths_[edits_before]);
}

std::uint32_t EditShift::moved(std::uint32_t offset, bool is_end) const {
  const auto behind = std::partition_point(edits_.begin(), edits_.end(), [&](const TextEdit& edit) {
    return edit.range.begin < offset || (is_end && edit.range.end == offset);
  });
  const auto count = static_cast<std::size_t>(behind - edits_.begin());
  if (count == 0) return offset;
  const TextEdit& last = edits_[count - 1];
  if (last.range.end <= offset) return added(offset, count);
  return added(is_end ? last.range.end : last.range.begin, is_end ? count : count - 1);
}

TextRange EditShift::range(TextRange before) const {
  const std::uint32_t begin = moved(before.begin, false);
  return {begin, std::max(begin, moved(before.end, true))};
}

}  // namespace baton
