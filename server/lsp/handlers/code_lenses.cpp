// Lenses (LSP 3.17, "Code Lens Request", "Code Lens Resolve Request"): references are listed by place and
// counted when shown; of runs is told what is in memory.
#include "server/features/code_lenses.h"

#include "server/lsp/handlers/features.h"
#include "server/lsp/runs.h"

namespace baton::lsp {

using protocol::Json;

Answer code_lenses(const FeatureContext& context, const Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    const std::string uri = context.publisher.uri_of(view.path);
    Json list = Json::array();
    const auto place = reference_lens(view.input());
    if (place && context.client.actions.shows_references)
      list.push_back(Json{{"range", to_json(range_of(context, view, *place))}, {"data", {{"uri", uri}}}});
    if (view.kind == FileKind::command)
      for (const RunLens& lens :
           run_lenses(view.input(), context.runs.view(view), context.client.window.shows_graphs))
        list.push_back(Json{{"range", to_json(range_of(context, view, lens.range))},
                            {"command", to_json(lens.offer, uri)}});
    return list;
  });
}

// A lens that runs something has its command from the begin.
Answer resolve_code_lens(const FeatureContext& context, const Json& params) {
  return completed(params, protocol::parse_lens_uri, [&](const std::string& uri) -> Answer {
    Json out = params;
    const auto view = context.analysis.look_at(uri);
    const auto place = view ? reference_lens(view->input()) : std::nullopt;
    if (!place) {
      // It was left behind by an edit, and does nothing.
      out["command"] = Json{{"title", ""}, {"command", ""}};
      return out;
    }
    std::vector<protocol::Location> found;
    for (const Place& reference : lens_references(view->input()))
      found.push_back(location_of(context, reference));
    out["command"] = protocol::show_references_json(reference_words(found.size()),
                                                    {uri, range_of(context, *view, *place)}, found);
    return out;
  });
}

}  // namespace baton::lsp
