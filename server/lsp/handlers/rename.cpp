// Rename and what an editor asks before it (LSP 3.17, "Rename", "Prepare Rename").
#include "server/features/rename.h"

#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

Refusal refusal(const std::string& words) {
  return {protocol::ErrorCode::request_failed, words};
}

}  // namespace

Answer prepare_rename(const FeatureContext& context, const protocol::Json& params) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    const auto found = baton::prepare_rename(place.view.input(), place.offset);
    if (!found) return refusal(found.error());
    return protocol::Json{{"range", to_json(range_of(context, place.view, found->range))},
                          {"placeholder", found->name}};
  });
}

Answer rename(const FeatureContext& context, const protocol::Json& params) {
  const auto parsed = protocol::parse_rename(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, parsed.value->at);
  if (!place) return protocol::Json(nullptr);
  const protocol::NavigationCapabilities& client = context.client.navigation;
  const bool files = client.document_changes && client.file_renames;
  const auto found = baton::rename(place->view.input(), place->offset, parsed.value->new_name, files);
  if (!found) return refusal(found.error());
  protocol::WorkspaceEdit edit;
  add_edits(context, found->edits, edit);
  add_renames(context, found->renames, edit);
  return to_json(edit, client.document_changes);
}

}  // namespace baton::lsp
