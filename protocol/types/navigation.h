// Finding one's way: where something is defined and used, what a file holds (LSP 3.17, "Language Features":
// Goto Definition to Document Link, Rename; "Workspace Symbols").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/basic.h"

namespace baton::protocol {

// What the client takes of it.
struct NavigationCapabilities {
  bool definition_links = false;   // textDocument.definition.linkSupport
  bool declaration_links = false;  // … and so on for each of the four
  bool type_definition_links = false;
  bool implementation_links = false;
  // All kinds are in textDocument.documentSymbol.symbolKind, and the same of workspace.symbol; without them
  // only those up to "Array" are known.
  bool document_symbol_kinds = false, workspace_symbol_kinds = false;
  bool symbol_hierarchy = false;  // textDocument.documentSymbol.hierarchicalDocumentSymbolSupport
  bool markdown_hover = false;    // textDocument.hover.contentFormat holds "markdown"
  bool prepare_rename = false;    // textDocument.rename.prepareSupport
  bool link_tooltips = false;     // textDocument.documentLink.tooltipSupport
  bool document_changes = false;  // workspace.workspaceEdit.documentChanges
  bool file_renames = false;      // workspace.workspaceEdit.resourceOperations holds "rename"
};
NavigationCapabilities read_navigation(const Json& client);

// Of any request about a place in a document.
struct DocumentPosition {
  std::string uri;
  Position position;
};
DocumentPosition read_document_position(const Fields& fields);
Parsed<DocumentPosition> parse_document_position(const Json& params);
// Of any request about a whole document.
Parsed<std::string> parse_document_uri(const Json& params);

struct ReferenceParams {
  DocumentPosition at;
  bool include_declaration = false;
};
Parsed<ReferenceParams> parse_references(const Json& params);

struct RenameParams {
  DocumentPosition at;
  std::string new_name;
};
Parsed<RenameParams> parse_rename(const Json& params);

struct WorkspaceSymbolParams {
  std::string query;
};
Parsed<WorkspaceSymbolParams> parse_workspace_symbol(const Json& params);

// A way from one place to another.
struct LocationLink {
  Range origin;
  std::string uri;
  Range target;     // all of what is there
  Range selection;  // its name, within `target`
};

// LSP 3.17, "SymbolKind": those in use.
enum class SymbolKind : int {
  file = 1,
  module = 2,
  class_ = 5,
  property = 7,
  enum_member = 22,
  function = 12,
  variable = 13,
  constant = 14,
  event = 24,
};

struct DocumentSymbol {
  std::string name;  // never empty
  std::string detail;
  SymbolKind kind = SymbolKind::file;
  Range range, selection;
  std::vector<DocumentSymbol> children;
};

struct WorkspaceSymbol {
  std::string name, container;
  SymbolKind kind = SymbolKind::file;
  Location location;
};

struct DocumentHighlight {
  Range range;
  bool write = false;
};

struct DocumentLink {
  Range range;
  std::string target;   // a URI
  std::string tooltip;  // empty: left out
};

Json to_json(const LocationLink& link);
Json to_json(const DocumentSymbol& symbol);
// The flat form, for clients without a hierarchy: the symbol and all below it.
void append_flat(const DocumentSymbol& symbol, const std::string& uri, const std::string& container,
                 Json& list);
Json to_json(const WorkspaceSymbol& symbol);
Json to_json(const DocumentHighlight& highlight);
Json to_json(const DocumentLink& link);

// The result of textDocument/hover. `markdown`: whether the text is Markdown.
Json hover_result(std::string_view text, bool markdown, const Range& range);

struct CallHierarchyItem {
  std::string name, detail;
  SymbolKind kind = SymbolKind::function;
  std::string uri;
  Range range, selection;
};
Json to_json(const CallHierarchyItem& item);
// What an earlier answer gave comes back; of it the place is enough.
Parsed<DocumentPosition> parse_call_hierarchy_item(const Json& params);
// One call: with `from` or `to` as its end.
Json call_json(const char* end, const CallHierarchyItem& item, const std::vector<Range>& ranges);

struct TextEdit {
  Range range;
  std::string new_text;
};

Json text_edits_json(const std::vector<TextEdit>& edits);

struct DocumentEdits {
  std::string uri;
  std::optional<std::int64_t> version;  // of an open document
  std::vector<TextEdit> edits;
};

struct RenamedFile {
  std::string from, to;  // URIs
};

struct NewFile {
  std::string uri, text;
};

struct WorkspaceEdit {
  std::vector<NewFile> files;  // made before the edits
  std::vector<DocumentEdits> documents;
  std::vector<RenamedFile> renames;  // after the edits
};
// `versioned`: as documentChanges, else as changes (which can neither make nor rename files).
Json to_json(const WorkspaceEdit& edit, bool versioned);

// Parameters of workspace/applyEdit; and why it was not applied, empty where it was.
Json apply_edit_params(std::string_view label, Json edit);
std::string apply_edit_failure(const std::variant<Json, ResponseError>& outcome);

}  // namespace baton::protocol
