// All checks over one file, in one list as a reader wants it: by place, with the severities that the user
// configured.
#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "server/checks/check.h"

namespace baton {
namespace {

bool judges(const Check& check, FileKind kind, bool is_template) {
  if (check.run == nullptr) return false;
  if (is_template) return check.templates;
  switch (kind) {
    case FileKind::command:
      return check.commands;
    case FileKind::agent:
      return check.agents;
    case FileKind::skill:
      return check.skills;
    case FileKind::document:
      return false;
  }
  return false;
}

// What the configuration says of a code in a file: its last word counts, a per-path override after the
// general one.
std::optional<std::string> configured_severity(const Configuration& configuration, std::string_view path,
                                               std::string_view code) {
  std::optional<std::string> level;
  const std::string key(code);
  if (const auto general = configuration.severity.find(key); general != configuration.severity.end()) {
    level = general->second;
  }
  for (const SeverityOverride& override_ : configuration.overrides) {
    const auto special = override_.severity.find(key);
    if (special == override_.severity.end()) continue;
    const auto hit = [&](const PathGlob& glob) { return matches(glob, path); };
    if (std::ranges::any_of(override_.paths, hit)) level = special->second;
  }
  return level;
}

Severity severity_of(std::string_view level) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::information}) {
    if (severity_name(severity) == level) return severity;
  }
  return Severity::hint;
}

// A range that a reader can see: never empty unless the text is.
TextRange visible(TextRange range, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  range.end = std::min(range.end, size);
  range.begin = std::min(range.begin, range.end);
  if (!range.empty() || size == 0) return range;
  if (range.end < size && text[range.end] != '\n' && text[range.end] != '\r')
    return {range.begin, range.end + 1};
  if (range.begin > 0) return {range.begin - 1, range.end};
  return {range.begin, range.end + 1};
}

void apply_configuration(std::vector<Diagnostic>& diagnostics, const Configuration& configuration,
                         std::string_view path) {
  if (configuration.severity.empty() && configuration.overrides.empty()) return;
  std::erase_if(diagnostics, [&](Diagnostic& diagnostic) {
    const auto level = configured_severity(configuration, path, diagnostic.code);
    if (level && *level != "off") diagnostic.severity = severity_of(*level);
    return level && *level == "off";
  });
}

}  // namespace

std::vector<Diagnostic> run_checks(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind) {
  std::vector<Diagnostic> diagnostics;
  const FileFacts* facts = snapshot.facts(path);
  const bool is_template = facts != nullptr && facts->is_template;
  if (kind == FileKind::document && !is_template) return diagnostics;

  const bool command = kind == FileKind::command && !is_template;
  const Flow flow = command ? analyse_flow(snapshot, path, document) : Flow{};
  const CheckInput input{snapshot, path, document, kind, flow};
  for (const Check& check : all_checks()) {
    if (!judges(check, kind, is_template)) continue;
    Findings findings(check.code, check.severity, diagnostics);
    check.run(input, findings);
  }
  for (Diagnostic& diagnostic : diagnostics) diagnostic.range = visible(diagnostic.range, document.text);
  apply_configuration(diagnostics, snapshot.configuration_for(path), path);
  std::ranges::stable_sort(diagnostics, {}, [](const Diagnostic& diagnostic) {
    return std::make_tuple(diagnostic.range.begin, diagnostic.range.end, diagnostic.code);
  });
  return diagnostics;
}

}  // namespace baton
