// See misnumbered_phases.h.
#include "server/checks/misnumbered_phases.h"

#include <cstddef>
#include <set>

namespace baton {

std::vector<Misnumbered> misnumbered_phases(const Document& document) {
  const std::vector<Phase>& phases = document.phases;
  std::set<unsigned long long> numbers, seen;
  for (const Phase& phase : phases) numbers.insert(phase.number);
  std::vector<Misnumbered> out;
  if (numbers.size() == phases.size()) return out;
  // Whether the number behind `before` is free, and the only one missing before the phase at `behind`.
  const auto fits = [&](unsigned long long before, std::size_t behind) {
    const unsigned long long number = before + 1;
    return !numbers.contains(number) && (behind == phases.size() || phases[behind].number == number + 1);
  };
  for (std::size_t i = 0; i < phases.size(); ++i) {
    if (seen.insert(phases[i].number).second || i == 0) continue;
    const unsigned long long last = phases[i - 1].number;
    const bool in_a_row = last == phases[i].number;
    const unsigned long long before_last = i >= 2 ? phases[i - 2].number : 0;
    const bool fills_gap = in_a_row && fits(before_last, i);  // 1, 3, 3, 4 and 2, 2, 3
    const bool goes_on = fits(last, i + 1);
    const bool only_longer = i + 1 == phases.size() && i >= 2;  // 1, 2, 4, 4
    if (fills_gap && (only_longer || !goes_on))
      out.push_back({&phases[i - 1], before_last + 1});
    else if (goes_on)
      out.push_back({&phases[i], last + 1});
    else
      continue;
    numbers.insert(out.back().meant);
  }
  return out;
}

}  // namespace baton
