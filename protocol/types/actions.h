// What can be done at a place: code actions and lenses (LSP 3.17, "Code Action Request", "Code Lens
// Request").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/navigation.h"

namespace baton::protocol {

// A command that the client carries out; docs/lsp-extensions.md.
constexpr const char* show_references_command = "baton.showReferences";

// What the client takes of it.
struct ActionCapabilities {
  bool literals = false;       // textDocument.codeAction.codeActionLiteralSupport; without it commands only
  bool preferred = false;      // textDocument.codeAction.isPreferredSupport
  bool disabled = false;       // textDocument.codeAction.disabledSupport
  bool lazy_edits = false;     // … data is given back, and resolveSupport lists "edit"
  bool file_creates = false;   // workspace.workspaceEdit.resourceOperations holds "create"
  bool applies_edits = false;  // workspace.applyEdit
  bool shows_references = false;  // experimental.commands holds show_references_command
};
ActionCapabilities read_actions(const Json& client);

struct CodeActionParams {
  std::string uri;
  Range range;
  std::vector<std::string> only;  // empty: all
  Json diagnostics;               // an array, as the client gives them
};
Parsed<CodeActionParams> parse_code_action(const Json& params);

// The JSON library's moves do not throw but by an assertion of its own.
struct CodeAction {  // NOLINT(bugprone-exception-escape)
  std::string title, kind;
  bool preferred = false;
  std::string disabled;  // empty: it can be done
  Json diagnostics;      // null: left out
  Json edit;             // null: left out
  Json data;             // null: left out
  Json command;          // null: left out
};
Json to_json(const CodeAction& action);

// What an action's `data` says when it comes back to be resolved.
struct ActionKey {
  std::string uri;
  std::int64_t version = 0;
  Range range;  // that was asked about
  std::string kind, title, code;
  Range at;  // of its diagnostic
};
Json to_json(const ActionKey& key);
Parsed<ActionKey> parse_action_key(const Json& action);

// The document that a lens's `data` names.
Parsed<std::string> parse_lens_uri(const Json& lens);
// A lens's command: shows the locations as those of the place.
Json show_references_json(const std::string& title, const Location& at,
                          const std::vector<Location>& locations);

}  // namespace baton::protocol
