// Plugins as their manifests and marketplaces tell. The JSON library's exceptions end here: a manifest that is no JSON
// says nothing.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/base/path.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

using Json = nlohmann::json;

// Deeper than any manifest is, and far from what a parser's stack bears.
bool is_nested_deeply(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > 100) return true;
  }
  return false;
}

std::optional<Json> read_object(std::string_view text) {
  if (is_nested_deeply(text)) return std::nullopt;
  Json value = Json::parse(text, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  return value;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool has_folder(const SnapshotParts& parts, const std::string& folder) {
  return parts.folders->contains(folder);
}

// plugin.json names the plugin that it lies in: beside commands/ or agents/, or in .claude-plugin/.
std::optional<std::string> folder_of_manifest(const SnapshotParts& parts, std::string_view path) {
  const std::string_view folder = path::parent(path);
  if (path::file_name(folder) == ".claude-plugin") return std::string(path::parent(folder));
  const bool beside = has_folder(parts, path::join(folder, "commands")) || has_folder(parts, path::join(folder, "agents"));
  if (!beside) return std::nullopt;
  return std::string(folder);
}

void add_marketplace(const SnapshotParts& parts, std::string_view path, const Json& market,
                     std::map<std::string, std::string>& plugins) {
  std::string base(path::parent(path::parent(path)));
  const auto listed = market.find("plugins");
  if (listed == market.end() || !listed->is_array()) return;
  std::string plugin_root;
  if (const auto metadata = market.find("metadata"); metadata != market.end() && metadata->is_object())
    plugin_root = text_of(*metadata, "pluginRoot");
  for (const Json& plugin : *listed) {
    if (!plugin.is_object()) continue;
    // A source that is an object lies elsewhere.
    const std::string source = text_of(plugin, "source");
    if (source.empty() || source.front() == '/') continue;
    std::string folder = path::join(base, source);
    if (!plugin_root.empty() && !has_folder(parts, folder)) folder = path::join(path::join(base, plugin_root), source);
    if (!path::is_below(folder, base) || !has_folder(parts, folder)) continue;
    const std::string name = text_of(plugin, "name");
    std::string& known = plugins[folder];
    if (known.empty()) known = name;
  }
}

}  // namespace

std::vector<Plugin> find_plugins(const SnapshotParts& parts) {
  std::map<std::string, std::string> plugins;  // folder -> name
  for (const auto& [path, text] : *parts.manifests) {
    if (path::file_name(path) != "plugin.json") continue;
    const auto folder = folder_of_manifest(parts, path);
    if (!folder) continue;
    const auto manifest = read_object(text);
    const std::string name = manifest ? text_of(*manifest, "name") : std::string();
    std::string& known = plugins[*folder];
    if (known.empty()) known = name;
  }
  for (const auto& [path, text] : *parts.manifests) {
    if (path::file_name(path) != "marketplace.json") continue;
    if (const auto market = read_object(text)) add_marketplace(parts, path, *market, plugins);
  }
  std::vector<Plugin> out;
  for (auto& [folder, name] : plugins) {
    if (name.empty()) name = path::file_name(folder);
    out.push_back({name, folder});
  }
  return out;
}

}  // namespace baton
