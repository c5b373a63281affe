// Formatting (LSP 3.17, "Document Formatting Request", "… Range …", "… on Type …").
#include "server/features/formatting.h"

#include "server/checks/safe_fixes.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/judge.h"

namespace baton::lsp {
namespace {

using protocol::Json;

Json edits_json(const FeatureContext& context, const DocumentView& view, const std::vector<TextEdit>& edits) {
  std::vector<protocol::TextEdit> out;
  for (const TextEdit& edit : edits)
    if (const auto fit = fitted(*view.document, edit))
      out.push_back({range_of(context, view, fit->range), fit->new_text});
  return protocol::text_edits_json(out);
}

}  // namespace

Answer format_document(const FeatureContext& context, const Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    if (is_excluded(*view.world, view.path)) return Json(nullptr);
    return edits_json(context, view, formatting(view.input()));
  });
}

Answer format_range(const FeatureContext& context, const Json& params) {
  return in_range(context, params, [&](const DocumentView& view, TextRange range) -> Answer {
    if (is_excluded(*view.world, view.path)) return Json(nullptr);
    return edits_json(context, view, formatting(view.input(), range));
  });
}

Answer format_on_type(const FeatureContext& context, const Json& params) {
  const auto parsed = protocol::parse_on_type(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, parsed.value->at);
  if (!place || parsed.value->typed != "\n" || is_excluded(*place->view.world, place->view.path))
    return Json(nullptr);
  return edits_json(context, place->view, formatting_on_type(place->view.input(), place->offset));
}

}  // namespace baton::lsp
