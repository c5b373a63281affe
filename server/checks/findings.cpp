// How a check's finding becomes a Diagnostic.
#include <utility>

#include "server/checks/check.h"

namespace baton {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "information";
    case Severity::hint:
      return "hint";
  }
  return "error";
}

Diagnostic& Findings::add(TextRange range, std::string message) {
  return add(range, severity_, std::move(message));
}

Diagnostic& Findings::add(TextRange range, Severity severity, std::string message) {
  Diagnostic& diagnostic = out_.emplace_back();
  diagnostic.code = code_;
  diagnostic.severity = severity;
  diagnostic.range = range;
  diagnostic.message = std::move(message);
  return diagnostic;
}

}  // namespace baton
