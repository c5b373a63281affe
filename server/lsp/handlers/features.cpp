// The list of all features, and what their handlers share.
#include "server/lsp/handlers/features.h"

#include <utility>

#include "server/lsp/session.h"

namespace baton::lsp {

std::span<const FeatureHandler> feature_handlers() {
  static constexpr FeatureHandler handlers[] = {
      {"textDocument/definition", &definition},
      {"textDocument/declaration", &declaration},
      {"textDocument/typeDefinition", &type_definition},
      {"textDocument/implementation", &implementation},
      {"textDocument/references", &references},
      {"textDocument/documentHighlight", &document_highlight},
      {"textDocument/hover", &hover},
      {"textDocument/documentLink", &document_links},
      {"textDocument/documentSymbol", &document_symbols},
      {"workspace/symbol", &workspace_symbols},
      {"textDocument/prepareRename", &prepare_rename},
      {"textDocument/rename", &rename},
      {"textDocument/prepareCallHierarchy", &prepare_call_hierarchy},
      {"callHierarchy/incomingCalls", &incoming_calls},
      {"callHierarchy/outgoingCalls", &outgoing_calls},
  };
  return handlers;
}

protocol::Json feature_capabilities(const protocol::ClientCapabilities& client) {
  protocol::Json out = protocol::Json::object();
  for (const char* feature :
       {"definitionProvider", "declarationProvider", "typeDefinitionProvider", "implementationProvider",
        "referencesProvider", "documentHighlightProvider", "hoverProvider", "documentSymbolProvider",
        "workspaceSymbolProvider", "callHierarchyProvider", "renameProvider"})
    out[feature] = true;
  out["documentLinkProvider"] = protocol::Json::object();
  // A client that did not ask for it may take no more than a yes.
  if (client.navigation.prepare_rename) out["renameProvider"] = protocol::Json{{"prepareProvider", true}};
  return out;
}

void Session::answer_feature(const FeatureHandler& handler, const protocol::Json& params,
                             protocol::Reply reply) {
  Answer answer = handler.answer({analysis_, publisher_, client_, encoding_}, params);
  if (const auto* refusal = std::get_if<Refusal>(&answer))
    return std::move(reply).error(refusal->code, refusal->words);
  std::move(reply).result(std::get<protocol::Json>(std::move(answer)));
}

std::optional<DocumentPlace> place_at(const FeatureContext& context, const protocol::DocumentPosition& at) {
  auto view = context.analysis.look_at(at.uri);
  if (!view) return std::nullopt;
  const Document& document = *view->document;
  const std::uint32_t offset =
      document.lines.offset(document.text, {at.position.line, at.position.character}, context.encoding);
  return DocumentPlace{std::move(*view), offset};
}

protocol::Range range_of(const FeatureContext& context, const DocumentView& view, TextRange range) {
  return range_in(*view.document, range, context.encoding, false);
}

protocol::Location location_of(const FeatureContext& context, const Place& place) {
  return {context.publisher.uri_of(place.path), to_protocol(positions_of(place, context.encoding))};
}

}  // namespace baton::lsp
