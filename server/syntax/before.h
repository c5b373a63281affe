// The document of an earlier text of the same file. A key press changes one place; what stands in the bytes
// around it has been read, and is taken over instead of being read again. Nothing here decides what a
// document says: with an earlier one and without, it is the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/base/text_range.h"
#include "server/syntax/document.h"
#include "server/syntax/shift.h"
#include "server/syntax/task_scan.h"

namespace baton {

// How many bytes two texts have in common at their begins and at their ends, none counted twice.
struct CommonEnds {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
CommonEnds common_ends(std::string_view a, std::string_view b);

class Before {
 public:
  // Both outlive it.
  Before(const Document& document, std::string_view text);

  const Document& document() const { return document_; }

  // What to add to the earlier places of the text in `range`, if it and one byte on each side of it stood
  // there; two bytes behind it, as a line end may have.
  std::optional<Shift> shift_to(TextRange range) const;

  // The front matter, if the new text begins with the same.
  const FrontMatter* front_matter() const;

  // The task of the same block, if that is closed and not a byte of it has changed.
  struct KnownTask {
    const Task* task = nullptr;
    Shift shift = 0;
  };
  std::optional<KnownTask> task(const TaggedBlock& block) const;

 private:
  const Document& document_;
  std::uint32_t size_;
  CommonEnds common_;
};

}  // namespace baton
