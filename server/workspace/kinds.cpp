// What a file is: language.md of the documentation, "Kinds of files", rule by rule.
#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "server/base/path.h"
#include "server/workspace/about_folders.h"
#include "server/workspace/snapshot.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

// Keys of a command's front matter, other spellings included.
constexpr std::array<std::string_view, 26> command_keys = {"version",         "when_to_use",
                                                           "command",         "description",
                                                           "purpose",         "category",
                                                           "color",           "model",
                                                           "argument-hint",   "tags",
                                                           "skills",          "required-plugins",
                                                           "allowed-tools",   "disallowed-tools",
                                                           "context",         "agent",
                                                           "hooks",           "disable-model-invocation",
                                                           "user-invocable",  "interactive_mode",
                                                           "execution_modes", "execution-modes",
                                                           "execution_time",  "agents",
                                                           "external_docs",   "external_documentation"};
// Those that nothing but a command has, wherever it lies.
constexpr std::array<std::string_view, 3> telling_keys = {"command", "execution_modes", "external_docs"};
// Beside `description` these are an agent's; any page may have that one alone.
constexpr std::array<std::string_view, 5> agent_keys = {"tools", "model", "disallowedTools", "permissionMode",
                                                        "mcpServers"};

bool any_matches(const std::vector<PathGlob>& globs, std::string_view path) {
  return std::ranges::any_of(globs, [&](const PathGlob& glob) { return matches(glob, path); });
}

template <std::size_t count>
bool has_key(const Document& document, const std::array<std::string_view, count>& keys) {
  return std::ranges::any_of(document.front_matter.root.entries, [&](const YamlEntry& entry) {
    return std::ranges::find(keys, entry.key) != keys.end();
  });
}

// The nearest plugin above a path, or nullptr.
const Plugin* plugin_above(std::string_view path, const std::vector<Plugin>& plugins) {
  for (std::string_view folder = path::parent(path); !plugins.empty() && folder.size() > 1;
       folder = path::parent(folder)) {
    const auto found = std::ranges::lower_bound(
        plugins, folder, {}, [](const Plugin& plugin) { return std::string_view(plugin.folder); });
    if (found != plugins.end() && found->folder == folder) return &*found;
  }
  return nullptr;
}

std::string_view plugin_folder_of(std::string_view path, const std::vector<Plugin>& plugins) {
  const Plugin* plugin = plugin_above(path, plugins);
  return plugin != nullptr ? std::string_view(plugin->folder) : std::string_view();
}

enum class Listed : std::uint8_t { no, itself, folder };

// `listed` is sorted. The plugin's own folder as a whole says nothing of one file in it.
Listed find_listed(const std::vector<std::string>& listed, std::string_view path, std::string_view plugin) {
  if (listed.empty()) return Listed::no;
  for (std::string_view at = path; at.size() > plugin.size(); at = path::parent(at))
    if (std::binary_search(listed.begin(), listed.end(), at, std::less<>()))
      return at.size() == path.size() ? Listed::itself : Listed::folder;
  return Listed::no;
}

struct Surroundings {
  std::string_view plugin, root;  // folders; empty: none
  // The path from the nearer of the two down, with a slash before it: what a clone's own folder is called,
  // and those above it, says nothing of its files.
  std::string_view below;
};

Surroundings surroundings_of(std::string_view path, const std::vector<Plugin>& plugins,
                             const std::vector<std::string>& roots) {
  Surroundings out{plugin_folder_of(path, plugins), root_of(roots, path), path};
  const std::size_t above = std::max(out.plugin.size(), out.root.size());
  if (above > 1) out.below.remove_prefix(above);
  return out;
}

bool has_folder(std::string_view path, std::string_view folder) {
  return path.find(folder) != std::string_view::npos;
}

// "/.cursor/", "/.github/": such a folder is another tool's, and so is what lies in it.
bool is_another_tools(std::string_view folder) {
  return folder.starts_with('.') && !folder.starts_with(".claude") && folder != "." && folder != "..";
}

// `path` up to the first folder of another tool.
std::string_view before_other_tools(std::string_view path) {
  for (std::size_t at = path.find("/."); at != std::string_view::npos; at = path.find("/.", at + 1)) {
    const std::size_t end = path.find('/', at + 1);
    if (end == std::string_view::npos) break;
    if (is_another_tools(path.substr(at + 1, end - at - 1))) return path.substr(0, at);
  }
  return path;
}

// "/w/agents/x.md", not "/w/docs/agents/x.md".
bool lies_in_own_agents(const Surroundings& around) {
  return (!around.root.empty() || !around.plugin.empty()) && around.below.starts_with("/agents/");
}

bool lies_in_some_agents(std::string_view path, const Surroundings& around) {
  if (!around.root.empty() || !around.plugin.empty())
    return has_folder(before_other_tools(around.below), "/agents/");
  // Outside of every workspace any folder above may be called so by chance; the one that holds the file is
  // not.
  const std::string_view folder = path::parent(path);
  return path::file_name(folder) == "agents" && !is_another_tools(path::file_name(path::parent(folder)));
}

bool has_keys_of_agent(const Document& document) {
  const YamlNode& root = document.front_matter.root;
  return root.find("name") != nullptr ||
         (root.find("description") != nullptr && has_key(document, agent_keys));
}

bool lies_with_agents(std::string_view path, const Surroundings& around) {
  return has_folder(path, "/.claude/agents/") || lies_in_own_agents(around);
}

bool is_agent(std::string_view path, const Document& document, const Surroundings& around) {
  if (!path.ends_with(".md") || !document.front_matter.present) return false;
  if (lies_with_agents(path, around)) return true;
  return lies_in_some_agents(path, around) && has_keys_of_agent(document);
}

bool lies_with_commands(std::string_view path, const Surroundings& around) {
  const auto in_commands_of = [&](std::string_view folder) {
    if (folder.empty() || !path::is_below(path, folder)) return false;
    return path.substr(folder == "/" ? 0 : folder.size()).starts_with("/commands/");
  };
  return has_folder(path, "/.claude/commands/") || in_commands_of(around.plugin) ||
         in_commands_of(around.root);
}

// Below a folder of that name, the workspace's root included: who stands in commands/ means its files.
bool lies_below_commands(const Surroundings& around) {
  return has_folder(before_other_tools(around.below), "/commands/") ||
         path::file_name(around.root) == "commands";
}

bool is_command(std::string_view path, const Document& document, const Surroundings& around) {
  if (path.ends_with(".md") && !is_about_a_folder(path)) {
    if (lies_with_commands(path, around)) return true;
    if (lies_below_commands(around) && has_key(document, command_keys)) return true;
  }
  return has_key(document, telling_keys) || document.has_runnable_form();
}

struct ListedKind {
  FileKind kind = FileKind::document;
  Listed listed = Listed::no;
};

std::optional<ListedKind> find_listed_kind(std::string_view path, const std::vector<Plugin>& plugins) {
  if (!path.ends_with(".md")) return std::nullopt;
  for (const Plugin* plugin = plugin_above(path, plugins); plugin != nullptr;
       plugin = plugin_above(plugin->folder, plugins)) {
    const Listed agent = find_listed(plugin->agents, path, plugin->folder);
    if (agent != Listed::no) return ListedKind{FileKind::agent, agent};
    const Listed command = find_listed(plugin->commands, path, plugin->folder);
    if (command == Listed::itself || (command == Listed::folder && !is_about_a_folder(path)))
      return ListedKind{FileKind::command, command};
  }
  return std::nullopt;
}

// Without a `name` it is no agent, though it may have front matter for a site.
bool is_page_about_agents(std::string_view path, const std::optional<ListedKind>& listed) {
  return is_about_agents(path) && !(listed && listed->listed == Listed::itself);
}

}  // namespace

std::optional<FileKind> listed_kind_of(std::string_view path, const std::vector<Plugin>& plugins) {
  const std::optional<ListedKind> found = find_listed_kind(path, plugins);
  return found ? std::optional(found->kind) : std::nullopt;
}

bool is_agent_by_place(std::string_view path, const std::vector<Plugin>& plugins,
                       const std::vector<std::string>& roots, const Configuration& configuration) {
  if (any_matches(configuration.agents, path)) return true;
  const std::optional<ListedKind> listed = find_listed_kind(path, plugins);
  if (is_page_about_agents(path, listed)) return false;
  if (listed && listed->kind == FileKind::agent) return true;
  return path.ends_with(".md") && lies_with_agents(path, surroundings_of(path, plugins, roots));
}

std::optional<FileKind> plain_kind_of(std::string_view path, const FolderListing* folder) {
  const std::string_view name = path::file_name(path);
  if (name == ".baton.yaml") return FileKind::configuration;
  const bool own_place = path::file_name(path::parent(path)) == ".claude-plugin";
  if (name == "marketplace.json" && own_place) return FileKind::manifest;
  if (name != "plugin.json") return std::nullopt;
  const auto beside = [&](std::string_view wanted) {
    return folder != nullptr && std::ranges::find(folder->folders, wanted) != folder->folders.end();
  };
  if (own_place || beside("commands") || beside("agents")) return FileKind::manifest;
  return std::nullopt;
}

std::optional<FileKind> plain_kind_of(std::string_view path,
                                      const std::map<std::string, FolderListing>& folders) {
  const auto beside = folders.find(std::string(path::parent(path)));
  return plain_kind_of(path, beside == folders.end() ? nullptr : &beside->second);
}

FileKind kind_of(std::string_view path, const Document& document, const std::vector<Plugin>& plugins,
                 const std::vector<std::string>& roots, const Configuration& configuration) {
  if (any_matches(configuration.commands, path)) return FileKind::command;
  if (any_matches(configuration.agents, path)) return FileKind::agent;
  if (path::file_name(path) == "SKILL.md") return FileKind::skill;
  const std::optional<ListedKind> listed = find_listed_kind(path, plugins);
  const bool may_be_agent =
      !is_page_about_agents(path, listed) || document.front_matter.root.find("name") != nullptr;
  if (listed && (listed->kind == FileKind::command || (may_be_agent && document.front_matter.present)))
    return listed->kind;
  const Surroundings around = surroundings_of(path, plugins, roots);
  if (may_be_agent && is_agent(path, document, around)) return FileKind::agent;
  return is_command(path, document, around) ? FileKind::command : FileKind::document;
}

}  // namespace baton
