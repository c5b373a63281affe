// mode-phase-count: a mode's list of phases is longer than the file's. Which of its titles is the one too
// many nobody can say, as they are often other words than the headings'.
#include <algorithm>
#include <string>

#include "server/checks/all.h"
#include "server/checks/known_keys.h"
#include "server/checks/mode_agents.h"
#include "server/checks/phase_headings.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// The mode whose entry holds that key, if its list is longer than `count`. Modes are in the file's order.
const Mode* mode_around(const Document& document, const YamlEntry& entry, std::size_t count) {
  const auto behind = std::ranges::partition_point(
      document.modes, [&](const Mode& mode) { return mode.range.begin <= entry.key_range.begin; });
  if (behind == document.modes.begin()) return nullptr;
  const Mode& mode = *std::prev(behind);
  return mode.range.contains(entry.key_range) && mode.phases.size() > count ? &mode : nullptr;
}

}  // namespace

void check_mode_phase_count(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  // A file without phases may tell its steps in another way; one that begins later goes on with another
  // file's.
  if (document.modes.empty() || document.phases.empty() || !are_modes_sound(document)) return;
  PhaseHeadings headings(document);
  const std::size_t count = headings.phases().size();
  const auto is_longer = [&](const Mode& mode) { return mode.phases.size() > count; };
  if (headings.phases().front() > 1 || std::ranges::none_of(document.modes, is_longer)) return;
  if (headings.name_others()) return;
  for_each_key(input, [&](const KeyVisit& key) {
    if (key.entry.key != "phases") return;
    const Mode* mode = mode_around(document, key.entry, count);
    if (mode == nullptr) return;
    Diagnostic& found =
        findings.add(key.entry.key_range,
                     "mode " + quoted(mode->name) + " lists " + std::to_string(mode->phases.size()) +
                         " phases, and this file has " + (count == 1 ? "one" : std::to_string(count)));
    found.related.push_back(
        {place_in(input.path, document, document.phases.back().name_range), "the last phase of this file"});
  });
}

}  // namespace baton
