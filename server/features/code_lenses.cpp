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

std::string reference_count(const FeatureInput& input) {
  const auto name = reference_lens(input);
  const std::size_t count = name ? references(input, name->begin, false).size() : 0;
  return count == 0 ? "no references" : std::to_string(count) + (count == 1 ? " reference" : " references");
}

}  // namespace baton
