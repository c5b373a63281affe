// The loader's troubles as rows of the report: file-unreadable is found before any check can run.
#include "server/cli/unreadable.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/checks/check.h"
#include "server/checks/configured.h"
#include "server/checks/suppress.h"

namespace baton {
namespace {

TextRange first_line(const Document* document) {
  if (document == nullptr) return {};
  TextRange line = document->lines.line(document->text, 0);
  if (line.empty() && !document->text.empty()) line.end = line.begin + 1;
  return line;
}

}  // namespace

void add_unreadable(const LoadedWorkspace& loaded, Report& report) {
  for (const FileTrouble& trouble : loaded.troubles) {
    const auto place =
        std::lower_bound(report.files.begin(), report.files.end(), trouble.path,
                         [](const FileReport& file, const std::string& path) { return file.path < path; });
    const bool known = place != report.files.end() && place->path == trouble.path;
    FileReport& file =
        known ? *place : *report.files.insert(place, FileReport{trouble.path, trouble.document, {}, {}});
    if (trouble.no_permission || trouble.internal_fault) file.fault = trouble.message;
    const Check& check = *find_check("file-unreadable");
    const std::optional<Severity> severity = severity_in(loaded.snapshot->configuration_for(trouble.path),
                                                         trouble.path, check.code, check.severity);
    const TextRange range = first_line(trouble.document.get());
    if (!severity || (trouble.document && is_suppressed(*trouble.document, check.code, range))) continue;
    Diagnostic diagnostic;
    diagnostic.code = check.code;
    diagnostic.severity = *severity;
    diagnostic.range = range;
    diagnostic.message = "This file " + trouble.message;
    file.diagnostics.insert(file.diagnostics.begin(), std::move(diagnostic));
  }
}

}  // namespace baton
