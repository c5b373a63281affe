// Phases that a file has beside its own, on the same level: another pipeline in it, or the part of one that
// stands under another heading. Their tasks run, but what a placeholder means there, or for them, nobody can
// say. On another level, or below a phase of one, it is rather a slip in a heading.
#pragma once

#include <set>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

class OtherPhases {
 public:
  explicit OtherPhases(const Document& document);
  // Whether one of them, with a task in it, has that number.
  bool have(unsigned long long number) const { return numbers_.contains(number); }
  // Whether what stands at `offset` is in one of them, and in none of the file's own.
  bool hold(std::uint32_t offset) const;

 private:
  const Document& document_;
  std::set<unsigned long long> numbers_;
  std::vector<TextRange> sections_;  // in order, merged
};

}  // namespace baton
