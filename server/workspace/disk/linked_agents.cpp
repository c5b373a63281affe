// See linked_agents.h.
#include "server/workspace/disk/linked_agents.h"

#include <stdlib.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "server/base/path.h"
#include "server/workspace/disk/entries.h"

namespace baton {
namespace {

// Folders of agents are flat; whoever links his home there is not to wait for it.
constexpr std::size_t most_deep = 4;
constexpr std::size_t most_files = 5'000;

// Empty where there is nothing.
std::string real(std::string_view path) {
  const std::unique_ptr<char, decltype(&::free)> found(::realpath(std::string(path).c_str(), nullptr),
                                                       &::free);
  return found ? std::string(found.get()) : std::string();
}

bool is_agents_of_root(const std::string& target, const std::string& root) {
  const std::string top = real(root);
  if (top.empty() || !path::is_below(target, top)) return false;
  const std::string below = target.substr(top == "/" ? 0 : top.size()) + '/';
  return below.starts_with("/agents/") || below.starts_with("/.claude/agents/");
}

void add_files(const std::string& folder, std::size_t depth, std::vector<std::string>& out) {
  for (const FolderEntry& entry : read_entries(folder).entries) {
    if (out.size() == most_files) return;
    if (entry.type == FolderEntry::Type::file && path::is_markdown(entry.name))
      out.push_back(path::join(folder, entry.name));
    else if (entry.type == FolderEntry::Type::folder && !entry.is_link && depth < most_deep &&
             entry.name != ".git" && entry.name != "node_modules")
      add_files(path::join(folder, entry.name), depth + 1, out);
  }
}

}  // namespace

std::vector<std::string> agents_behind(const std::string& folder, std::span<const std::string> roots) {
  const std::string target = real(folder);
  if (target.empty() || path::is_below(real(path::parent(folder)), target)) return {};
  constexpr std::string_view agents = "/agents";
  const std::size_t around = folder.rfind(std::string(agents) + '/');
  if (around != std::string::npos && path::is_below(target, real(folder.substr(0, around + agents.size()))))
    return {};
  if (std::ranges::any_of(roots, [&](const std::string& root) { return is_agents_of_root(target, root); }))
    return {};
  std::vector<std::string> out;
  add_files(folder, 0, out);
  return out;
}

}  // namespace baton
