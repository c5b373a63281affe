// What a snapshot looks up by name, made once from its parts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/workspace/name_table.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct SnapshotIndex {
  std::vector<Plugin> plugins;  // sorted by folder
  std::unordered_map<std::string, std::uint32_t> plugin_by_folder;
  std::unordered_map<std::string, std::uint32_t> plugin_by_name;  // of equal names the first
  std::vector<Agent> agents;                                      // sorted by path
  std::unordered_map<std::string, std::vector<std::uint32_t>> agents_by_name;
  bool defines_agents = false;
  std::map<std::string, Configuration> configurations;  // folder -> merged over its root's
  Configuration no_configuration;
  std::shared_ptr<const NameTable> names;  // of the known folders

  // The nearest plugin at or above a path, or nullptr.
  const Plugin* plugin_above(std::string_view path) const;
};

// From plugin.json, marketplace.json and the folders around them (language.md of the documentation, "Kinds of files").
// A manifest that is no JSON names nothing; its plugin has its folder's name.
std::vector<Plugin> find_plugins(const SnapshotParts& parts);

SnapshotIndex make_index(const SnapshotParts& parts);
// The same with the agents of other facts.
SnapshotIndex with_agents_of(const SnapshotIndex& index, const SnapshotParts& parts);

// The folder that a path's components are counted from: the deepest root that holds it, or empty.
std::string_view root_of(const SnapshotParts& parts, std::string_view path);

}  // namespace baton
