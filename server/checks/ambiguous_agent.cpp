// ambiguous-agent: a bare name that several plugins define, none of them nearer to the file than the others.
#include <string>

#include "server/checks/agent_lookups.h"
#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {

void check_ambiguous_agent(const CheckInput& input, Findings& findings) {
  for (const AgentReference& reference : input.document.agent_references) {
    const AgentResolution& resolution = input.agents.of(reference.text);
    if (resolution.status != AgentResolution::Status::ambiguous) continue;
    std::vector<std::string> names;
    for (const Agent* agent : resolution.candidates)
      if (!agent->plugin.empty()) names.push_back(agent->plugin + ':' + agent->name);
    std::vector<std::string> shown;
    for (const std::string& name : names) shown.push_back(quoted(name));
    Diagnostic& found =
        findings.add(reference.range, "agent " + quoted(reference.text) +
                                          " is defined by several plugins; write " + listed(shown, "or"));
    for (const std::string& name : names)
      found.fixes.push_back({"Change to " + quoted(name), false, {{input.path, {reference.range, name}}}});
    for (const Agent* agent : resolution.candidates) {
      const FileFacts* facts = input.snapshot.facts(agent->path);
      if (facts != nullptr) found.related.push_back({facts->name_place, "defined here"});
    }
  }
}

}  // namespace baton
