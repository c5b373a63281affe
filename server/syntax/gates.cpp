// Both "**Gate:**" and "**Gate**:" are met; what follows is the gate's text as written.
#include "server/syntax/gates.h"

#include <array>

#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::array<std::string_view, 4> openings = {"**gate:**", "**gate**:", "__gate:__", "__gate__:"};

}  // namespace

void read_gates(Document& document) {
  if (document.phases.empty()) return;
  Index phase = 0;
  for (const TextRange paragraph : document.body.paragraphs) {
    const TextRange range = trimmed(document.text, paragraph);
    const std::string_view text = document.slice(range);
    for (const std::string_view opening : openings) {
      if (!starts_with_lower(text, opening)) continue;
      while (phase < document.phases.size() && document.phases[phase].range.end <= range.begin) ++phase;
      if (phase == document.phases.size()) return;
      if (!document.phases[phase].range.contains(range.begin)) continue;
      const TextRange behind = trimmed(document.text, {range.begin + offset32(opening.size()), range.end});
      document.gates.push_back({range, {std::string(document.slice(behind)), behind}, phase});
    }
  }
}

}  // namespace baton
