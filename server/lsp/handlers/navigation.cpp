// Where things are defined and used, and what they are (LSP 3.17, "Goto Declaration" to "Document Link").
#include <utility>

#include "server/base/path.h"
#include "server/features/definition.h"
#include "server/features/document_links.h"
#include "server/features/hover.h"
#include "server/features/references.h"
#include "server/features/run_hover.h"
#include "server/features/thing.h"
#include "server/lsp/handlers/features.h"
#include "server/lsp/runs.h"
#include "server/workspace/disk/documents.h"

namespace baton::lsp {
namespace {

Answer define(const FeatureContext& context, const protocol::Json& params, DefinitionOf what, bool links) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    const Definition found = baton::definition(place.view.input(), place.offset, what);
    protocol::Json list = protocol::Json::array();
    for (const Destination& destination : found.destinations) {
      const protocol::Location name = location_of(context, destination.name);
      if (links)
        list.push_back(
            to_json(protocol::LocationLink{range_of(context, place.view, found.origin), name.uri,
                                           location_of(context, destination.whole).range, name.range}));
      else
        list.push_back(to_json(name));
    }
    return list;
  });
}

protocol::Json locations(const FeatureContext& context, const std::vector<Place>& places) {
  protocol::Json list = protocol::Json::array();
  for (const Place& place : places) list.push_back(to_json(location_of(context, place)));
  return list;
}

}  // namespace

Answer definition(const FeatureContext& context, const protocol::Json& params) {
  return define(context, params, DefinitionOf::definition, context.client.navigation.definition_links);
}

Answer declaration(const FeatureContext& context, const protocol::Json& params) {
  return define(context, params, DefinitionOf::declaration, context.client.navigation.declaration_links);
}

Answer type_definition(const FeatureContext& context, const protocol::Json& params) {
  return define(context, params, DefinitionOf::type, context.client.navigation.type_definition_links);
}

Answer implementation(const FeatureContext& context, const protocol::Json& params) {
  return define(context, params, DefinitionOf::implementation,
                context.client.navigation.implementation_links);
}

Answer references(const FeatureContext& context, const protocol::Json& params) {
  const auto parsed = protocol::parse_references(params);
  if (!parsed.value) return refused(parsed);
  const auto place = place_at(context, parsed.value->at);
  if (!place) return protocol::Json(nullptr);
  const bool declaration = parsed.value->include_declaration;
  const FeatureInput input = place->view.input();
  const Thing thing = thing_at(input, target_at(input, place->offset));
  // Documents that nobody judges name no agents, but link to files and headings.
  if (thing.kind != Thing::Kind::file && thing.kind != Thing::Kind::anchor)
    return locations(context, baton::references(input, place->offset, declaration));
  return Later{[place = std::move(*place), file = thing.identity,
                declaration](const std::function<bool()>& unwanted) mutable -> Later::Finish {
    place.view.world = with_documents(place.view.world, {std::string(path::file_name(file))}, {}, unwanted);
    return [found = baton::references(place.view.input(), place.offset, declaration)](
               const FeatureContext& now) { return locations(now, found); };
  }};
}

Answer document_highlight(const FeatureContext& context, const protocol::Json& params) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    protocol::Json list = protocol::Json::array();
    for (const Highlight& found : highlights(place.view.input(), place.offset))
      list.push_back(
          to_json(protocol::DocumentHighlight{range_of(context, place.view, found.range), found.write}));
    return list;
  });
}

Answer hover(const FeatureContext& context, const protocol::Json& params) {
  return at_place(context, params, [&](const DocumentPlace& place) -> Answer {
    const bool markdown = context.client.navigation.markdown_hover;
    auto found = baton::hover(place.view.input(), place.offset, markdown);
    if (place.view.kind == FileKind::command)
      if (auto run = run_hover(place.view.input(), place.offset, context.runs.view(place.view), markdown)) {
        if (found) run->text = found->text + "\n\n" + run->text;
        found = std::move(run);
      }
    if (!found) return protocol::Json(nullptr);
    return protocol::hover_result(found->text, markdown, range_of(context, place.view, found->range));
  });
}

Answer document_links(const FeatureContext& context, const protocol::Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    protocol::Json list = protocol::Json::array();
    for (const DocumentLink& found : baton::document_links(view.input())) {
      protocol::DocumentLink link{
          range_of(context, view, found.range), context.publisher.uri_of(found.path), {}};
      // Editors jump to a line that is written so.
      if (found.line > 0) link.target += "#L" + std::to_string(found.line);
      if (context.client.navigation.link_tooltips) link.tooltip = found.tooltip;
      list.push_back(to_json(link));
    }
    return list;
  });
}

}  // namespace baton::lsp
