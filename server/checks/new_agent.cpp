// See new_agent.h.
#include "server/checks/new_agent.h"

#include <algorithm>
#include <string>

#include "server/base/path.h"
#include "server/syntax/agent_references.h"

namespace baton {
namespace {

std::string folder_of(const Snapshot& snapshot, std::string_view from, std::string_view plugin_name) {
  const Plugin* plugin = plugin_name.empty() ? snapshot.plugin_of(from) : snapshot.plugin_named(plugin_name);
  if (plugin != nullptr) return path::join(plugin->folder, "agents");
  const std::string_view root = snapshot.root_of(from);
  return root.empty() ? std::string() : path::join(root, ".claude/agents");
}

}  // namespace

bool names_agent_file(std::string_view name) {
  constexpr std::size_t longest = 200;  // with its ending a file's name may have 255 bytes
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
  return !name.empty() && name.size() <= longest && name.front() != '.' &&
         name.find_first_of("/\\:*?\"<>| \t") == std::string_view::npos &&
         std::ranges::none_of(name, is_control);
}

std::optional<FileEdit> new_agent(const Snapshot& snapshot, std::string_view from, std::string_view plugin,
                                  std::string_view name) {
  const std::string folder = folder_of(snapshot, from, plugin);
  if (folder.empty() || !names_agent_file(name)) return std::nullopt;
  const std::string written = is_agent_name(name) ? std::string(name) : "\"" + std::string(name) + "\"";
  return FileEdit{path::join(folder, std::string(name) + ".md"),
                  {{0, 0}, "---\nname: " + written + "\ndescription: Use when \n---\n\n"}};
}

}  // namespace baton
