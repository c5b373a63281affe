// Rename and what an editor asks before it (LSP 3.17, "Rename", "Prepare Rename").
#include "server/features/rename.h"

#include <utility>

#include "server/base/path.h"
#include "server/features/thing.h"
#include "server/lsp/handlers/features.h"
#include "server/workspace/disk/documents.h"

namespace baton::lsp {
namespace {

Refusal refusal(const std::string& words) {
  return {protocol::ErrorCode::request_failed, words};
}

// Documents that nobody judges link to the file whose headings change, or to that of an agent.
std::vector<std::string> files_linked_to(const DocumentPlace& place) {
  std::vector<std::string> names{std::string(path::file_name(place.view.path))};
  const FeatureInput input = place.view.input();
  const Thing thing = thing_at(input, target_at(input, place.offset), true);
  if (thing.kind == Thing::Kind::agent) names.emplace_back(path::file_name(thing.identity));
  return names;
}

Answered answer_of(const FeatureContext& context, const Result<Rename>& found) {
  if (!found) return refusal(found.error());
  protocol::WorkspaceEdit edit;
  add_edits(context, found->edits, edit);
  add_renames(context, found->renames, edit);
  return to_json(edit, context.client.navigation.document_changes);
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
  auto place = place_at(context, parsed.value->at);
  if (!place) return protocol::Json(nullptr);
  const protocol::NavigationCapabilities& client = context.client.navigation;
  const bool files = client.document_changes && client.file_renames;
  return Later{[place = std::move(*place), name = parsed.value->new_name,
                files](const std::function<bool()>& unwanted) mutable -> Later::Finish {
    place.view.world = with_documents(place.view.world, files_linked_to(place), {}, unwanted);
    return [found = baton::rename(place.view.input(), place.offset, name, files)](const FeatureContext& now) {
      return answer_of(now, found);
    };
  }};
}

}  // namespace baton::lsp
