// Headings that are nearly phases: that no answer depends on what was asked before, and what hostile files
// cost.
#include "server/checks/phase_headings.h"

#include <doctest/doctest.h>

#include <string>

#include "server/checks/near_phase_heading.h"
#include "tests/support/cpu_time.h"

using namespace baton;
using baton::testing::CpuTime;

namespace {

std::string heading_of(const NearPhase* near) {
  return near == nullptr ? "(none)" : near->heading->text;
}

}  // namespace

TEST_CASE("a heading without its blank is seen whatever is asked first") {
  const auto document = parse_document("## Phase 1: A\n\n##Phase 2: B\n");
  PhaseHeadings headings(*document);
  CHECK(headings.name_others());
  CHECK(heading_of(headings.near_phase(2)) == "##Phase 2: B");
  CHECK(headings.name_others());
}

TEST_CASE("it goes before one of another level, whatever is asked first") {
  const auto document = parse_document("## Phase 1: A\n\n#### Phase 2: C\n\n##Phase 2: B\n");
  PhaseHeadings headings(*document);
  CHECK(heading_of(headings.near_phase(2)) == "##Phase 2: B");
  CHECK(heading_of(headings.near_phase(3)) == "(none)");
  CHECK(heading_of(headings.near_phase(2)) == "##Phase 2: B");
}

TEST_CASE("one inside a task is text of its prompt") {
  const std::string task = "<Task>\nsubagent_type: a\nprompt: |\n  ##Phase 2: B\n</Task>\n\n";
  const auto inside = parse_document("## Phase 1: A\n\n" + task + task);
  CHECK(heading_of(PhaseHeadings(*inside).near_phase(2)) == "(none)");
  const auto between = parse_document("## Phase 1: A\n\n" + task + "##Phase 2: C\n\n" + task);
  PhaseHeadings headings(*between);
  CHECK(heading_of(headings.near_phase(2)) == "##Phase 2: C");
}

TEST_CASE("signs of any script stand before a phase, letters of any script behind its number") {
  const auto number = [](std::string_view text) {
    const auto read = read_near_phase_heading(text);
    return read ? read->number : 0;
  };
  CHECK(number("✅ Phase 2") == 2);
  CHECK(number("✔️ Phase 2") == 2);
  CHECK(number("【Phase 2】 Train") == 2);
  CHECK(number("Phase 2é") == 0);
  CHECK(number("Phase 2段") == 0);
}

TEST_CASE("thousands of tasks and of headings without their blank cost little") {
  std::string text = "## Phase 1: A\n\n";
  for (int i = 0; i < 40'000; ++i) {
    text += "<Task>\nsubagent_type: a\nprompt: Do.\n</Task>\n\n##Phase " + std::to_string(i + 2) + ": B\n\n";
  }
  const auto document = parse_document(text);
  REQUIRE(document->tasks.size() == 40'000);
  const CpuTime time;
  PhaseHeadings headings(*document);
  CHECK(heading_of(headings.near_phase(40'001)) == "##Phase 40001: B");
  CHECK(time.seconds() < 2);
}
