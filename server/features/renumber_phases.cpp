// Phases in the order of the file, numbered without gaps from the first one's number on; placeholders and
// links to their headings follow.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "server/features/refactorings.h"
#include "server/features/thing.h"
#include "server/syntax/slug.h"

namespace baton {
namespace {

using Numbers = std::map<unsigned long long, unsigned long long>;

std::string why_not(const Document& document, const Numbers& numbers) {
  if (numbers.size() != document.phases.size())
    return "two phases have one number, so placeholders would not be clear";
  for (const PlaceholderNearMiss& miss : document.near_misses)
    if (miss.text.find("hase") != std::string::npos)
      return "a placeholder is misspelt and would stay behind: " + miss.text;
  for (const Placeholder& placeholder : document.placeholders)
    if (!placeholder.phase_range.empty() && !numbers.contains(placeholder.phase))
      return "a placeholder reads phase " + std::to_string(placeholder.phase) + ", which does not exist";
  return {};
}

// The anchors of all headings as they are afterwards.
void follow_anchors(const FeatureInput& input, const Numbers& numbers, CodeAction& action) {
  const Document& document = input.document;
  std::map<Index, const Phase*> by_heading;
  for (const Phase& phase : document.phases) by_heading[phase.heading] = &phase;
  Slugger slugs;
  std::unordered_map<std::string, std::string> changed;
  for (Index i = 0; i < document.body.headings.size(); ++i) {
    const Heading& heading = document.body.headings[i];
    std::string text = heading.text;
    if (const auto phase = by_heading.find(i); phase != by_heading.end()) {
      const std::string before(document.slice(phase->second->number_range));
      const std::size_t at = text.find(before);
      if (at != std::string::npos)
        text.replace(at, before.size(), std::to_string(numbers.at(phase->second->number)));
    }
    std::string slug = slugs.next(text);
    if (slug != document.heading_slugs[i]) changed[document.heading_slugs[i]] = std::move(slug);
  }
  for (const std::string& anchor : document.body.anchors) changed.erase(anchor);  // stays
  if (changed.empty()) return;
  const Thing all{Thing::Kind::anchor, input.path, {}, 0, 0};
  for (Occurrence& found : occurrences(input, all, Scope::workspace)) {
    const auto slug = changed.find(found.text);
    if (slug == changed.end()) continue;
    if (found.place.path == input.path)
      action.edits.push_back({input.path, {found.place.range, slug->second}});
    else
      action.elsewhere.push_back({std::move(found.place), slug->second});
  }
}

}  // namespace

void renumber_phases(const FeatureInput& input, TextRange range, std::vector<CodeAction>& out) {
  const Document& document = input.document;
  if (document.phases.size() < 2) return;
  const bool on_heading = std::ranges::any_of(document.phases, [&](const Phase& phase) {
    return document.body.headings[phase.heading].range.touches(range.begin);
  });
  if (!on_heading) return;
  Numbers numbers;
  bool any = false;
  unsigned long long next = document.phases.front().number;
  for (const Phase& phase : document.phases) {
    any = any || phase.number != next;
    numbers[phase.number] = next++;
  }
  if (!any) return;
  CodeAction action{"Renumber the phases in the order of the file", CodeAction::Kind::rewrite};
  action.disabled = why_not(document, numbers);
  if (action.disabled.empty()) {
    for (const Phase& phase : document.phases)
      if (numbers[phase.number] != phase.number)
        action.edits.push_back({input.path, {phase.number_range, std::to_string(numbers[phase.number])}});
    for (const Placeholder& placeholder : document.placeholders)
      if (!placeholder.phase_range.empty() && numbers[placeholder.phase] != placeholder.phase)
        action.edits.push_back(
            {input.path, {placeholder.phase_range, "phase" + std::to_string(numbers[placeholder.phase])}});
    follow_anchors(input, numbers, action);
  }
  out.push_back(std::move(action));
}

}  // namespace baton
