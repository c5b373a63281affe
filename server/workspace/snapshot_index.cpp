// Plugins and configurations by folder, and how the whole index is put together.
#include "server/workspace/snapshot_index.h"

#include <utility>

#include "server/base/path.h"

namespace baton {
namespace {

std::shared_ptr<const FolderIndex> index_folders(const SnapshotParts& parts) {
  auto index = std::make_shared<FolderIndex>();
  index->names = std::make_shared<const NameTable>(parts.folders);
  FoundPlugins found = find_plugins(parts);
  index->plugins = std::move(found.plugins);
  index->half_told_plugins = std::move(found.half_told);
  for (std::uint32_t i = 0; i < index->plugins.size(); ++i) {
    index->plugin_by_folder.emplace(index->plugins[i].folder, i);
    index->plugin_by_name.emplace(index->plugins[i].name, i);
  }
  for (const auto& [folder, configuration] : *parts.configurations) {
    const std::string root(root_of(parts.roots, folder));
    const auto outer = parts.configurations->find(root);
    const bool has_outer = !root.empty() && root != folder && outer != parts.configurations->end();
    FolderConfiguration merged{has_outer ? merge(outer->second, configuration) : configuration, {}};
    merged.known_agents.insert(merged.values.known_agents.begin(), merged.values.known_agents.end());
    index->configurations.emplace(folder, std::move(merged));
  }
  return index;
}

// Every file's facts, those that an editor changed in place of those read.
std::vector<Agent> agents_of(const SnapshotParts& parts, const FolderIndex& folders) {
  std::vector<Agent> agents;
  // Neighbours lie in one folder mostly.
  std::string_view folder;
  const Plugin* plugin = nullptr;
  const auto add = [&](const FileFacts& facts) {
    if (facts.kind != FileKind::agent || (facts.is_template && facts.name.empty())) return;
    if (const std::string_view own = path::parent(facts.path); own != folder) {
      folder = own;
      plugin = folders.plugin_above(folder);
    }
    agents.push_back({facts.name, facts.path, plugin != nullptr ? plugin->name : std::string(),
                      plugin != nullptr ? plugin->folder : std::string(), facts.is_template});
  };
  for (const auto& [path, facts] : *parts.facts)
    if (facts->kind == FileKind::agent && !parts.edited.contains(path)) add(*facts);
  for (const auto& [path, facts] : parts.edited) add(*facts);
  return agents;
}

std::shared_ptr<const SnapshotIndex> index_names(std::shared_ptr<const FolderIndex> folders,
                                                 const SnapshotParts& parts) {
  const FolderIndex& known = *folders;
  return std::shared_ptr<const SnapshotIndex>(new SnapshotIndex{
      std::move(folders), find_half_seen(parts, known),
      AgentIndex(agents_of(parts, known), parts.roots, parts.home_agents), SameNames(parts, known)});
}

}  // namespace

const Plugin* FolderIndex::plugin_above(std::string_view path) const {
  if (plugins.empty()) return nullptr;
  for (std::string folder(path);;) {
    if (const auto found = plugin_by_folder.find(folder); found != plugin_by_folder.end())
      return &plugins[found->second];
    const std::size_t slash = folder.rfind('/');
    if (slash == std::string::npos || slash == 0) return nullptr;
    folder.resize(slash);
  }
}

const FolderConfiguration& FolderIndex::configuration_above(std::string_view path) const {
  if (configurations.empty()) return no_configuration;
  for (std::string folder(path::parent(path));; folder = std::string(path::parent(folder))) {
    if (const auto found = configurations.find(folder); found != configurations.end()) return found->second;
    if (folder.size() <= 1) return no_configuration;
  }
}

std::string_view root_of(const std::vector<std::string>& roots, std::string_view path) {
  std::string_view best;
  for (const std::string& root : roots)
    if (path::is_below(path, root) && root.size() > best.size()) best = root;
  return best;
}

const FileFacts* facts_of(const SnapshotParts& parts, std::string_view path) {
  const std::string key(path);
  if (const auto edited = parts.edited.find(key); edited != parts.edited.end()) return edited->second.get();
  const auto found = parts.facts->find(key);
  return found == parts.facts->end() ? nullptr : found->second.get();
}

std::shared_ptr<const SnapshotIndex> make_index(const SnapshotParts& parts) {
  return index_names(index_folders(parts), parts);
}

std::shared_ptr<const SnapshotIndex> with_names_of(const SnapshotIndex& index, const SnapshotParts& parts) {
  return index_names(index.folders, parts);
}

}  // namespace baton
