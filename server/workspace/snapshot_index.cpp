// Plugins, agents and configurations by name and folder.
#include "server/workspace/snapshot_index.h"

#include <algorithm>

#include "server/base/path.h"

namespace baton {
namespace {

void add_agents(SnapshotIndex& index, const SnapshotParts& parts) {
  const auto add = [&](const FileFacts& facts) {
    if (facts.kind != FileKind::agent || facts.is_template) return;
    const Plugin* plugin = index.plugin_above(facts.path);
    index.agents.push_back({facts.name, facts.path, plugin != nullptr ? plugin->name : std::string(),
                            plugin != nullptr ? plugin->folder : std::string()});
  };
  for (const auto& [path, facts] : *parts.facts)
    if (!parts.edited.contains(path)) add(*facts);
  for (const auto& [path, facts] : parts.edited) add(*facts);
  std::sort(index.agents.begin(), index.agents.end(),
            [](const Agent& a, const Agent& b) { return a.path < b.path; });
  for (std::uint32_t i = 0; i < index.agents.size(); ++i) {
    index.agents_by_name[index.agents[i].name].push_back(i);
    index.defines_agents = index.defines_agents || !root_of(parts, index.agents[i].path).empty();
  }
}

}  // namespace

const Plugin* SnapshotIndex::plugin_above(std::string_view path) const {
  if (plugins.empty()) return nullptr;
  for (std::string folder(path);;) {
    if (const auto found = plugin_by_folder.find(folder); found != plugin_by_folder.end())
      return &plugins[found->second];
    const std::size_t slash = folder.rfind('/');
    if (slash == std::string::npos || slash == 0) return nullptr;
    folder.resize(slash);
  }
}

std::string_view root_of(const SnapshotParts& parts, std::string_view path) {
  std::string_view best;
  for (const std::string& root : parts.roots)
    if (path::is_below(path, root) && root.size() > best.size()) best = root;
  return best;
}

SnapshotIndex make_index(const SnapshotParts& parts) {
  SnapshotIndex index;
  index.names = std::make_shared<const NameTable>(parts.folders);
  index.plugins = find_plugins(parts);
  for (std::uint32_t i = 0; i < index.plugins.size(); ++i) {
    index.plugin_by_folder.emplace(index.plugins[i].folder, i);
    index.plugin_by_name.emplace(index.plugins[i].name, i);
  }
  add_agents(index, parts);
  for (const auto& [folder, configuration] : *parts.configurations) {
    const std::string root(root_of(parts, folder));
    const auto outer = parts.configurations->find(root);
    const bool has_outer = !root.empty() && root != folder && outer != parts.configurations->end();
    index.configurations.emplace(folder, has_outer ? merge(outer->second, configuration) : configuration);
  }
  return index;
}

SnapshotIndex with_agents_of(const SnapshotIndex& index, const SnapshotParts& parts) {
  SnapshotIndex out = index;
  out.agents.clear();
  out.agents_by_name.clear();
  out.defines_agents = false;
  add_agents(out, parts);
  return out;
}

}  // namespace baton
