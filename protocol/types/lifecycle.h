// initialize and what it settles (LSP 3.17, "Lifecycle Messages"). Of the client's capabilities only those
// that the server acts upon.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/jsonrpc.h"
#include "protocol/types/actions.h"
#include "protocol/types/completion.h"
#include "protocol/types/file_operations.h"
#include "protocol/types/navigation.h"
#include "protocol/types/structure.h"
#include "protocol/types/window.h"

namespace baton::protocol {

// A capability of an unexpected type counts as missing: clients are many, and none is turned away for it.
struct ClientCapabilities {
  std::vector<std::string> position_encodings;  // general.positionEncodings, in the client's order
  // general.staleRequestSupport.retryOnContentModified: methods that the client sends again after -32801.
  std::vector<std::string> asks_again;
  bool related_information = false;  // textDocument.publishDiagnostics.*
  bool code_description = false;
  bool diagnostic_data = false;
  std::vector<int> diagnostic_tags;  // DiagnosticTag: 1 unnecessary, 2 deprecated
  bool pull_diagnostics = false;     // textDocument.diagnostic is there
  bool refresh_diagnostics = false;  // workspace.diagnostics.refreshSupport
  bool configuration = false;        // workspace.configuration
  bool work_done_progress = false;   // window.workDoneProgress
  bool watch_files = false;          // workspace.didChangeWatchedFiles.dynamicRegistration
  bool relative_patterns = false;    // workspace.didChangeWatchedFiles.relativePatternSupport
  NavigationCapabilities navigation;
  ActionCapabilities actions;
  CompletionCapabilities completion;
  StructureCapabilities structure;
  FileOperationCapabilities files;
  WindowCapabilities window;
};

struct WorkspaceFolder {
  std::string uri;
  std::string name;
};

enum class Trace { off, messages, verbose };

struct InitializeParams {
  std::optional<std::int64_t> process_id;
  std::vector<WorkspaceFolder> folders;  // workspaceFolders, else rootUri, else rootPath as a file: URI
  ClientCapabilities capabilities;
  Trace trace = Trace::off;
};

// Missing `capabilities` are a fault; `processId` and the roots may be missing, since older clients leave
// them out.
Parsed<InitializeParams> parse_initialize(const Json& params);

// "off", "messages" or "verbose"; anything else is off (`value` of $/setTrace, `trace` of initialize).
Trace read_trace(const Json& value);

// What the server offers.
struct ServerCapabilities {
  std::string position_encoding;  // "utf-8", "utf-16" or "utf-32"
  bool pull_diagnostics = false;
  Json features;  // an object: "hoverProvider" and the like
};

struct ServerInfo {
  std::string name;
  std::string version;  // may be empty
};

// The result of initialize.
Json initialize_result(const ServerCapabilities& capabilities, const ServerInfo& info);

}  // namespace baton::protocol
