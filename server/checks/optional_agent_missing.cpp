// optional-agent-missing: one note per file and optional agent that is not here. The file itself says what to
// do without it, so this is no fault.
#include <map>
#include <string>

#include "server/checks/agent_lookups.h"
#include "server/checks/agent_words.h"
#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {
namespace {

bool is_at_task(const AgentReference& reference) {
  return reference.place == AgentReference::Place::task || reference.place == AgentReference::Place::prose;
}

}  // namespace

void check_optional_agent_missing(const CheckInput& input, Findings& findings) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<const AgentReference*>> missing;
  for (const AgentReference& reference : input.document.agent_references) {
    const AgentResolution& resolution = input.agents.of(reference.text);
    if (resolution.status != AgentResolution::Status::unknown || !is_optional(input, resolution)) continue;
    auto& references = missing[resolution.identity];
    if (references.empty()) order.push_back(resolution.identity);
    references.push_back(&reference);
  }
  for (const std::string& identity : order) {
    const auto& references = missing[identity];
    const AgentReference* first = nullptr;
    for (const AgentReference* reference : references)
      if (is_at_task(*reference) && (first == nullptr || reference->range < first->range)) first = reference;
    if (first == nullptr) first = references.front();
    const auto severity = input.snapshot.defines_agents() ? Severity::information : Severity::hint;
    Diagnostic& found =
        findings.add(first->range, severity,
                     "the optional agent " + quoted(first->text) +
                         " is not in this workspace; its tasks are skipped where it is not installed");
    for (const AgentReference* reference : references) {
      if (reference == first) continue;
      found.related.push_back({place_in(input.path, input.document, reference->range),
                               "also named by " + place_words(input, *reference)});
    }
  }
}

}  // namespace baton
