// Which paths a manifest lists, and the folders that they are seen from (manifest.h).
#include <algorithm>
#include <array>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

using What = ListedPath::What;

struct ListingKey {
  std::string_view key;
  What what;
};
constexpr std::array<ListingKey, 7> listing_keys = {{{"commands", What::command},
                                                     {"agents", What::agent},
                                                     {"skills", What::skill},
                                                     {"outputStyles", What::output_style},
                                                     {"hooks", What::hooks},
                                                     {"mcpServers", What::mcp_servers},
                                                     {"lspServers", What::lsp_servers}}};

constexpr std::string_view root_variable = "${CLAUDE_PLUGIN_ROOT}";

// A path below `folder`; nothing for what is no path, or one that leads nobody knows where.
std::optional<std::string> path_from(std::string_view text, const std::string& folder) {
  if (text.starts_with(root_variable)) {
    text.remove_prefix(root_variable.size());
    while (text.starts_with('/')) text.remove_prefix(1);
  } else {
    const bool is_path = text.starts_with('.') || text.find('/') != std::string_view::npos ||
                         text.ends_with(".md") || text.ends_with(".json");
    if (!is_path || text.starts_with('/') || text.starts_with('~')) return std::nullopt;
  }
  if (text.find("://") != std::string_view::npos) return std::nullopt;
  // A variable, a pattern, a path of Windows.
  if (text.find_first_of(std::string_view("$%{}<>*?|\\\0", 11)) != std::string_view::npos)
    return std::nullopt;
  return path::join(folder, text);
}

void add(const YamlNode& value, What what, const std::string& folder, std::vector<ListedPath>& out) {
  if (!is_string(value)) return;
  if (auto path = path_from(value.text, folder)) out.push_back({what, &value, {std::move(*path)}});
}

}  // namespace

bool is_marketplace(std::string_view path) {
  return path::file_name(path) == "marketplace.json";
}

std::string manifest_folder(std::string_view path) {
  const std::string_view folder = path::parent(path);
  return std::string(path::file_name(folder) == ".claude-plugin" ? path::parent(folder) : folder);
}

// Each of these keys holds a path, a list of paths and other things, or a map with things inside it; of a
// command in a map the path is its `source`.
std::vector<ListedPath> listed_paths(const YamlNode& plugin, const std::string& folder) {
  std::vector<ListedPath> out;
  for (const auto& [key, what] : listing_keys) {
    const YamlEntry* entry = plugin.find(key);
    if (entry == nullptr) continue;
    add(entry->value, what, folder, out);
    for (const YamlNode& item : entry->value.items) add(item, what, folder, out);
    if (what != What::command) continue;
    for (const YamlEntry& command : entry->value.entries)
      if (const YamlEntry* source = command.value.find("source")) add(source->value, what, folder, out);
  }
  return out;
}

// It is seen from the marketplace's folder, and a bare one ("formatter") from its pluginRoot first.
std::optional<ListedPath> listed_source(const YamlNode& market, const YamlNode& entry,
                                        const std::string& folder) {
  const YamlEntry* source = entry.find("source");
  if (source == nullptr || !is_string(source->value)) return std::nullopt;
  const std::string& text = source->value.text;
  const YamlEntry* metadata = market.find("metadata");
  const std::string_view root =
      metadata != nullptr ? string_at(metadata->value, "pluginRoot") : std::string_view();
  // An absolute path has no meaning here.
  if (text.empty() || text.front() == '/') return std::nullopt;
  ListedPath out{What::source, &source->value, {path::join(folder, text)}};
  if (!root.empty()) {
    out.places.push_back(path::join(path::join(folder, root), text));
    if (text.front() != '.') std::swap(out.places.front(), out.places.back());
  }
  return out;
}

std::vector<ListedPath> listed_paths(const Snapshot& snapshot, std::string_view path, const YamlNode& root) {
  const std::string folder = manifest_folder(path);
  if (!is_marketplace(path)) return listed_paths(root, folder);
  std::vector<ListedPath> out;
  const YamlEntry* plugins = root.find("plugins");
  if (plugins == nullptr) return out;
  for (const YamlNode& plugin : plugins->value.items) {
    auto source = listed_source(root, plugin, folder);
    if (!source) continue;
    // Without its folder nothing can be said of what should lie in it.
    const auto there = std::ranges::find_if(source->places, [&](const std::string& place) {
      return snapshot.look_up(place).presence != Presence::missing;
    });
    if (there != source->places.end()) {
      std::vector<ListedPath> inner = listed_paths(plugin, *there);
      std::move(inner.begin(), inner.end(), std::back_inserter(out));
    }
    out.push_back(std::move(*source));
  }
  return out;
}

}  // namespace baton
