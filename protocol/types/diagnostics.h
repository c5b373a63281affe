// Findings on their way to the client (LSP 3.17, "PublishDiagnostics Notification").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/json_text.h"
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

}  // namespace baton::protocol
