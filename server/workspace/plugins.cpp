// Plugins as their manifests and marketplaces tell. A manifest that is no JSON says nothing.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/manifest.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

// Null where it is no JSON, or no text.
const YamlNode& root_of(const ManifestFile& file) {
  static const YamlNode nothing;
  return first_invalid_utf8(file.text) == std::string_view::npos ? file.manifest.root : nothing;
}

bool has_folder(const SnapshotParts& parts, const std::string& folder) {
  return parts.folders->contains(folder);
}

// plugin.json names the plugin that it lies in: beside commands/ or agents/, or in .claude-plugin/.
std::optional<std::string> folder_of_manifest(const SnapshotParts& parts, std::string_view path) {
  return plain_kind_of(path, *parts.folders) ? std::optional(manifest_folder(path)) : std::nullopt;
}

struct Known {
  std::string name;  // empty: its folder's
  std::vector<std::string> commands, agents;
  bool half_told = false;
};
using KnownPlugins = std::map<std::string, Known>;  // by folder

// How many texts stand in a value that is one, or a list.
std::size_t text_count(const YamlNode& manifest, std::string_view key) {
  const YamlEntry* entry = manifest.find(key);
  if (entry == nullptr) return 0;
  return (is_string(entry->value) ? 1U : 0U) +
         static_cast<std::size_t>(std::ranges::count_if(entry->value.items, is_string));
}

void take_in(const YamlNode& manifest, const std::string& folder, KnownPlugins& plugins) {
  Known& known = plugins[folder];
  if (known.name.empty()) known.name = string_at(manifest, "name");
  std::size_t agents = 0;
  for (ListedPath& listed : listed_paths(manifest, folder)) {
    if (listed.what == ListedPath::What::command) known.commands.push_back(std::move(listed.places.front()));
    if (listed.what != ListedPath::What::agent) continue;
    known.agents.push_back(std::move(listed.places.front()));
    ++agents;
  }
  // A path with a variable in it, or an absolute one, may lead to agents as well.
  known.half_told = known.half_told || agents < text_count(manifest, "agents");
}

void add_marketplace(const SnapshotParts& parts, std::string_view path, const YamlNode& market,
                     KnownPlugins& plugins) {
  const std::string base = manifest_folder(path);
  const YamlEntry* listed = market.find("plugins");
  if (listed == nullptr) return;
  for (const YamlNode& plugin : listed->value.items) {
    const auto source = listed_source(market, plugin, base);
    if (!source) continue;
    for (const std::string& folder : source->places) {
      if (!path::is_below(folder, base) || !has_folder(parts, folder)) continue;
      take_in(plugin, folder, plugins);
      break;
    }
  }
}

// A folder that stands in a listing and has none itself: behind a link, or unreadable.
bool is_not_listed(const SnapshotParts& parts, const std::string& folder) {
  if (has_folder(parts, folder)) return false;
  const auto around = parts.folders->find(std::string(path::parent(folder)));
  return around != parts.folders->end() &&
         std::ranges::binary_search(around->second.folders, path::file_name(folder));
}

// Agents that are listed and that nobody read, since they are ignored, elsewhere, or not there.
bool is_half_seen(const SnapshotParts& parts, const Plugin& plugin) {
  const std::string usual = path::join(plugin.folder, "agents");
  if (is_not_listed(parts, usual)) return true;
  return std::ranges::any_of(plugin.agents, [&](const std::string& path) {
    if (path::is_below(path, usual) || has_folder(parts, path)) return false;
    const FileFacts* facts = facts_of(parts, path);
    return facts == nullptr || facts->kind != FileKind::agent;
  });
}

void sort_uniquely(std::vector<std::string>& paths) {
  std::ranges::sort(paths);
  const auto repeated = std::ranges::unique(paths);
  paths.erase(repeated.begin(), repeated.end());
}

}  // namespace

FoundPlugins find_plugins(const SnapshotParts& parts) {
  KnownPlugins plugins;
  for (const auto& [path, file] : *parts.manifests) {
    if (is_marketplace(path)) continue;
    if (const auto folder = folder_of_manifest(parts, path)) take_in(root_of(*file), *folder, plugins);
  }
  for (const auto& [path, file] : *parts.manifests)
    if (is_marketplace(path) && path::file_name(path::parent(path)) == ".claude-plugin")
      add_marketplace(parts, path, root_of(*file), plugins);
  FoundPlugins out;
  for (auto& [folder, known] : plugins) {
    Plugin plugin{std::move(known.name), folder, std::move(known.commands), std::move(known.agents)};
    if (plugin.name.empty()) plugin.name = path::file_name(folder);
    sort_uniquely(plugin.commands);
    sort_uniquely(plugin.agents);
    if (known.half_told) out.half_told.insert(plugin.name);
    out.plugins.push_back(std::move(plugin));
  }
  return out;
}

std::unordered_set<std::string> find_half_seen(const SnapshotParts& parts, const FolderIndex& folders) {
  std::unordered_set<std::string> out = folders.half_told_plugins;
  for (const Plugin& plugin : folders.plugins)
    if (is_half_seen(parts, plugin)) out.insert(plugin.name);
  return out;
}

}  // namespace baton
