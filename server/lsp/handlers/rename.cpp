// Rename and what an editor asks before it (LSP 3.17, "Rename", "Prepare Rename").
#include "server/features/rename.h"

#include <utility>

#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

Refusal refusal(const std::string& words) {
  return {protocol::ErrorCode::request_failed, words};
}

protocol::WorkspaceEdit edit_in_protocol(const FeatureContext& context, const Rename& rename) {
  protocol::WorkspaceEdit out;
  const std::string* path = nullptr;
  for (const PlacedEdit& edit : rename.edits) {
    const protocol::Location at = location_of(context, edit.place);
    if (path == nullptr || *path != edit.place.path)
      out.documents.push_back({at.uri, context.analysis.version_of(edit.place.path), {}});
    path = &edit.place.path;
    out.documents.back().edits.push_back({at.range, edit.new_text});
  }
  for (const FileRename& file : rename.renames)
    out.renames.push_back({context.publisher.uri_of(file.from), context.publisher.uri_of(file.to)});
  return out;
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
  return to_json(edit_in_protocol(context, *found), client.document_changes);
}

}  // namespace baton::lsp
