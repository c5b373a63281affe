// placeholder-syntax: text that is nearly a placeholder, and so reaches the agent as it stands. Mending it is
// safe where it then reads what a task of the file wrote before, in each mode in which it is read.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/checks/all.h"
#include "server/checks/mode_agents.h"
#include "server/checks/phase_agents.h"
#include "server/checks/words.h"
#include "server/flow/agent_identity.h"
#include "server/flow/mode_membership.h"
#include "server/flow/writers.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Beyond so many different names a file is no user's.
constexpr std::size_t most_names_compared = 200;

// What a near miss reads once it is mended: "{phase1.x.output}".
Placeholder mended(const PlaceholderNearMiss& miss) {
  Placeholder out;
  const std::string_view replacement = miss.replacement;
  constexpr std::size_t behind_word = std::string_view("{phase").size();
  const std::size_t point = std::min(replacement.find('.'), replacement.size());
  for (std::size_t i = behind_word; i < point; ++i)
    out.phase = out.phase * 10 + static_cast<unsigned>(replacement[i] - '0');
  const std::size_t last = replacement.rfind('.');
  if (last != std::string_view::npos && last > point)
    out.agent = replacement.substr(point + 1, last - point - 1);
  out.kind = out.agent.empty() ? Placeholder::Kind::phase_output : Placeholder::Kind::agent_output;
  out.task = miss.task;
  out.condition = miss.condition;
  return out;
}

// Whether the mended text is no fault: not nobody's output, the task's own, that of a later one, or that of
// one which does not run in all modes of the text.
class Outputs {
 public:
  explicit Outputs(const CheckInput& input)
      : document_(input.document),
        flow_(input.flow),
        identities_(input.snapshot, input.path, &input.flow.meant_agents),
        writers_(input.document, input.flow.order, input.flow.tasks, identities_),
        conditions_(condition_modes(input.document, input.flow.mode_count)),
        modes_count_(are_modes_sound(input.document)) {}

  bool are_there(const Placeholder& placeholder) {
    const Writers::Found found = writers_.find(placeholder);
    if (!found.list) return false;
    if (!placeholder.task) return true;
    const WriterList& list = writers_.lists()[*found.list];
    const std::size_t before = count_before(list.tasks(), placeholder.phase, *placeholder.task);
    if (before == 0) return false;
    ModeSet live = flow_.tasks[*placeholder.task].modes;
    if (placeholder.condition) live = live.intersection(conditions_[*placeholder.condition]);
    return !modes_count_ || live.without(list.modes_of_first(before)).empty();
  }

 private:
  // How many of a phase's tasks come before the reader. A task outside of the phases runs when nobody can
  // say: before it come all.
  std::size_t count_before(const SharedIndexes& tasks, unsigned long long number, Index reader) const {
    const auto phase = document_.tasks[reader].phase;
    if (!phase) return tasks.size();
    const unsigned long long own = document_.phases[*phase].number;
    if (number != own) return number < own ? tasks.size() : 0;
    return static_cast<std::size_t>(std::ranges::lower_bound(tasks, reader) - tasks.begin());
  }

  const Document& document_;
  const Flow& flow_;
  AgentIdentities identities_;
  Writers writers_;
  std::vector<ModeSet> conditions_;
  bool modes_count_;
};

// "{phase1.summary}" of another tool's making is told from "{phase1.ml-engineer}" by its name, and so is
// "{phase_1.review.output}": is it an agent, or nearly one?
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

// "Security", where the phase has "security": the name that the placeholder is to hold, or nothing.
std::optional<std::string> same_but_for_case(PhaseAgents& agents, const Placeholder& meant) {
  if (meant.agent.empty() || !agents.phases_of(meant.agent).empty()) return std::nullopt;
  for (const std::string& near : agents.near(meant.phase, meant.agent))
    if (std::ranges::equal(near, meant.agent, {}, to_lower, to_lower)) return near;
  return std::nullopt;
}

// Without ".output", or with the number joined as other languages name their variables.
bool may_be_anothers(const PlaceholderNearMiss& miss, const Placeholder& meant) {
  if (meant.agent.empty()) return false;
  const std::size_t number = miss.text.find_first_of("0123456789");
  return std::ranges::count(miss.text, '.') == 1 || miss.text[number - 1] == '_';
}

}  // namespace

void check_placeholder_syntax(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.phases.empty() || document.near_misses.empty()) return;
  PhaseAgents agents(input);
  AgentNames names(input);
  Outputs outputs(input);
  for (const PlaceholderNearMiss& miss : document.near_misses) {
    Placeholder meant = mended(miss);
    std::string replacement = miss.replacement;
    if (const auto name = same_but_for_case(agents, meant)) {
      replacement.replace(replacement.find('.') + 1, meant.agent.size(), *name);
      meant.agent = *name;
    }
    const auto phases = agents.phases_of(meant.agent);
    const bool in_phase = std::ranges::binary_search(phases, meant.phase);
    if (may_be_anothers(miss, meant) && !in_phase && !names.means_agent(meant.agent)) continue;
    Diagnostic& found =
        findings.add(miss.range, quoted(miss.text) + " is no placeholder, because " + miss.fault +
                                     "; did you mean " + quoted(replacement) + '?');
    found.fixes.push_back({"Change to " + quoted(replacement),
                           outputs.are_there(meant),
                           {{input.path, {miss.range, replacement}}}});
  }
}

}  // namespace baton
