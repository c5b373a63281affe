// One search serves both.
#include "server/features/references.h"

#include <utility>

#include "server/features/thing.h"

namespace baton {

std::vector<Place> references(const FeatureInput& input, std::uint32_t offset, bool include_declaration) {
  std::vector<Place> out;
  const Thing thing = thing_at(input, target_at(input, offset));
  for (Occurrence& found : occurrences(input, thing, Scope::workspace))
    if (include_declaration || !found.declaration) out.push_back(std::move(found.place));
  return out;
}

std::vector<Highlight> highlights(const FeatureInput& input, std::uint32_t offset) {
  std::vector<Highlight> out;
  const Thing thing = thing_at(input, target_at(input, offset));
  for (const Occurrence& found : occurrences(input, thing, Scope::document))
    if (found.place.path == input.path) out.push_back({found.place.range, found.declaration});
  return out;
}

}  // namespace baton
