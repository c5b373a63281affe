// See other_phases.h.
#include "server/flow/other_phases.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/syntax/lines.h"
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

struct Candidate {
  unsigned long long number = 0;
  unsigned level = 0;
  TextRange section;
  bool own = false;  // one of the file's phases
};

// All headings that read as a phase, in order.
std::vector<Candidate> candidates(const Document& document) {
  const std::vector<Heading>& headings = document.body.headings;
  std::array<std::uint32_t, 8> next{};  // by level: where the section of a heading before this one ends
  next.fill(offset32(document.text.size()));
  std::size_t own = document.phases.size();
  std::vector<Candidate> out;
  for (Index i = offset32(headings.size()); i-- > 0;) {
    const Heading& heading = headings[i];
    if (heading.code_in_one_reading) continue;
    const std::size_t level = std::min<std::size_t>(heading.level, next.size() - 1);
    const TextRange section{heading.range.begin, next[level]};
    for (std::size_t below = level; below < next.size(); ++below) next[below] = heading.range.begin;
    const bool is_own = own > 0 && document.phases[own - 1].heading == i;
    if (is_own) --own;
    if (const auto phase = read_phase_heading(heading.text))
      out.push_back({phase->number, heading.level, section, is_own});
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace

OtherPhases::OtherPhases(const Document& document) : document_(document) {
  if (document.phases.empty()) return;
  const unsigned own_level = document.body.headings[document.phases.front().heading].level;
  std::vector<TextRange> found;
  std::uint32_t covered = 0;  // up to here a phase of a higher level reaches
  for (const Candidate& one : candidates(document)) {
    if (one.level < own_level) covered = std::max(covered, one.section.end);
    if (one.own || one.level != own_level || one.section.begin < covered) continue;
    if (!holds_task(document.tasks, one.section)) continue;
    numbers_.insert(one.number);
    found.push_back(one.section);
  }
  sections_ = merged(std::move(found));
}

bool OtherPhases::hold(std::uint32_t offset) const {
  return any_holds(sections_, offset, [](TextRange range) { return range; }) &&
         !any_holds(document_.phases, offset, [](const Phase& phase) { return phase.range; });
}

}  // namespace baton
