// task-not-in-any-mode: every mode lists the agents that it runs, and none of them the agent of a task, which
// therefore never runs.
#include <algorithm>
#include <string>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"

namespace baton {
namespace {

std::vector<std::string> listed_names(const Document& document) {
  std::vector<std::string> out;
  for (const AgentReference& reference : document.agent_references)
    if (reference.place == AgentReference::Place::mode) out.push_back(reference.name);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

}  // namespace

void check_task_not_in_any_mode(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.modes.empty() || document.tasks.empty()) return;
  if (!are_modes_sound(document)) return;
  ModeAgents& modes = input.mode_agents;
  if (modes.listing() != modes.all()) return;
  const std::vector<std::string> names = listed_names(document);
  const std::string all_modes = mode_list(document, modes.all(), "or");
  DidYouMean near(names);
  for (const Task& task : document.tasks) {
    const auto is_listed = [&](Index reference) {
      const std::string& agent = document.agent_references[reference].text;
      return modes.names(agent) || !modes.listing(agent).empty();
    };
    if (task.agents.empty() || std::ranges::any_of(task.agents, is_listed)) continue;
    const AgentReference& reference = document.agent_references[task.agents.front()];
    Diagnostic& found = findings.add(reference.range, "this task never runs: " + quoted(reference.text) +
                                                          " is not among the agents of " + all_modes +
                                                          near.words(reference.name));
    for (std::size_t i = 0; i < document.modes.size() && i < most_related; ++i)
      found.related.push_back({place_in(input.path, document, document.modes[i].name_range),
                               "mode " + quoted(document.modes[i].name) + " lists its agents here"});
  }
}

}  // namespace baton
