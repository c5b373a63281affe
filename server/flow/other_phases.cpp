// See other_phases.h.
#include "server/flow/other_phases.h"

#include <algorithm>
#include <utility>

#include "server/syntax/passage.h"
#include "server/syntax/phases.h"

namespace baton {
namespace {

bool holds_task(const std::vector<Task>& tasks, TextRange section) {
  const auto task =
      std::ranges::lower_bound(tasks, section.begin, {}, [](const Task& one) { return one.range.begin; });
  return task != tasks.end() && task->range.begin < section.end;
}

// Whether one of some ranges, in order and apart, holds `offset`.
template <typename Ranges, typename RangeOf>
bool any_holds(const Ranges& ranges, std::uint32_t offset, RangeOf range_of) {
  const auto behind =
      std::ranges::upper_bound(ranges, offset, {}, [&](const auto& one) { return range_of(one).begin; });
  return behind != ranges.begin() && offset < range_of(*std::prev(behind)).end;
}

}  // namespace

OtherPhases::OtherPhases(const Document& document) : document_(document) {
  if (document.phases.empty()) return;
  const unsigned own_level = document.body.headings[document.phases.front().heading].level;
  std::vector<TextRange> found;
  std::uint32_t covered = 0;  // up to here a phase of a higher level reaches
  auto own = document.phases.begin();
  for (const PhaseSection& one : phase_sections(document)) {
    const unsigned level = document.body.headings[one.heading].level;
    if (level < own_level) covered = std::max(covered, one.range.end);
    if (own != document.phases.end() && own->heading == one.heading) {
      ++own;
      continue;
    }
    if (level != own_level || one.range.begin < covered || !holds_task(document.tasks, one.range)) continue;
    numbers_.insert(one.read.number);
    found.push_back(one.range);
  }
  sections_ = merged(std::move(found));
}

bool OtherPhases::hold(std::uint32_t offset) const {
  return any_holds(sections_, offset, [](TextRange range) { return range; }) &&
         !any_holds(document_.phases, offset, [](const Phase& phase) { return phase.range; });
}

}  // namespace baton
