// Phases: which headings are the file's phases, what number and title each has, and which tasks stand in it.
// language.md, "Phases".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// "Phase 3: Title" read; all ranges are offsets into the heading's text.
struct PhaseHeading {
  unsigned long long number = 0;
  TextRange word;
  TextRange number_range;
  TextRange title;
};
std::optional<PhaseHeading> read_phase_heading(std::string_view heading_text);

// A line of Markdown that is the heading of a phase ("## **Phase 3**: Title"), whatever stands around it.
struct PhaseLine {
  std::size_t level = 0;
  unsigned long long number = 0;
};
std::optional<PhaseLine> read_phase_line(std::string_view line);

// A heading of the body that reads as a phase, of the file's or not, and its section: up to the next heading
// of its level or above.
struct PhaseSection {
  Index heading = 0;
  PhaseHeading read;
  TextRange range;
};
// All of them, in order.
std::vector<PhaseSection> phase_sections(const Document& document);

// Needs the document's body and tasks; sets the tasks' phases.
void read_phases(Document& document);

}  // namespace baton
