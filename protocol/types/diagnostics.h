// Findings on their way to the client (LSP 3.17, "PublishDiagnostics Notification", "Pull Diagnostics").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/fields.h"
#include "protocol/json_text.h"
#include "protocol/jsonrpc.h"
#include "protocol/types/basic.h"

namespace baton::protocol {

struct RelatedInformation {
  Location location;
  std::string message;
};

struct Diagnostic {
  Range range;
  int severity = 1;         // DiagnosticSeverity: 1 error … 4 hint
  std::string_view code;    // outlives this
  std::string code_href;    // of the page that explains the code; empty: left out
  std::string_view source;  // outlives this
  std::string message;
  std::vector<int> tags;  // DiagnosticTag; empty: left out
  std::vector<RelatedInformation> related;
  std::vector<std::string> fix_titles;  // its `data`; empty: left out
};

// The `diagnostics` of a notification, the `items` of a report: a list.
JsonText diagnostics_text(const std::vector<Diagnostic>& diagnostics);

// `version`: of the open document that was judged. `diagnostics`: what diagnostics_text gives.
JsonText publish_diagnostics_params(std::string_view uri, std::optional<std::int64_t> version,
                                    const JsonText& diagnostics);

// Diagnostics that the client asks for (LSP 3.17, "Pull Diagnostics").
struct DocumentDiagnosticParams {
  std::string uri;
  std::string previous_result_id;  // empty: none
};

struct WorkspaceDiagnosticParams {
  std::vector<std::pair<std::string, std::string>> previous_result_ids;  // URI and id
  Json partial_result_token;                                             // null: none
};

Parsed<DocumentDiagnosticParams> parse_document_diagnostic(const Json& params);
Parsed<WorkspaceDiagnosticParams> parse_workspace_diagnostic(const Json& params);

// DocumentDiagnosticReport. `items`: what diagnostics_text gives.
JsonText full_report(std::string_view result_id, const JsonText& items);
JsonText unchanged_report(std::string_view result_id);

// WorkspaceDocumentDiagnosticReport of a file that is not open.
JsonText closed_file_report(std::string_view uri, std::string_view result_id, const JsonText& items);
// WorkspaceDiagnosticReport and its partial result, which look the same.
JsonText workspace_report(const std::vector<JsonText>& reports);

}  // namespace baton::protocol
