// What a snapshot looks up by name, made once from its parts: plugins and configurations by folder; agents by
// name, and files that share one. The two are apart, since an edit may change an agent's name but no plugin.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "server/workspace/agent_index.h"
#include "server/workspace/name_table.h"
#include "server/workspace/same_names.h"
#include "server/workspace/snapshot.h"

namespace baton {

struct FolderConfiguration {
  Configuration values;
  std::unordered_set<std::string> known_agents;  // of `values`
};

struct FolderIndex {
  std::vector<Plugin> plugins;  // sorted by folder
  std::unordered_map<std::string, std::uint32_t> plugin_by_folder;
  std::unordered_map<std::string, std::uint32_t> plugin_by_name;  // of equal names the first
  std::unordered_set<std::string>
      half_told_plugins;  // names of those whose manifests list agents that cannot be followed
  std::map<std::string, FolderConfiguration> configurations;  // folder -> merged over its root's
  FolderConfiguration no_configuration;
  std::shared_ptr<const NameTable> names;  // of the known folders

  // The nearest plugin at or above a path, or nullptr.
  const Plugin* plugin_above(std::string_view path) const;
  // Of the nearest .baton.yaml above a path.
  const FolderConfiguration& configuration_above(std::string_view path) const;
};

struct SnapshotIndex {
  std::shared_ptr<const FolderIndex> folders;
  // Names of plugins that say to have agents outside of their agents/, which nobody reads.
  std::unordered_set<std::string> half_seen_plugins;
  AgentIndex agents;
  SameNames same_names;
};

// What is known of a file, as an editor has it where one changed it; nullptr for none.
const FileFacts* facts_of(const SnapshotParts& parts, std::string_view path);

struct FoundPlugins {
  std::vector<Plugin> plugins;                // sorted by folder
  std::unordered_set<std::string> half_told;  // see FolderIndex
};

// From plugin.json, marketplace.json and the folders around them (language.md of the documentation, "Kinds of
// files"). A manifest that is no JSON names nothing; its plugin has its folder's name.
FoundPlugins find_plugins(const SnapshotParts& parts);
// Of those, the names of all that list agents which nobody read.
std::unordered_set<std::string> find_half_seen(const SnapshotParts& parts, const FolderIndex& folders);

std::shared_ptr<const SnapshotIndex> make_index(const SnapshotParts& parts);
// The same folders with the agents and names of other facts.
std::shared_ptr<const SnapshotIndex> with_names_of(const SnapshotIndex& index, const SnapshotParts& parts);

// The folder that a path's components are counted from: the deepest root that holds it, or empty.
std::string_view root_of(const std::vector<std::string>& roots, std::string_view path);

}  // namespace baton
