// Findings on their way to the client (LSP 3.17, "PublishDiagnostics Notification").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/jsonrpc.h"
#include "protocol/types/basic.h"

namespace baton::protocol {

struct RelatedInformation {
  Location location;
  std::string message;
};

// The JSON library's moves do not throw but by an assertion of its own.
struct Diagnostic {  // NOLINT(bugprone-exception-escape)
  Range range;
  int severity = 1;  // DiagnosticSeverity: 1 error … 4 hint
  std::string code;
  std::string code_href;  // of the page that explains the code; empty: left out
  std::string source;
  std::string message;
  std::vector<int> tags;  // DiagnosticTag; empty: left out
  std::vector<RelatedInformation> related;
  Json data;  // null: left out
};

struct PublishDiagnosticsParams {
  std::string uri;
  std::optional<std::int64_t> version;  // of the open document that was judged
  std::vector<Diagnostic> diagnostics;
};

Json to_json(const Diagnostic& diagnostic);
Json to_json(const PublishDiagnosticsParams& params);

}  // namespace baton::protocol
