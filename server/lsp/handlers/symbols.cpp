// The symbols of a document and of the workspace (LSP 3.17, "Document Symbols", "Workspace Symbols").
#include "server/features/document_symbols.h"
#include "server/features/workspace_symbols.h"
#include "server/lsp/handlers/features.h"

namespace baton::lsp {
namespace {

// `all`: the client knows more kinds than the first version of the protocol had.
protocol::SymbolKind kind_in_protocol(Symbol::Kind kind, bool all) {
  switch (kind) {
    case Symbol::Kind::mode:
      return all ? protocol::SymbolKind::enum_member : protocol::SymbolKind::constant;
    case Symbol::Kind::phase:
      return protocol::SymbolKind::module;
    case Symbol::Kind::task:
      return protocol::SymbolKind::function;
    case Symbol::Kind::placeholder:
      return protocol::SymbolKind::variable;
    case Symbol::Kind::agent:
      return protocol::SymbolKind::class_;
    case Symbol::Kind::skill:
      return protocol::SymbolKind::property;
    case Symbol::Kind::command:
      return all ? protocol::SymbolKind::event : protocol::SymbolKind::function;
  }
  return protocol::SymbolKind::file;
}

protocol::DocumentSymbol symbol_in_protocol(const FeatureContext& context, const DocumentView& view,
                                            const Symbol& symbol) {
  protocol::DocumentSymbol out{symbol.name,
                               symbol.detail,
                               kind_in_protocol(symbol.kind, context.client.navigation.document_symbol_kinds),
                               range_of(context, view, symbol.range),
                               range_of(context, view, symbol.name_range),
                               {}};
  for (const Symbol& child : symbol.children)
    out.children.push_back(symbol_in_protocol(context, view, child));
  return out;
}

}  // namespace

Answer document_symbols(const FeatureContext& context, const protocol::Json& params) {
  return in_document(context, params, [&](const DocumentView& view) -> Answer {
    const std::string uri = context.publisher.uri_of(view.path);
    protocol::Json list = protocol::Json::array();
    for (const Symbol& symbol : baton::document_symbols(view.input())) {
      const protocol::DocumentSymbol item = symbol_in_protocol(context, view, symbol);
      if (context.client.navigation.symbol_hierarchy)
        list.push_back(to_json(item));
      else
        append_flat(item, uri, {}, list);
    }
    return list;
  });
}

Answer workspace_symbols(const FeatureContext& context, const protocol::Json& params) {
  const auto parsed = protocol::parse_workspace_symbol(params);
  if (!parsed.value) return refused(parsed);
  protocol::Json list = protocol::Json::array();
  for (const WorkspaceSymbol& found :
       baton::workspace_symbols(*context.analysis.world(), parsed.value->query))
    list.push_back(to_json(protocol::WorkspaceSymbol{
        found.name, found.container,
        kind_in_protocol(found.kind, context.client.navigation.workspace_symbol_kinds),
        location_of(context, found.place)}));
  return list;
}

}  // namespace baton::lsp
