// Cuts the protocol's whole model (400 KB) down to what Baton's messages need, so that it can stand in this
// repository.
#include <set>

#include "tests/support/lsp_validator.h"

namespace baton::test {
namespace {

using Json = nlohmann::json;

// What the validator reads of the model; the rest is prose and history.
Json without_prose(const Json& value) {
  static const std::set<std::string> dropped = {"documentation",      "since",
                                                "sinceTags",          "proposed",
                                                "deprecated",         "typeName",
                                                "clientCapability",   "serverCapability",
                                                "registrationMethod", "registrationOptions",
                                                "partialResult",      "errorData"};
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& item : value) out.push_back(without_prose(item));
    return out;
  }
  if (!value.is_object()) return value;
  Json out = Json::object();
  for (const auto& [key, item] : value.items())
    if (!dropped.contains(key)) out[key] = without_prose(item);
  return out;
}

void collect_references(const Json& value, std::vector<std::string>& names) {
  if (value.is_object() && value.value("kind", Json()) == "reference") names.push_back(value.at("name"));
  if (value.is_structured())
    for (const Json& item : value) collect_references(item, names);
}

}  // namespace

const std::vector<std::string>& methods_in_use() {
  static const std::vector<std::string> methods = {
      "initialize",
      "shutdown",
      "client/registerCapability",
      "client/unregisterCapability",
      "textDocument/publishDiagnostics",
      "textDocument/diagnostic",
      "workspace/diagnostic",
      "workspace/diagnostic/refresh",
      "workspace/configuration",
      "window/workDoneProgress/create",
      "$/progress",
      "window/showMessage",
      "window/logMessage",
      "$/logTrace",
      "textDocument/definition",
      "textDocument/declaration",
      "textDocument/typeDefinition",
      "textDocument/implementation",
      "textDocument/references",
      "textDocument/documentHighlight",
      "textDocument/hover",
      "textDocument/documentSymbol",
      "textDocument/documentLink",
      "documentLink/resolve",
      "textDocument/prepareRename",
      "textDocument/rename",
      "textDocument/prepareCallHierarchy",
      "callHierarchy/incomingCalls",
      "callHierarchy/outgoingCalls",
      "workspace/symbol",
      "workspace/willRenameFiles",
      "workspace/willDeleteFiles",
      "workspace/willCreateFiles",
      "textDocument/completion",
      "completionItem/resolve",
      "textDocument/codeAction",
      "codeAction/resolve",
      "textDocument/codeLens",
      "codeLens/resolve",
      "textDocument/documentColor",
      "textDocument/colorPresentation",
      "textDocument/formatting",
      "textDocument/rangeFormatting",
      "textDocument/onTypeFormatting",
      "textDocument/foldingRange",
      "textDocument/selectionRange",
      "textDocument/linkedEditingRange",
      "textDocument/semanticTokens/full",
      "textDocument/semanticTokens/full/delta",
      "textDocument/semanticTokens/range",
      "textDocument/inlayHint",
      "inlayHint/resolve",
      "workspace/executeCommand",
      "workspace/applyEdit",
      "workspace/codeLens/refresh",
      "workspace/textDocumentContent",
      "workspace/textDocumentContent/refresh",
      "window/showMessageRequest",
      "window/showDocument",
  };
  return methods;
}

Json reduce_meta_model(const Json& whole, const std::vector<std::string>& methods) {
  const std::set<std::string> wanted(methods.begin(), methods.end());
  Json out = {
      {"origin",
       "microsoft/vscode-languageserver-node, protocol/metaModel.json, reduced. Copyright (c) Microsoft "
       "Corporation. Licensed under the MIT License."}};
  std::vector<std::string> open;
  for (const char* list : {"requests", "notifications"}) {
    out[list] = Json::array();
    for (const Json& entry : whole.at(list)) {
      if (!wanted.contains(entry.at("method"))) continue;
      Json kept = without_prose(entry);
      // What the client sends to the server is the client's to get right.
      if (kept.at("messageDirection") == "clientToServer") kept.erase("params");
      collect_references(kept, open);
      out[list].push_back(std::move(kept));
    }
  }
  std::set<std::string> taken;
  for (const char* list : {"structures", "enumerations", "typeAliases"}) out[list] = Json::array();
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    if (!taken.insert(name).second) continue;
    for (const char* list : {"structures", "enumerations", "typeAliases"}) {
      for (const Json& entry : whole.at(list)) {
        if (entry.at("name") != name) continue;
        Json kept = without_prose(entry);
        collect_references(kept, open);
        out[list].push_back(std::move(kept));
      }
    }
  }
  return out;
}

}  // namespace baton::test
