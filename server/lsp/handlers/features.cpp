// The list of all features, and what their handlers share.
#include "server/lsp/handlers/features.h"

#include <algorithm>
#include <utility>

#include "server/lsp/session.h"
#include "server/lsp/shown_texts.h"

namespace baton::lsp {
namespace {

// What helps while one writes.
void add_writing(const protocol::ClientCapabilities& client, protocol::Json& out) {
  for (const char* feature :
       {"foldingRangeProvider", "selectionRangeProvider", "linkedEditingRangeProvider", "colorProvider",
        "inlayHintProvider", "documentFormattingProvider", "documentRangeFormattingProvider"})
    out[feature] = true;
  out["documentOnTypeFormattingProvider"] = protocol::Json{{"firstTriggerCharacter", "\n"}};
  out["codeLensProvider"] = protocol::Json{{"resolveProvider", true}};
  out["semanticTokensProvider"] = semantic_tokens_options(client);
  out["completionProvider"] = protocol::Json{
      {"triggerCharacters", {"{", "<", ".", "/", "#", ":", "[", "(", "\"", "$"}}, {"resolveProvider", true}};
  out["codeActionProvider"] = true;
  if (client.actions.literals)
    out["codeActionProvider"] = protocol::Json{
        {"codeActionKinds",
         {"quickfix", "refactor.rewrite", "refactor.extract", "source.fixAll.baton", "baton.run"}},
        {"resolveProvider", client.actions.lazy_edits}};
}

}  // namespace

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
      {"textDocument/prepareRename", &prepare_rename, true},
      {"textDocument/rename", &rename, true},
      {"textDocument/prepareCallHierarchy", &prepare_call_hierarchy},
      {"callHierarchy/incomingCalls", &incoming_calls},
      {"callHierarchy/outgoingCalls", &outgoing_calls},
      {"textDocument/codeAction", &code_actions},
      {"codeAction/resolve", &resolve_code_action},
      {"textDocument/codeLens", &code_lenses},
      {"codeLens/resolve", &resolve_code_lens},
      {"textDocument/completion", &completion},
      {"completionItem/resolve", &resolve_completion},
      {"textDocument/foldingRange", &folding_ranges},
      {"textDocument/selectionRange", &selection_ranges},
      {"textDocument/linkedEditingRange", &linked_editing},
      {"textDocument/documentColor", &document_colors},
      {"textDocument/colorPresentation", &color_presentations},
      {"textDocument/inlayHint", &inlay_hints},
      {"textDocument/semanticTokens/full", &semantic_tokens_full},
      {"textDocument/semanticTokens/full/delta", &semantic_tokens_delta},
      {"textDocument/semanticTokens/range", &semantic_tokens_range},
      {"textDocument/formatting", &format_document},
      {"textDocument/rangeFormatting", &format_range},
      {"textDocument/onTypeFormatting", &format_on_type},
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
  out["executeCommandProvider"] = protocol::Json{{"commands", command_names(client)}};
  // A client that did not ask for it may take no more than a yes.
  if (client.navigation.prepare_rename) out["renameProvider"] = protocol::Json{{"prepareProvider", true}};
  if (client.window.asks_for_content)
    out["workspace"] = protocol::Json{{"textDocumentContent", {{"schemes", {ShownTexts::scheme}}}}};
  add_writing(client, out);
  if (protocol::Json files = protocol::file_operations_options(client.files); !files.is_null())
    out["workspace"]["fileOperations"] = std::move(files);
  return out;
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

TextRange bytes_of(const FeatureContext& context, const DocumentView& view, const protocol::Range& range) {
  const Document& document = *view.document;
  const PositionRange at = to_core(range);
  const std::uint32_t begin = document.lines.offset(document.text, at.start, context.encoding);
  return {begin, std::max(begin, document.lines.offset(document.text, at.end, context.encoding))};
}

protocol::Location location_of(const FeatureContext& context, const Place& place) {
  return {context.publisher.uri_of(place.path), to_protocol(positions_of(place, context.encoding))};
}

void add_edits(const FeatureContext& context, const std::vector<PlacedEdit>& edits,
               protocol::WorkspaceEdit& out) {
  const std::string* path = nullptr;
  for (const PlacedEdit& edit : edits) {
    const protocol::Location at = location_of(context, edit.place);
    if (path == nullptr || *path != edit.place.path)
      out.documents.push_back({at.uri, context.analysis.version_of(edit.place.path), {}});
    path = &edit.place.path;
    out.documents.back().edits.push_back({at.range, edit.new_text});
  }
}

void add_renames(const FeatureContext& context, const std::vector<FileRename>& renames,
                 protocol::WorkspaceEdit& out) {
  for (const FileRename& file : renames)
    out.renames.push_back({context.publisher.uri_of(file.from), context.publisher.uri_of(file.to)});
}

}  // namespace baton::lsp
