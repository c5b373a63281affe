// Places and symbols as JSON.
#include "protocol/types/navigation.h"

#include <utility>

#include "protocol/capability.h"

namespace baton::protocol {
namespace {

Json versioned_json(const DocumentEdits& document) {
  Json version = nullptr;
  if (document.version) version = *document.version;
  return Json{{"textDocument", {{"uri", document.uri}, {"version", version}}},
              {"edits", text_edits_json(document.edits)}};
}

}  // namespace

NavigationCapabilities read_navigation(const Json& client) {
  NavigationCapabilities out;
  const auto links = [&](const char* feature) {
    return is_true(client, {"textDocument", feature, "linkSupport"});
  };
  out.definition_links = links("definition");
  out.declaration_links = links("declaration");
  out.type_definition_links = links("typeDefinition");
  out.implementation_links = links("implementation");
  out.symbol_hierarchy =
      is_true(client, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  const auto kinds = [&](std::initializer_list<const char*> path) {
    return lists(client, path, SymbolKind::enum_member) && lists(client, path, SymbolKind::event);
  };
  out.document_symbol_kinds = kinds({"textDocument", "documentSymbol", "symbolKind", "valueSet"});
  out.workspace_symbol_kinds = kinds({"workspace", "symbol", "symbolKind", "valueSet"});
  out.markdown_hover = lists(client, {"textDocument", "hover", "contentFormat"}, "markdown");
  out.prepare_rename = is_true(client, {"textDocument", "rename", "prepareSupport"});
  out.link_tooltips = is_true(client, {"textDocument", "documentLink", "tooltipSupport"});
  out.document_changes = is_true(client, {"workspace", "workspaceEdit", "documentChanges"});
  out.file_renames = lists(client, {"workspace", "workspaceEdit", "resourceOperations"}, "rename");
  return out;
}

DocumentPosition read_document_position(const Fields& fields) {
  return {read_document_uri(fields), read_position(fields.at("position"))};
}

Parsed<DocumentPosition> parse_document_position(const Json& params) {
  return parse_fields<DocumentPosition>(params, read_document_position);
}

Parsed<std::string> parse_document_uri(const Json& params) {
  return parse_fields<std::string>(params, read_document_uri);
}

Parsed<ReferenceParams> parse_references(const Json& params) {
  return parse_fields<ReferenceParams>(params, [](const Fields& fields) {
    ReferenceParams out{read_document_position(fields), false};
    if (const auto context = fields.find("context"))
      out.include_declaration = context->at("includeDeclaration").boolean();
    return out;
  });
}

Parsed<RenameParams> parse_rename(const Json& params) {
  return parse_fields<RenameParams>(params, [](const Fields& fields) {
    return RenameParams{read_document_position(fields), fields.at("newName").text()};
  });
}

Parsed<WorkspaceSymbolParams> parse_workspace_symbol(const Json& params) {
  return parse_fields<WorkspaceSymbolParams>(
      params, [](const Fields& fields) { return WorkspaceSymbolParams{fields.at("query").text()}; });
}

Json to_json(const LocationLink& link) {
  return Json{{"originSelectionRange", to_json(link.origin)},
              {"targetUri", link.uri},
              {"targetRange", to_json(link.target)},
              {"targetSelectionRange", to_json(link.selection)}};
}

Json to_json(const DocumentSymbol& symbol) {
  Json out = {{"name", symbol.name},
              {"kind", static_cast<int>(symbol.kind)},
              {"range", to_json(symbol.range)},
              {"selectionRange", to_json(symbol.selection)}};
  if (!symbol.detail.empty()) out["detail"] = symbol.detail;
  if (symbol.children.empty()) return out;
  Json& children = out["children"] = Json::array();
  for (const DocumentSymbol& child : symbol.children) children.push_back(to_json(child));
  return out;
}

void append_flat(const DocumentSymbol& symbol, const std::string& uri, const std::string& container,
                 Json& list) {
  Json out = {{"name", symbol.name},
              {"kind", static_cast<int>(symbol.kind)},
              {"location", to_json(Location{uri, symbol.range})}};
  if (!container.empty()) out["containerName"] = container;
  list.push_back(std::move(out));
  for (const DocumentSymbol& child : symbol.children) append_flat(child, uri, symbol.name, list);
}

Json to_json(const WorkspaceSymbol& symbol) {
  Json out = {
      {"name", symbol.name}, {"kind", static_cast<int>(symbol.kind)}, {"location", to_json(symbol.location)}};
  if (!symbol.container.empty()) out["containerName"] = symbol.container;
  return out;
}

Json to_json(const DocumentHighlight& highlight) {
  return Json{{"range", to_json(highlight.range)},
              {"kind", highlight.write ? 3 : 2}};  // DocumentHighlightKind
}

Json to_json(const DocumentLink& link) {
  Json out = {{"range", to_json(link.range)}, {"target", link.target}};
  if (!link.tooltip.empty()) out["tooltip"] = link.tooltip;
  return out;
}

Json hover_result(std::string_view text, bool markdown, const Range& range) {
  return Json{{"contents", {{"kind", markdown ? "markdown" : "plaintext"}, {"value", text}}},
              {"range", to_json(range)}};
}

Json to_json(const CallHierarchyItem& item) {
  Json out = {{"name", item.name},
              {"kind", static_cast<int>(item.kind)},
              {"uri", item.uri},
              {"range", to_json(item.range)},
              {"selectionRange", to_json(item.selection)}};
  if (!item.detail.empty()) out["detail"] = item.detail;
  return out;
}

Parsed<DocumentPosition> parse_call_hierarchy_item(const Json& params) {
  return parse_fields<DocumentPosition>(params, [](const Fields& fields) {
    const Fields item = fields.at("item");
    return DocumentPosition{item.at("uri").text(), read_range(item.at("selectionRange")).start};
  });
}

Json call_json(const char* end, const CallHierarchyItem& item, const std::vector<Range>& ranges) {
  Json list = Json::array();
  for (const Range& range : ranges) list.push_back(to_json(range));
  return Json{{end, to_json(item)}, {"fromRanges", list}};
}

Json text_edits_json(const std::vector<TextEdit>& edits) {
  Json list = Json::array();
  for (const TextEdit& edit : edits)
    list.push_back(Json{{"range", to_json(edit.range)}, {"newText", edit.new_text}});
  return list;
}

Json to_json(const WorkspaceEdit& edit, bool versioned) {
  if (!versioned) {
    Json changes = Json::object();
    for (const DocumentEdits& document : edit.documents)
      changes[document.uri] = text_edits_json(document.edits);
    return Json{{"changes", changes}};
  }
  Json list = Json::array();
  for (const NewFile& file : edit.files) {
    list.push_back(Json{{"kind", "create"}, {"uri", file.uri}});
    list.push_back(versioned_json({file.uri, std::nullopt, {{Range(), file.text}}}));
  }
  for (const DocumentEdits& document : edit.documents) list.push_back(versioned_json(document));
  for (const RenamedFile& file : edit.renames)
    list.push_back(Json{{"kind", "rename"}, {"oldUri", file.from}, {"newUri", file.to}});
  return Json{{"documentChanges", list}};
}

Json apply_edit_params(std::string_view label, Json edit) {
  return Json{{"label", label}, {"edit", std::move(edit)}};
}

std::string apply_edit_failure(const std::variant<Json, ResponseError>& outcome) {
  constexpr const char* unsaid = "the editor did not say why";
  if (const auto* error = std::get_if<ResponseError>(&outcome))
    return error->message.empty() ? unsaid : error->message;
  const Json& answer = std::get<Json>(outcome);
  if (is_true(answer, {"applied"})) return {};
  const Json* reason = within(answer, {"failureReason"});
  return reason != nullptr && reason->is_string() && *reason != "" ? reason->get<std::string>() : unsaid;
}

}  // namespace baton::protocol
