// See agent_index.h.
#include "server/workspace/agent_index.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/snapshot_index.h"

namespace baton {

std::size_t AgentIndex::KeyHash::operator()(const Key& key) const {
  return std::hash<std::string_view>()(key.name) ^ (key.place * std::size_t{0x9e3779b97f4a7c15U});
}

AgentIndex::AgentIndex(std::vector<Agent> agents, const std::vector<std::string>& roots,
                       std::string_view home_agents)
    : agents_(std::move(agents)) {
  const auto by_path = [](const Agent& a, const Agent& b) { return a.path < b.path; };
  if (!std::is_sorted(agents_.begin(), agents_.end(), by_path))
    std::sort(agents_.begin(), agents_.end(), by_path);
  by_name_.reserve(agents_.size());
  by_place_.reserve(agents_.size() * 2);
  std::vector<std::uint32_t> templates;
  for (std::uint32_t i = 0; i < agents_.size(); ++i) {
    if (agents_[i].is_template)
      templates.push_back(i);
    else
      add(i, true, home_agents);
    const std::string& path = agents_[i].path;
    const bool users = !home_agents.empty() && path::is_below(path, home_agents);
    in_workspace_ = in_workspace_ || (!users && !root_of(roots, path).empty());
  }
  for (const std::uint32_t i : templates) {
    const Named* others = named(agents_[i].name);
    add(i, others == nullptr || agents_[others->first].is_template, home_agents);
  }
}

bool AgentIndex::add(Place place, std::string_view place_name, std::uint32_t agent) {
  const auto [number, is_new] =
      places_[static_cast<std::size_t>(place)].try_emplace(place_name, place_count_);
  if (is_new) ++place_count_;
  return by_place_.try_emplace(Key{number->second, agents_[agent].name}, agent).second;
}

void AgentIndex::add(std::uint32_t agent, bool beside_others, std::string_view home_agents) {
  const Agent& it = agents_[agent];
  Named& named = by_name_.try_emplace(it.name, Named{agent, {}}).first->second;
  if (!it.plugin_folder.empty()) {
    add(Place::plugin_name, it.plugin, agent);
    if (add(Place::plugin_folder, it.plugin_folder, agent) && beside_others)
      named.in_plugins.push_back(agent);
  }
  if (!home_agents.empty() && path::is_below(it.path, home_agents)) {
    add(Place::user, {}, agent);
  } else if (const std::string_view folder = claude_folder_of(it.path); !folder.empty()) {
    add(Place::claude, folder, agent);
  }
}

const AgentIndex::Named* AgentIndex::named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

const Agent* AgentIndex::find(Place place, std::string_view place_name, std::string_view name) const {
  const Places& places = places_[static_cast<std::size_t>(place)];
  const auto number = places.find(place_name);
  if (number == places.end()) return nullptr;
  const auto found = by_place_.find(Key{number->second, name});
  return found == by_place_.end() ? nullptr : &agents_[found->second];
}

std::string_view claude_folder_of(std::string_view path) {
  const std::size_t at = path.rfind("/.claude/agents/");
  if (at == std::string_view::npos) return {};
  return path.substr(0, std::max<std::size_t>(at, 1));
}

}  // namespace baton
