// Phases in the order of the file, numbered without gaps from the first one's number on; placeholders and
// links to their headings follow.
#include <algorithm>
#include <map>
#include <utility>

#include "server/features/refactorings.h"
#include "server/features/rename_parts.h"

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

std::vector<TextEdit> edits_of(const Document& document, const Numbers& numbers) {
  std::vector<TextEdit> edits;
  for (const Phase& phase : document.phases)
    if (const auto number = numbers.at(phase.number); number != phase.number)
      edits.push_back({phase.number_range, std::to_string(number)});
  for (const Placeholder& placeholder : document.placeholders) {
    if (placeholder.phase_range.empty()) continue;
    if (const auto number = numbers.at(placeholder.phase); number != placeholder.phase)
      edits.push_back({placeholder.phase_range, "phase" + std::to_string(number)});
  }
  return edits;
}

// In this file, and of links to its headings elsewhere.
void take_edits(const FeatureInput& input, Rename renamed, CodeAction& action) {
  for (PlacedEdit& edit : renamed.edits) {
    if (edit.place.path == input.path)
      action.edits.push_back({input.path, {edit.place.range, std::move(edit.new_text)}});
    else
      action.elsewhere.push_back(std::move(edit));
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
    auto renamed = with_anchors(input, edits_of(document, numbers));
    if (renamed)
      take_edits(input, std::move(*renamed), action);
    else
      action.disabled = renamed.error();
  }
  out.push_back(std::move(action));
}

}  // namespace baton
