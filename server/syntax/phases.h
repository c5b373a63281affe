// Phases: which headings are the file's phases, what number and title each has, and which tasks stand in it.
// language.md, "Phases".
#pragma once

#include <optional>
#include <string_view>

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

// Needs the document's body and tasks; sets the tasks' phases.
void read_phases(Document& document);

}  // namespace baton
