// See code_lenses.h.
#include "server/features/code_lenses.h"

#include "server/features/references.h"

namespace baton {

std::optional<TextRange> reference_lens(const FeatureInput& input) {
  if (input.kind != FileKind::agent) return std::nullopt;
  const TextItem name = own_name(input.document, input.kind);
  if (name.text.empty()) return std::nullopt;
  return name.range;
}

std::vector<Place> lens_references(const FeatureInput& input) {
  const auto name = reference_lens(input);
  return name ? references(input, name->begin, false) : std::vector<Place>();
}

std::string reference_words(std::size_t count) {
  return count == 0 ? "no references" : std::to_string(count) + (count == 1 ? " reference" : " references");
}

}  // namespace baton
