// Agents by name within each place that a name may be looked for in: a plugin, a .claude/agents folder, the
// user's own. Made anew when one agent changes its name, so it keeps views into its list instead of copies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

class AgentIndex {
 public:
  enum class Place : std::uint8_t {
    plugin_folder,  // by the plugin's folder
    plugin_name,    // by the plugin's name
    claude,         // .claude/agents, by the folder that .claude lies in
    user            // the user's ~/.claude/agents; it has no name
  };
  // All agents of one name.
  struct Named {
    std::uint32_t first = 0;                // by path
    std::vector<std::uint32_t> in_plugins;  // the first of each plugin; templates only where all are
  };

  AgentIndex(std::vector<Agent> agents, const std::vector<std::string>& roots, std::string_view home_agents);
  AgentIndex(const AgentIndex&) = delete;
  AgentIndex& operator=(const AgentIndex&) = delete;

  const std::vector<Agent>& all() const { return agents_; }  // sorted by path
  bool in_workspace() const { return in_workspace_; }        // at least one is, the user's own aside
  const Named* named(std::string_view name) const;
  // The first by path of that name at that place, or nullptr.
  const Agent* find(Place place, std::string_view place_name, std::string_view name) const;

 private:
  struct Key {
    std::uint32_t place;
    std::string_view name;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  // What a place is called -> its number.
  using Places = std::unordered_map<std::string_view, std::uint32_t>;

  bool add(Place place, std::string_view place_name, std::uint32_t agent);
  void add(std::uint32_t agent, bool beside_others, std::string_view home_agents);

  std::vector<Agent> agents_;
  Places places_[4];
  std::uint32_t place_count_ = 0;
  std::unordered_map<Key, std::uint32_t, KeyHash> by_place_;
  std::unordered_map<std::string_view, Named> by_name_;
  bool in_workspace_ = false;
};

// The folder whose .claude/agents holds `path`, or empty.
std::string_view claude_folder_of(std::string_view path);

}  // namespace baton
