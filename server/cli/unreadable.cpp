// The loader's troubles as rows of the report: file-unreadable is found before any check can run.
#include "server/cli/unreadable.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/checks/check.h"

namespace baton {
namespace {

constexpr std::string_view code = "file-unreadable";

// The severity for that file; nothing where it is switched off.
std::optional<Severity> severity_for(const Configuration& configuration, const std::string& path) {
  const Check* check = find_check(code);
  Severity severity = check == nullptr ? Severity::warning : check->severity;
  const std::string* word = nullptr;
  const auto take = [&](const std::map<std::string, std::string>& levels) {
    if (const auto level = levels.find(std::string(code)); level != levels.end()) word = &level->second;
  };
  take(configuration.severity);
  for (const SeverityOverride& special : configuration.overrides)
    if (std::any_of(special.paths.begin(), special.paths.end(),
                    [&](const PathGlob& glob) { return matches(glob, path); }))
      take(special.severity);
  if (word == nullptr) return severity;
  for (const Severity level : {Severity::error, Severity::warning, Severity::information, Severity::hint})
    if (severity_name(level) == *word) return level;
  return std::nullopt;
}

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
    const std::optional<Severity> severity =
        severity_for(loaded.snapshot->configuration_for(trouble.path), trouble.path);
    if (!severity) continue;
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.severity = *severity;
    diagnostic.range = first_line(trouble.document.get());
    diagnostic.message = "This file " + trouble.message;
    file.diagnostics.insert(file.diagnostics.begin(), std::move(diagnostic));
  }
}

}  // namespace baton
