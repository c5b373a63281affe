// Each rule is a sentence of the specification: "only if the client supports …".
#include "tests/support/client_limits.h"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace baton::test {
namespace {

using Json = nlohmann::json;

class Judge {
 public:
  explicit Judge(const Json& client) : client_(client) {}

  std::vector<std::string> take() { return std::move(faults_); }

  void result(const std::string& method, const Json& result) {
    if (method == "textDocument/completion") return completion(result);
    if (method == "textDocument/hover")
      return markup(at({"textDocument", "hover", "contentFormat"}), result["contents"]);
    if (method == "textDocument/documentSymbol") return document_symbols(result);
    if (method == "workspace/symbol") return workspace_symbols(result);
    if (method == "textDocument/codeAction") return actions(result);
    if (method == "codeAction/resolve") return action(result);
    if (method == "textDocument/documentLink") return links(result);
    if (method == "textDocument/foldingRange") return folding(result);
    if (method == "textDocument/codeLens" || method == "codeLens/resolve") return lenses(result);
    if (method == "textDocument/rename" || method == "workspace/willRenameFiles") return edit(result);
    for (const char* feature : {"definition", "declaration", "typeDefinition", "implementation"})
      if (method == std::string("textDocument/") + feature)
        return allowed(holds_key(result, "targetUri"), {"textDocument", feature, "linkSupport"},
                       "a location link");
  }

  void sent(const Json& message) {
    const std::string method = message.value("method", "");
    const Json params = message.value("params", Json());
    if (method == "textDocument/publishDiagnostics") diagnostics(params.at("diagnostics"));
    if (method == "client/registerCapability") registrations(params.at("registrations"));
    if (method == "workspace/configuration")
      allowed(true, {"workspace", "configuration"}, "a configuration request");
    if (method == "window/workDoneProgress/create") allowed(true, {"window", "workDoneProgress"}, "progress");
    if (method == "workspace/diagnostic/refresh")
      allowed(true, {"workspace", "diagnostics", "refreshSupport"}, "a refresh of diagnostics");
  }

  void diagnostics(const Json& list) {
    allowed(holds_key(list, "relatedInformation"), published("relatedInformation"), "related information");
    allowed(holds_key(list, "codeDescription"), published("codeDescriptionSupport"), "a code's page");
    allowed(holds_key(list, "data"), published("dataSupport"), "data of a diagnostic");
    for (const Json& item : list)
      for (const Json& tag : item.value("tags", Json::array()))
        allowed(true, holds(at({"textDocument", "publishDiagnostics", "tagSupport", "valueSet"}), tag),
                "a tag");
  }

  void offered(const Json& server) {
    const Json encodings = at({"general", "positionEncodings"});
    const Json chosen = server.value("positionEncoding", "utf-16");
    allowed(chosen != "utf-16", holds(encodings, chosen), "an encoding of positions");
    allowed(holds_key(server.value("renameProvider", Json()), "prepareProvider"),
            {"textDocument", "rename", "prepareSupport"}, "prepareRename");
    allowed(server.contains("diagnosticProvider"), at({"textDocument", "diagnostic"}).is_object(), "pull");
    allowed(server.contains("codeActionProvider") && server["codeActionProvider"].is_object(),
            at({"textDocument", "codeAction", "codeActionLiteralSupport"}).is_object(),
            "options of code actions");
    const Json files = server["workspace"].value("fileOperations", Json::object());
    for (const auto& [name, options] : files.items())
      allowed(true, {"workspace", "fileOperations", name.c_str()}, "the file operation " + name);
    const Json types = at({"textDocument", "semanticTokens", "tokenTypes"});
    if (!types.is_array() || !server.contains("semanticTokensProvider")) return;
    // Types that the client does not list have no colour there.
    for (const Json& type : server["semanticTokensProvider"]["legend"]["tokenTypes"])
      allowed(true, holds(types, type) || standard_types().contains(type), "the token type " + type.dump());
  }

 private:
  static const std::set<std::string>& standard_types() {
    static const std::set<std::string> types = {
        "namespace",     "type",      "class",    "enum",     "interface",  "struct",
        "typeParameter", "parameter", "variable", "property", "enumMember", "event",
        "function",      "method",    "macro",    "keyword",  "modifier",   "comment",
        "string",        "number",    "regexp",   "operator", "decorator"};
    return types;
  }

  Json at(std::initializer_list<const char*> path) const {
    Json here = client_;
    for (const char* key : path) here = here.is_object() && here.contains(key) ? here[key] : Json();
    return here;
  }
  static bool holds(const Json& list, const Json& value) {
    return list.is_array() && std::find(list.begin(), list.end(), value) != list.end();
  }
  static bool holds_key(const Json& value, const std::string& key) {
    if (value.is_object() && value.contains(key)) return true;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(), [&](const Json& item) { return holds_key(item, key); });
  }
  bool published(const char* what) const { return at({"textDocument", "publishDiagnostics", what}) == true; }

  void allowed(bool there, bool can, const std::string& what) {
    if (there && !can) faults_.push_back(what + " is beyond the client");
  }
  void allowed(bool there, std::initializer_list<const char*> path, const std::string& what) {
    allowed(there, at(path) == true, what);
  }

  // Without a word on formats: plain text.
  void markup(const Json& formats, const Json& content) {
    if (!content.is_object()) return;
    const Json kind = content.value("kind", Json());
    allowed(kind == "markdown", holds(formats, kind), "Markdown");
  }

  void completion(const Json& result) {
    Json item_can = at({"textDocument", "completion", "completionItem"});
    if (!item_can.is_object()) item_can = Json::object();
    const auto can = [&](const char* what) { return item_can.value(what, Json()) == true; };
    if (result.is_object() && result.contains("itemDefaults"))
      for (const auto& [key, value] : result["itemDefaults"].items())
        allowed(true, holds(at({"textDocument", "completion", "completionList", "itemDefaults"}), key),
                "the default " + key);
    const Json kinds = at({"textDocument", "completion", "completionItemKind", "valueSet"});
    for (const Json& item : result.is_object() ? result["items"] : result) {
      allowed(item.value("insertTextFormat", 1) == 2, can("snippetSupport"), "a snippet");
      const Json edit = item.value("textEdit", Json());
      allowed(edit.is_object() && edit.contains("insert"), can("insertReplaceSupport"), "insert and replace");
      allowed(item.contains("labelDetails"), can("labelDetailsSupport"), "details of a label");
      allowed(item.contains("preselect"), can("preselectSupport"), "a preselected item");
      allowed(item.contains("commitCharacters"), can("commitCharactersSupport"), "commit characters");
      allowed(item.contains("tags"), !item_can.value("tagSupport", Json()).is_null(), "a tag of an item");
      if (item.contains("documentation"))
        markup(item_can.value("documentationFormat", Json()), item["documentation"]);
      if (const Json kind = item.value("kind", Json()); !kind.is_null())
        allowed(true, kinds.is_array() ? holds(kinds, kind) : kind <= 18, "the kind " + kind.dump());
    }
  }

  void symbol_kinds(const Json& value, const Json& kinds) {
    if (value.is_object() && value.contains("kind"))
      allowed(true, kinds.is_array() ? holds(kinds, value["kind"]) : value["kind"] <= 18,
              "the kind " + value["kind"].dump() + " of a symbol");
    if (value.is_structured())
      for (const Json& item : value) symbol_kinds(item, kinds);
  }
  void document_symbols(const Json& result) {
    allowed(holds_key(result, "selectionRange"),
            {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"}, "a tree of symbols");
    symbol_kinds(result, at({"textDocument", "documentSymbol", "symbolKind", "valueSet"}));
  }
  void workspace_symbols(const Json& result) {
    symbol_kinds(result, at({"workspace", "symbol", "symbolKind", "valueSet"}));
    for (const Json& symbol : result)
      allowed(!symbol["location"].contains("range"),
              at({"workspace", "symbol", "resolveSupport"}).is_object(), "a symbol without its range");
  }

  void edit(const Json& result) {
    allowed(result.contains("documentChanges"), {"workspace", "workspaceEdit", "documentChanges"},
            "documentChanges");
    allowed(holds_key(result, "annotationId"),
            at({"workspace", "workspaceEdit", "changeAnnotationSupport"}).is_object(), "an annotation");
    for (const Json& change : result.value("documentChanges", Json::array()))
      if (change.contains("kind"))
        allowed(true, holds(at({"workspace", "workspaceEdit", "resourceOperations"}), change["kind"]),
                "to " + change["kind"].get<std::string>() + " a file");
  }
  void actions(const Json& result) {
    for (const Json& item : result) action(item);
  }
  void action(const Json& item) {
    // A command alone is what a client without literals takes.
    const bool literal = !item.value("command", Json()).is_string();
    allowed(literal, at({"textDocument", "codeAction", "codeActionLiteralSupport"}).is_object(),
            "a code action");
    allowed(literal && item.contains("isPreferred"), {"textDocument", "codeAction", "isPreferredSupport"},
            "isPreferred");
    allowed(literal && item.contains("disabled"), {"textDocument", "codeAction", "disabledSupport"},
            "disabled");
    allowed(literal && item.contains("data"), {"textDocument", "codeAction", "dataSupport"},
            "data of an action");
    const bool late =
        literal && !item.contains("edit") && !item.contains("command") && !item.contains("disabled");
    allowed(late, holds(at({"textDocument", "codeAction", "resolveSupport", "properties"}), "edit"),
            "a late edit");
    if (item.contains("edit")) edit(item["edit"]);
    if (item.contains("diagnostics")) diagnostics(item["diagnostics"]);
  }

  void links(const Json& result) {
    allowed(holds_key(result, "tooltip"), {"textDocument", "documentLink", "tooltipSupport"},
            "a link's tooltip");
  }
  void folding(const Json& result) {
    const Json can = at({"textDocument", "foldingRange"});
    const Json kinds = at({"textDocument", "foldingRange", "foldingRangeKind", "valueSet"});
    allowed(holds_key(result, "collapsedText"),
            {"textDocument", "foldingRange", "foldingRange", "collapsedText"}, "a collapsed text");
    if (can.is_object() && can.contains("rangeLimit"))
      allowed(true, result.size() <= can["rangeLimit"], "so many folds");
    for (const Json& fold : result)
      if (fold.contains("kind") && kinds.is_array())
        allowed(true, holds(kinds, fold["kind"]), "the fold " + fold["kind"].dump());
  }
  // Which commands a client can run it says itself; others come from the server.
  void lenses(const Json& result) {
    for (const Json& lens : result.is_array() ? result : Json::array({result})) {
      const Json command = lens.value("command", Json());
      if (!command.is_object() || command.value("command", "") != "baton.showReferences") continue;
      allowed(true, holds(at({"experimental", "commands"}), command["command"]), "the command of a lens");
    }
  }

  void registrations(const Json& list) {
    for (const Json& item : list) {
      if (item.at("method") != "workspace/didChangeWatchedFiles") continue;
      allowed(true, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"}, "a watcher");
      for (const Json& watcher : item["registerOptions"]["watchers"])
        allowed(watcher["globPattern"].is_object(),
                {"workspace", "didChangeWatchedFiles", "relativePatternSupport"}, "a relative pattern");
    }
  }

  const Json& client_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> beyond_limits(const Json& client, const std::string& method, const Json& result) {
  Judge judge(client);
  judge.result(method, result);
  return judge.take();
}

std::vector<std::string> beyond_limits_sent(const Json& client, const Json& message) {
  Judge judge(client);
  judge.sent(message);
  return judge.take();
}

std::vector<std::string> beyond_limits_offered(const Json& client, const Json& server) {
  Judge judge(client);
  judge.offered(server);
  return judge.take();
}

}  // namespace baton::test
