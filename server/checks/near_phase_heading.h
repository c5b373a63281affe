// Headings that a reader takes for a phase's and that are none by the language's rules: "Phase 2) Train",
// "Phase2: Train", "Phase II", "✅ Phase 2".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton {

struct WrittenNumber {
  unsigned long long value = 0;
  std::uint32_t end = 0;  // behind it in its text
};

// The digits at `i`. Nothing: there are none, or more than any number of a phase has.
std::optional<WrittenNumber> digits_at(std::string_view text, std::size_t i);

struct NearPhaseHeading {
  unsigned long long number = 0;
  std::uint32_t end = 0;  // the text up to here, and what it is to be; 0: nothing is sure to mend it
  std::string meant;
  std::optional<unsigned long long> total;  // of "2/4": how many there are, or the last of two
};

// `text`: of a heading that read_phase_heading does not take. Nothing for one of several phases ("Phase 2-3")
// or of a part of one ("Phase 2.5").
std::optional<NearPhaseHeading> read_near_phase_heading(std::string_view text);

// "and 3" and "to phase 3", behind a number: a heading of several phases.
bool goes_on_with_number(std::string_view text);

// Behind the word "phase" or its plural and the blanks after it, or nothing.
std::optional<std::string_view> behind_phase_word(std::string_view folded);

}  // namespace baton
