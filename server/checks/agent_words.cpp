// See agent_words.h.
#include "server/checks/agent_words.h"

#include <algorithm>
#include <optional>
#include <set>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/base/utf8.h"
#include "server/checks/agent_lookups.h"
#include "server/checks/words.h"

namespace baton {
namespace {

constexpr std::size_t most_near = 3;

struct Candidate {
  std::string name;
  std::size_t distance = 0;
};

std::string_view plugin_part(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

// How far two names are apart, or nothing where a slip of the fingers does not explain it: "data-engineer" is
// no misspelt "ai-engineer", however much the two share.
std::optional<std::size_t> distance(std::string_view written, std::string_view candidate) {
  if (same_folded(written, candidate) || differs_in_form_only(written, candidate)) return 0;
  leave_what_differs(written, candidate);
  const std::size_t longer = std::max(code_point_length(written), code_point_length(candidate));
  const std::size_t limit = std::min<std::size_t>(3, std::max<std::size_t>(1, longer / 3));
  const std::size_t apart = edit_distance(written, candidate, limit);
  if (apart > limit) return std::nullopt;
  return apart + 1;
}

}  // namespace

std::vector<NearAgent> near_agents(const CheckInput& input, const AgentReference& reference) {
  std::vector<Candidate> candidates;
  const auto add = [&](std::string_view name, std::string_view compared_with) {
    if (const auto apart = distance(reference.name, compared_with))
      candidates.push_back({std::string(name), *apart});
  };
  if (!reference.qualifier.empty()) {
    for (const Agent& agent : input.snapshot.agents())
      if (agent.plugin == reference.qualifier) add(agent.plugin + ':' + agent.name, agent.name);
  }
  for (const std::string& name : input.agents.names()) {
    if (!reference.qualifier.empty() && plugin_part(name) == reference.qualifier) continue;
    add(name, bare_name(name));
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::distance);
  std::vector<NearAgent> near;
  std::set<std::string> seen;
  for (Candidate& candidate : candidates) {
    if (near.size() == most_near) break;
    if (candidate.name != reference.text && seen.insert(candidate.name).second)
      near.push_back({std::move(candidate.name)});
  }
  return near;
}

bool is_optional(const CheckInput& input, const AgentResolution& resolution) {
  return std::ranges::binary_search(input.flow.optional_agents, resolution.identity);
}

std::string place_words(const CheckInput& input, const AgentReference& reference) {
  switch (reference.place) {
    case AgentReference::Place::task:
    case AgentReference::Place::prose:
      return "this task";
    case AgentReference::Place::mode:
      if (reference.mode) return "mode " + quoted(input.document.modes[*reference.mode].name);
      return "this mode";
    case AgentReference::Place::agents:
    case AgentReference::Place::agent:
      return "the front matter";
    case AgentReference::Place::tool:
      return "the tools";
    case AgentReference::Place::table:
      return "the agent table";
  }
  return "this file";
}

}  // namespace baton
