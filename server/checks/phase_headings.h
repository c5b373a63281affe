// The numbers that headings give to phases, also where they are no phase of the file: "Phases 2-3", "Phase
// 2.5", a phase of another level. What stands in such a heading is not missing.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// A heading that is nearly a phase of the file.
struct NearPhase {
  const Heading* heading = nullptr;
  TextRange word = {};     // "Phse", or "Phase 2" of "Phase 2 Train"; empty where marks stand in the heading
  std::string meant = {};  // "Phase", "Phase 2:"
  bool elsewhere = false;  // it is one, but not of the level and the parent of the file's phases
  bool twice = false;      // it is one, whose number another one has
};

class PhaseHeadings {
 public:
  explicit PhaseHeadings(const Document& document);
  PhaseHeadings(const PhaseHeadings&) = delete;  // what is near points into its own list
  PhaseHeadings& operator=(const PhaseHeadings&) = delete;
  // Whether a heading names a phase of a number above `low` and below `high`.
  bool name_between(unsigned long long low, unsigned long long high) const;
  // The numbers of the file's phases, ascending, each once.
  const std::vector<unsigned long long>& phases() const { return phases_; }
  // Whether a heading names a phase that is none of the file's, or a part of one ("Phase 2.5"), or is meant
  // to.
  bool name_others();
  // The heading that would be the phase `number` but for a slip: "Phse 2: Train", "Phase 2 Train", "##Phase
  // 2", or one of another level. Nullptr: none.
  const NearPhase* near_phase(unsigned long long number);

 private:
  void note_misspelt(const Heading& heading);
  void note_nearly(const Heading& heading);
  void note_glued();
  void note(unsigned long long number, NearPhase found);

  using Span = std::pair<unsigned long long, unsigned long long>;  // both ends included
  const Document& document_;
  std::vector<unsigned long long> phases_;
  std::vector<Span> spans_;  // in order, those that overlap made one
  bool names_parts_ = false;
  std::map<unsigned long long, NearPhase> near_;  // by number, the first slip of each, else the first
  std::deque<Heading> glued_;                     // lines that are no headings
  bool glued_noted_ = false;
};

// "; is \"Phse 2: Train\" on line 18 meant to be it?"
std::string meant_words(const Document& document, const NearPhase& near);

}  // namespace baton
