// The numbers that headings give to phases, also where they are no phase of the file: "Phases 2-3", "Phase
// 2.5", a phase of another level. What stands in such a heading is not missing.
#pragma once

#include <utility>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

class PhaseHeadings {
 public:
  explicit PhaseHeadings(const Document& document);
  // Whether a heading names a phase of a number above `low` and below `high`.
  bool name_between(unsigned long long low, unsigned long long high) const;
  // The numbers of the file's phases, ascending, each once.
  const std::vector<unsigned long long>& phases() const { return phases_; }
  // Whether a heading names a phase that is none of the file's, or a part of one ("Phase 2.5").
  bool name_others() const;

 private:
  using Span = std::pair<unsigned long long, unsigned long long>;  // both ends included
  std::vector<unsigned long long> phases_;
  std::vector<Span> spans_;  // in order, those that overlap made one
  bool names_parts_ = false;
};

}  // namespace baton
