// Where a place of a text has moved to, once the text was edited elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/base/text_edit.h"

namespace baton {

class EditShift {
 public:
  // Edits that do not overlap, in any order.
  explicit EditShift(std::vector<TextEdit> edits);

  // The range in the text after the edits. One that an edit cuts into takes in all that came for it, and
  // text inserted at one of its ends counts as its own.
  TextRange range(TextRange before) const;

 private:
  std::uint32_t moved(std::uint32_t offset, bool is_end) const;
  std::uint32_t added(std::uint32_t offset, std::size_t edits_before) const;

  std::vector<TextEdit> edits_;        // by place
  std::vector<std::int64_t> growths_;  // of the text by all edits before each; one more for all of them
};

}  // namespace baton
