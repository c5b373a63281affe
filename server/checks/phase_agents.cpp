// See phase_agents.h.
#include "server/checks/phase_agents.h"

#include <algorithm>
#include <set>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/checks/flow_words.h"
#include "server/checks/words.h"

namespace baton {
namespace {

constexpr std::size_t most_near = 3;
// Each unknown name is compared with all agents of its phase; a file that needs more than that is no user's.
constexpr std::size_t most_comparisons = 20'000;

bool is_filled_in_later(std::string_view name) {
  return name.empty() || name.find_first_of("{}<>$*") != std::string_view::npos;
}

}  // namespace

PhaseAgents::PhaseAgents(const CheckInput& input)
    : identities_(input.snapshot, input.path, &input.flow.meant_agents) {
  const Document& document = input.document;
  for (const Phase& phase : document.phases) numbers_.push_back(phase.number);
  std::ranges::sort(numbers_);
  numbers_.erase(std::ranges::unique(numbers_).begin(), numbers_.end());
  std::set<std::pair<unsigned long long, std::string>> seen;
  std::map<std::pair<unsigned long long, std::string>, std::size_t> bare_names;
  for (const Index index : input.flow.order) {
    const Task& task = document.tasks[index];
    if (!task.phase) continue;
    const unsigned long long number = document.phases[*task.phase].number;
    PhaseMembers& phase = phases_[number];
    if (task.agents.empty()) phase.any = true;
    for (const Index reference : task.agents) {
      const std::string& text = document.agent_references[reference].text;
      if (is_filled_in_later(text)) {
        phase.any = true;
        continue;
      }
      phases_of_.change(identities_.of(text), [&](std::vector<unsigned long long>& phases) {
        if (phases.empty() || phases.back() != number) phases.push_back(number);
      });
      if (!may_stand_in_placeholder(text) || !seen.emplace(number, text).second) continue;
      std::string bare(bare_name(text));
      ++bare_names[{number, bare}];
      phase.members.push_back({text, std::move(bare)});
    }
  }
  for (Index index = 0; index < document.tasks.size(); ++index) {
    if (document.tasks[index].phase) continue;
    for (const Index reference : document.tasks[index].agents)
      outside_.change(identities_.of(document.agent_references[reference].text), [&](auto& first) {
        if (!first) first = index;
      });
  }
  for (auto& [number, phase] : phases_)
    for (Member& member : phase.members)
      member.bare_tells = bare_names[{number, member.bare}] == 1 && means(member.bare, member.text);
}

bool PhaseAgents::means(const std::string& name, const std::string& agent) {
  if (name == agent) return true;
  ByAgent<bool> known;
  known.change(identities_.of(agent), [](bool& is) { is = true; });
  return known.nearest(identities_.of(name)) != nullptr;
}

std::span<const unsigned long long> PhaseAgents::phases_of(const std::string& agent) {
  const auto* found = phases_of_.nearest(identities_.of(agent));
  return found == nullptr ? std::span<const unsigned long long>() : *found;
}

std::optional<Index> PhaseAgents::task_outside(const std::string& agent) {
  const auto* found = outside_.nearest(identities_.of(agent));
  return found == nullptr ? std::nullopt : *found;
}

bool PhaseAgents::may_have_any(unsigned long long number) const {
  const auto phase = phases_.find(number);
  return phase != phases_.end() && phase->second.any;
}

const std::string& PhaseAgents::name_for(const Member& member, const std::string& written) {
  return member.bare_tells && written.find(':') == std::string::npos ? member.bare : member.text;
}

std::vector<std::string> PhaseAgents::near(unsigned long long number, const std::string& written) {
  const auto [known, is_new] = near_.try_emplace({number, written});
  const auto phase = phases_.find(number);
  if (!is_new || phase == phases_.end()) return known->second;
  const std::vector<Member>& members = phase->second.members;
  comparisons_ += members.size();
  if (comparisons_ > most_comparisons) return {};
  std::vector<std::string> names;  // without their plugins: a wrong plugin is no reason to be far
  std::multimap<std::string, const Member*> by_name;
  for (const Member& member : members) {
    names.push_back(member.bare);
    by_name.emplace(member.bare, &member);
  }
  while (known->second.size() < most_near) {
    const auto found = nearest(bare_name(written), names);
    if (!found) break;
    const auto [first, last] = by_name.equal_range(*found);
    for (auto member = first; member != last && known->second.size() < most_near; ++member)
      known->second.push_back(name_for(*member->second, written));
    std::erase(names, *found);
  }
  return known->second;
}

std::string PhaseAgents::has_words(unsigned long long number, const std::string& written) const {
  const auto phase = phases_.find(number);
  if (phase == phases_.end() || phase->second.members.empty()) return "runs no agent";
  const std::vector<Member>& members = phase->second.members;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < members.size() && i < most_named; ++i)
    names.push_back(quoted(name_for(members[i], written)));
  return "has " + first_of(names, members.size(), "and");
}

}  // namespace baton
