// duplicate-phase: two phases of one number. Which of them "{phase1.x.output}" reads, and which runs first,
// nobody can say; where the file has neither tasks nor placeholders, nobody asks.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/misnumbered_phases.h"
#include "server/checks/words.h"

namespace baton {
namespace {

bool reads_phases(const Document& document) {
  return std::ranges::any_of(document.placeholders, [](const Placeholder& placeholder) {
    return placeholder.kind == Placeholder::Kind::agent_output ||
           placeholder.kind == Placeholder::Kind::phase_output;
  });
}

std::string title_words(const Phase& phase) {
  return phase.title.text.empty() ? std::string() : ' ' + quoted(phase.title.text);
}

}  // namespace

void check_duplicate_phase(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.tasks.empty() && !reads_phases(document)) return;
  unsigned long long highest = 0;
  for (const Phase& phase : document.phases) highest = std::max(highest, phase.number);
  std::map<const Phase*, unsigned long long> meant;
  for (const Misnumbered& one : misnumbered_phases(document)) meant.emplace(one.phase, one.meant);
  std::map<unsigned long long, const Phase*> first;
  for (const Phase& phase : document.phases) {
    const auto [other, is_new] = first.try_emplace(phase.number, &phase);
    if (is_new) continue;
    const std::string number = std::to_string(phase.number);
    // Told once: what the first one is to be is said of the first that has its number too.
    auto wrong = meant.extract(&phase);
    if (wrong.empty()) wrong = meant.extract(other->second);
    const std::string free = std::to_string(wrong.empty() ? highest + 1 : wrong.mapped());
    const bool first_is_wrong = !wrong.empty() && wrong.key() != &phase;
    const Phase& here = first_is_wrong ? *other->second : phase;
    const Phase& there = first_is_wrong ? phase : *other->second;
    const std::string line = std::to_string(document.lines.line_of(there.name_range.begin) + 1);
    const std::string where = first_is_wrong ? " is on line " + line + " too" : " is already on line " + line;
    Diagnostic& found = findings.add(here.name_range, "phase " + number + title_words(there) + where +
                                                          "; the next free number is " + free);
    found.related.push_back({place_in(input.path, document, there.name_range),
                             first_is_wrong ? "the other phase " + number : "the first phase " + number});
    if (wrong.empty()) continue;
    const Phase& renumbered = *wrong.key();
    found.fixes.push_back({"Make phase " + number + title_words(renumbered) + " phase " + free,
                           false,
                           {{input.path, {renumbered.number_range, free}}}});
  }
}

}  // namespace baton
