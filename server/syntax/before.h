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

// A task of the earlier document, and how far it has moved since.
struct MovedTask {
  const Document* document = nullptr;
  Index task = 0;
  Shift by = 0;
};

class Before {
 public:
  // `document`: nullptr where there is no earlier one; then nothing is known. Both outlive this.
  Before(const Document* document, std::string_view text);

  // The document, if its text begins with the same front matter; nullptr otherwise.
  const Document* with_same_front_matter() const;
  // The body, whatever has changed of it since; without a `markdown` where there is none.
  ReadMarkdown body() const;
  // What was read of the same block alone (its places, fields, problems and prompt), if that is closed and
  // not a byte of it has changed.
  std::optional<Task> task(const TaggedBlock& block) const;
  // Which task that was, if the front matter is the same, too: so is all that was found in the prompt.
  std::optional<MovedTask> moved(const Task& task) const;
  // What was read of a question, likewise.
  std::optional<Question> question(const TaggedBlock& block) const;

 private:
  std::optional<Shift> shift_to(TextRange range) const;
  template <typename Block>
  std::optional<Shift> shift_of(const Block& block) const;

  const Document* document_;
  std::uint32_t size_;
  CommonEnds common_;
};

}  // namespace baton
