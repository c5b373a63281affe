// Plugins as their manifests and marketplaces tell. The JSON library's exceptions end here: a manifest that
// is no JSON says nothing.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

using Json = nlohmann::json;

// Deeper than any manifest is, and far from what a parser's stack bears.
constexpr int deepest = 100;

bool is_nested_deeply(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') ++i;
    if (quoted) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > deepest) return true;
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
  const bool beside =
      has_folder(parts, path::join(folder, "commands")) || has_folder(parts, path::join(folder, "agents"));
  if (!beside) return std::nullopt;
  return std::string(folder);
}

// A manifest may list agents beside those in agents/. Those are not read.
bool lists_agents_elsewhere(const Json& manifest, const std::string& folder) {
  const auto listed = manifest.find("agents");
  if (listed == manifest.end()) return false;
  const std::string usual = path::join(folder, "agents");
  const auto elsewhere = [&](const Json& agent) {
    return agent.is_string() && !path::is_below(path::join(folder, agent.get<std::string>()), usual);
  };
  return listed->is_array() ? std::any_of(listed->begin(), listed->end(), elsewhere) : elsewhere(*listed);
}

struct Known {
  std::string name;  // empty: its folder's
  bool half_seen = false;
};
using KnownPlugins = std::map<std::string, Known>;  // by folder

void take_in(const Json& manifest, const std::string& folder, KnownPlugins& plugins) {
  Known& known = plugins[folder];
  if (known.name.empty()) known.name = text_of(manifest, "name");
  known.half_seen = known.half_seen || lists_agents_elsewhere(manifest, folder);
}

// A source is taken from the marketplace's folder; a bare one ("formatter") first from its pluginRoot.
std::optional<std::string> folder_of_source(const SnapshotParts& parts, const std::string& base,
                                            const std::string& plugin_root, const std::string& source) {
  // A source that is an object lies elsewhere; an absolute path has no meaning here.
  if (source.empty() || source.front() == '/') return std::nullopt;
  std::vector<std::string> folders{path::join(base, source)};
  if (!plugin_root.empty()) {
    folders.push_back(path::join(path::join(base, plugin_root), source));
    if (source.front() != '.') std::swap(folders.front(), folders.back());
  }
  for (std::string& folder : folders)
    if (path::is_below(folder, base) && has_folder(parts, folder)) return std::move(folder);
  return std::nullopt;
}

void add_marketplace(const SnapshotParts& parts, std::string_view path, const Json& market,
                     KnownPlugins& plugins) {
  const std::string base(path::parent(path::parent(path)));
  const auto listed = market.find("plugins");
  if (listed == market.end() || !listed->is_array()) return;
  std::string plugin_root;
  if (const auto metadata = market.find("metadata"); metadata != market.end() && metadata->is_object())
    plugin_root = text_of(*metadata, "pluginRoot");
  for (const Json& plugin : *listed) {
    if (!plugin.is_object()) continue;
    if (const auto folder = folder_of_source(parts, base, plugin_root, text_of(plugin, "source")))
      take_in(plugin, *folder, plugins);
  }
}

}  // namespace

FoundPlugins find_plugins(const SnapshotParts& parts) {
  KnownPlugins plugins;
  for (const auto& [path, text] : *parts.manifests) {
    if (path::file_name(path) != "plugin.json") continue;
    const auto folder = folder_of_manifest(parts, path);
    if (folder) take_in(read_object(text).value_or(Json::object()), *folder, plugins);
  }
  for (const auto& [path, text] : *parts.manifests) {
    if (path::file_name(path) != "marketplace.json" ||
        path::file_name(path::parent(path)) != ".claude-plugin")
      continue;
    if (const auto market = read_object(text)) add_marketplace(parts, path, *market, plugins);
  }
  FoundPlugins out;
  for (auto& [folder, known] : plugins) {
    if (known.name.empty()) known.name = path::file_name(folder);
    if (known.half_seen) out.half_seen.insert(known.name);
    out.plugins.push_back({std::move(known.name), folder});
  }
  return out;
}

}  // namespace baton
