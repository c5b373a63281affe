// phase-gap: the number of a phase is more than one above the one before it. Perhaps a phase was taken out;
// perhaps its heading is misspelt and no phase.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/phase_headings.h"

namespace baton {
namespace {

// 10, 20, 30: numbers with room between them. 1, 3, 5 is rather what is left of five.
bool is_even(const std::vector<unsigned long long>& numbers) {
  if (numbers.size() < 3) return false;
  const unsigned long long step = numbers[1] - numbers[0];
  const auto is_other_step = [&](unsigned long long a, unsigned long long b) { return b - a != step; };
  if (numbers.front() % step != 0) return false;
  return std::ranges::adjacent_find(numbers, is_other_step) == numbers.end();
}

std::string missing_words(unsigned long long first, unsigned long long last) {
  if (first == last) return "there is no phase " + std::to_string(first);
  return "there are no phases " + std::to_string(first) + (first + 1 == last ? " and " : " to ") +
         std::to_string(last);
}

// Whether a placeholder reads a phase that only its heading's spelling hides: unknown-phase tells it then.
bool is_read(const CheckInput& input, unsigned long long number) {
  for (std::size_t i = 0; i < input.document.placeholders.size(); ++i)
    if (input.flow.placeholders[i].availability == Availability::unknown_phase &&
        input.document.placeholders[i].phase == number)
      return true;
  return false;
}

}  // namespace

void check_phase_gap(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.phases.size() < 2) return;
  PhaseHeadings headings(document);
  if (is_even(headings.phases())) return;
  std::map<unsigned long long, const Phase*> phases;  // the first of each number
  for (const Phase& phase : document.phases) phases.try_emplace(phase.number, &phase);
  const Phase* before = nullptr;
  for (const auto& [number, phase] : phases) {
    const Phase* last = std::exchange(before, phase);
    if (last == nullptr || number == last->number + 1 || headings.name_between(last->number, number))
      continue;
    std::string missing = missing_words(last->number + 1, number - 1);
    if (const NearPhase* near = headings.near_phase(last->number + 1)) {
      // Where two phases have one number, duplicate-phase tells it.
      if (near->twice || is_read(input, last->number + 1)) continue;
      missing += meant_words(document, *near);
    }
    Diagnostic& found =
        findings.add(phase->name_range, "phase " + std::to_string(number) + " follows phase " +
                                            std::to_string(last->number) + "; " + missing);
    found.related.push_back(
        {place_in(input.path, document, last->name_range), "phase " + std::to_string(last->number)});
  }
}

}  // namespace baton
