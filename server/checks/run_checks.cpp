// All checks over one file, in one list as a reader wants it: by place, with the severities that the user
// configured.
#include <algorithm>
#include <string>
#include <tuple>

#include "server/checks/agent_lookups.h"
#include "server/checks/check.h"
#include "server/checks/configured.h"
#include "server/checks/link_places.h"
#include "server/checks/mode_agents.h"
#include "server/checks/schema.h"
#include "server/checks/suppress.h"
#include "server/workspace/template.h"

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
    case FileKind::manifest:
      return check.manifests;
    case FileKind::configuration:
      return check.configurations;
    case FileKind::document:
      return false;
  }
  return false;
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
    const auto severity = severity_in(configuration, path, diagnostic.code, diagnostic.severity);
    if (severity) diagnostic.severity = *severity;
    return !severity;
  });
}

// A manifest with gaps is none before someone fills them in.
bool is_unfilled(std::string_view path, const Document& document, FileKind kind) {
  return holds_template(path) || (kind == FileKind::manifest && holds_template(document.text));
}

}  // namespace

std::vector<Diagnostic> run_checks(const Snapshot& snapshot, const std::string& path,
                                   const Document& document, FileKind kind) {
  std::vector<Diagnostic> diagnostics;
  const FileFacts* facts = snapshot.facts(path);
  const bool is_template = facts != nullptr && facts->is_template;
  if (kind == FileKind::document && !is_template) return diagnostics;
  if (is_plain(kind) && is_unfilled(path, document, kind)) return diagnostics;

  const bool command = kind == FileKind::command && !is_template;
  const Flow flow = command ? analyse_flow(snapshot, path, document) : Flow{};
  const std::shared_ptr<const Manifest> manifest = kind == FileKind::manifest
                                                       ? manifest_of(snapshot, path, document.text)
                                                       : std::make_shared<const Manifest>();
  std::vector<LinkPlace> links;
  std::vector<SchemaFault> faults;
  ModeAgents mode_agents(snapshot, path, document, flow);
  AgentLookups agents(snapshot, path);
  const CheckInput input{snapshot, path, document, kind, flow, *manifest, links, faults, mode_agents, agents};
  if (!is_template && !is_plain(kind)) {
    links = link_places(input);
    if (document.front_matter.present) faults = schema_faults(kind, document.front_matter.root);
  }
  for (const Check& check : all_checks()) {
    if (!judges(check, kind, is_template)) continue;
    Findings findings(check.code, check.severity, diagnostics);
    check.run(input, findings);
  }
  for (Diagnostic& diagnostic : diagnostics) diagnostic.range = visible(diagnostic.range, document.text);
  apply_suppressions(input, !is_template, diagnostics);
  apply_configuration(diagnostics, snapshot.configuration_for(path), path);
  std::ranges::stable_sort(diagnostics, {}, [](const Diagnostic& diagnostic) {
    return std::make_tuple(diagnostic.range.begin, diagnostic.range.end, diagnostic.code);
  });
  return diagnostics;
}

}  // namespace baton
