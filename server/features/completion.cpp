// Which part has something to offer: the first whose place it is.
#include "server/features/completion.h"

#include <algorithm>

#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

std::optional<Completions> find(const FeatureInput& input, std::uint32_t offset, bool snippets) {
  if (input.kind == FileKind::document || is_plain(input.kind)) return std::nullopt;
  if (auto out = complete_front_matter(input, offset, snippets)) return out;
  if (input.document.front_matter.present && offset < input.document.front_matter.range.end)
    return std::nullopt;
  if (input.kind != FileKind::command) return complete_link(input, offset);
  for (const auto part : {&complete_fields, &complete_placeholder, &complete_link, &complete_condition,
                          &complete_mention, &complete_table})
    if (auto out = (*part)(input, offset)) return out;
  return snippets ? complete_snippet(input, offset) : std::nullopt;
}

}  // namespace

Completions completions(const FeatureInput& input, std::uint32_t offset, bool snippets) {
  offset = std::min(offset, offset32(input.document.text.size()));
  Completions out = find(input, offset, snippets).value_or(Completions{});
  if (out.items.empty()) out.replace = {offset, offset};
  std::ranges::stable_partition(out.items, [](const CompletionItem& item) { return !item.last; });
  for (CompletionItem& item : out.items) {
    if (item.insert.empty()) item.insert = item.label;
    if (item.filter.empty()) item.filter = item.label;
  }
  return out;
}

}  // namespace baton
