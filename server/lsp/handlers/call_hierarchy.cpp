// The data flow as a call hierarchy (LSP 3.17, "Call Hierarchy").
#include "server/features/call_hierarchy.h"

#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

protocol::CallHierarchyItem item_in_protocol(const FeatureContext& context, const DocumentView& view,
                                             const TaskItem& item) {
  return {item.name,
          item.detail,
          protocol::SymbolKind::function,
          context.publisher.uri_of(view.path),
          range_of(context, view, item.range),
          range_of(context, view, item.name_range)};
}

Answer calls(const FeatureContext& context, const protocol::Json& params, bool incoming) {
  const auto parsed = protocol::parse_call_hierarchy_item(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, *parsed.value);
  if (!place) return protocol::Json(nullptr);
  const FeatureInput input = place->view.input();
  protocol::Json list = protocol::Json::array();
  for (const TaskCall& call : incoming ? readers_of(input, place->offset) : read_by(input, place->offset)) {
    std::vector<protocol::Range> ranges;
    for (const TextRange range : call.places) ranges.push_back(range_of(context, place->view, range));
    list.push_back(protocol::call_json(incoming ? "from" : "to",
                                       item_in_protocol(context, place->view, call.task), ranges));
  }
  return list;
}

}  // namespace

Answer prepare_call_hierarchy(const FeatureContext& context, const protocol::Json& params) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    const auto item = call_hierarchy_item(place.view.input(), place.offset);
    if (!item) return protocol::Json(nullptr);
    protocol::Json list = protocol::Json::array();
    list.push_back(to_json(item_in_protocol(context, place.view, *item)));
    return list;
  });
}

Answer incoming_calls(const FeatureContext& context, const protocol::Json& params) {
  return calls(context, params, true);
}

Answer outgoing_calls(const FeatureContext& context, const protocol::Json& params) {
  return calls(context, params, false);
}

}  // namespace baton::lsp
