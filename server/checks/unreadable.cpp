// The one finding that is made for other rooms.
#include "server/checks/unreadable.h"

#include "server/checks/check.h"
#include "server/checks/configured.h"
#include "server/checks/suppress.h"

namespace baton {

std::optional<Diagnostic> unreadable(const Snapshot& snapshot, const std::string& path,
                                     const Document* document, const std::string& words) {
  const Check& check = *find_check("file-unreadable");
  const auto severity = severity_in(snapshot.configuration_for(path), path, check.code, check.severity);
  if (!severity) return std::nullopt;
  Diagnostic diagnostic;
  diagnostic.code = check.code;
  diagnostic.severity = *severity;
  diagnostic.message = "this file " + words;
  if (document != nullptr) {
    diagnostic.range = document->lines.line(document->text, 0);
    if (diagnostic.range.empty() && !document->text.empty()) ++diagnostic.range.end;
    if (is_suppressed(*document, check.code, diagnostic.range)) return std::nullopt;
  }
  return diagnostic;
}

}  // namespace baton
