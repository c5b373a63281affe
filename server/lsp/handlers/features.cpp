// The list of all features, and what their handlers share.
#include "server/lsp/handlers/features.h"

#include <utility>

#include "server/lsp/session.h"

namespace baton::lsp {

std::span<const FeatureHandler> feature_handlers() {
  static constexpr FeatureHandler handlers[] = {
      {"textDocument/documentSymbol", &document_symbols},
  };
  return handlers;
}

protocol::Json feature_capabilities(const protocol::ClientCapabilities&) {
  return protocol::Json{{"documentSymbolProvider", true}};
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
