// placeholder-syntax: text that is nearly a placeholder, and so reaches the agent as it stands. Mending it is
// safe where it then reads what a task of the file wrote before.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/checks/all.h"
#include "server/checks/phase_agents.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// Beyond so many different names a file is no user's.
constexpr std::size_t most_names_compared = 200;

// What a replacement reads: "{phase1.x.output}".
struct Meant {
  unsigned long long phase = 0;
  std::string agent;  // empty for a phase's output
};

Meant meant_by(std::string_view replacement) {
  Meant out;
  constexpr std::size_t behind_word = std::string_view("{phase").size();
  const std::size_t point = std::min(replacement.find('.'), replacement.size());
  for (std::size_t i = behind_word; i < point; ++i)
    out.phase = out.phase * 10 + static_cast<unsigned>(replacement[i] - '0');
  const std::size_t last = replacement.rfind('.');
  if (last != std::string_view::npos && last > point)
    out.agent = replacement.substr(point + 1, last - point - 1);
  return out;
}

// "{phase1.summary}" of another tool's making is told from "{phase1.ml-engineer}" by its name: is it an
// agent, or nearly one?
class AgentNames {
 public:
  explicit AgentNames(const CheckInput& input) : input_(input) {
    for (const AgentReference& reference : input.document.agent_references) names_.push_back(reference.name);
    std::ranges::sort(names_);
    names_.erase(std::ranges::unique(names_).begin(), names_.end());
    if (names_.size() > most_names_compared) names_.resize(most_names_compared);
  }

  bool means_agent(const std::string& name) {
    const auto [known, is_new] = known_.try_emplace(name, false);
    if (!is_new || known_.size() > most_names_compared) return known->second;
    known->second =
        input_.snapshot.resolve_agent(input_.path, name).status == AgentResolution::Status::resolved ||
        nearest(bare_name(name), names_).has_value();
    return known->second;
  }

 private:
  const CheckInput& input_;
  std::vector<std::string> names_;
  std::map<std::string, bool> known_;
};

bool lacks_output(const PlaceholderNearMiss& miss, const Meant& meant) {
  return !meant.agent.empty() && std::ranges::count(miss.text, '.') == 1;
}

}  // namespace

void check_placeholder_syntax(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.phases.empty() || document.near_misses.empty()) return;
  PhaseAgents agents(input);
  AgentNames names(input);
  for (const PlaceholderNearMiss& miss : document.near_misses) {
    const Meant meant = meant_by(miss.replacement);
    const auto phases = agents.phases_of(meant.agent);
    const bool in_phase = std::ranges::binary_search(phases, meant.phase);
    if (lacks_output(miss, meant) && !in_phase && !names.means_agent(meant.agent)) continue;
    // Else the mended text would be a fault, too: nobody's output, the task's own, or that of a later one.
    const bool resolves = agents.runs_before(meant.phase, meant.agent, miss.task);
    Diagnostic& found =
        findings.add(miss.range, quoted(miss.text) + " is no placeholder, because " + miss.fault +
                                     "; did you mean " + quoted(miss.replacement) + '?');
    found.fixes.push_back(
        {"Change to " + quoted(miss.replacement), resolves, {{input.path, {miss.range, miss.replacement}}}});
  }
}

}  // namespace baton
