// See linked_agents.h.
#include "server/workspace/disk/linked_agents.h"

#include <stdlib.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

// Folders of agents are flat; whoever links his home there is not to wait for it.
constexpr std::size_t most_deep = 4;
constexpr std::size_t most_folders = 500;
constexpr std::size_t most_entries = 10'000;

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

// Below its root, whose own name counts. Outside of every one any folder above may be called so by chance.
bool lies_in_agents(const std::string& folder, const std::vector<std::string>& roots) {
  const std::string_view root = root_of(roots, folder);
  const std::string_view above = root.empty() ? path::parent(path::parent(folder)) : path::parent(root);
  return (folder + '/').find("/agents/", above == "/" ? 0 : above.size()) != std::string::npos;
}

struct Followed {
  std::string folder;  // of agents, by way of the link; empty: it is not followed
  std::string target;  // what that is in truth
};

Followed follow(const std::string& link, const std::vector<std::string>& roots) {
  constexpr std::string_view agents = "/agents";
  const bool tools_folder = path::file_name(link) == ".claude";
  if (!tools_folder && !lies_in_agents(link, roots)) return {};
  const std::string folder = tools_folder ? link + std::string(agents) : link;
  std::string target = real(folder);
  if (target.empty() || path::is_below(real(path::parent(folder)), target)) return {};
  const std::size_t around = folder.rfind(std::string(agents) + '/');
  if (around != std::string::npos && path::is_below(target, real(folder.substr(0, around + agents.size()))))
    return {};
  if (std::ranges::any_of(roots, [&](const std::string& root) { return is_agents_of_root(target, root); }))
    return {};
  return {folder, std::move(target)};
}

// What lies behind one link, as far as the bounds go.
class Look {
 public:
  explicit Look(const CancelToken& cancel) : cancel_(cancel) {}
  void add_files(const std::string& folder, std::size_t depth) {
    if (folders_ == most_folders || entries_ >= most_entries || cancel_.cancelled()) return;
    ++folders_;
    for (const FolderEntry& entry : read_entries(folder).entries) {
      if (++entries_ > most_entries) return;
      if (entry.type == FolderEntry::Type::file && path::is_markdown(entry.name))
        files.push_back(path::join(folder, entry.name));
      else if (entry.type == FolderEntry::Type::folder && !entry.is_link && depth < most_deep &&
               !left_out_by_name(entry.name))
        add_files(path::join(folder, entry.name), depth + 1);
    }
  }
  std::vector<std::string> files;

 private:
  const CancelToken& cancel_;
  std::size_t folders_ = 0;
  std::size_t entries_ = 0;
};

// Folders that are listed and not entered, as links are.
std::vector<Followed> followed_links(const Snapshot& snapshot) {
  std::vector<std::string> roots = snapshot.roots();
  if (!snapshot.parts().home_agents.empty()) roots.push_back(snapshot.parts().home_agents);
  const auto& folders = *snapshot.parts().folders;
  std::vector<Followed> out;
  for (const auto& [folder, listing] : folders) {
    for (const std::string& name : listing.folders) {
      const std::string link = path::join(folder, name);
      if (folders.contains(link)) continue;
      Followed followed = follow(link, roots);
      if (!followed.folder.empty()) out.push_back(std::move(followed));
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> agents_behind(const std::string& link, const std::vector<std::string>& roots,
                                       const CancelToken& cancel) {
  const Followed followed = follow(link, roots);
  if (followed.folder.empty()) return {};
  Look look(cancel);
  look.add_files(followed.folder, 0);
  return std::move(look.files);
}

std::vector<std::string> paths_behind_links(const Snapshot& snapshot, const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  if (std::ranges::none_of(paths, path::is_markdown)) return out;
  const std::vector<Followed> links = followed_links(snapshot);
  if (links.empty()) return out;
  for (const std::string& path : paths) {
    if (!path::is_markdown(path)) continue;
    const std::string in_truth = path::join(real(path::parent(path)), path::file_name(path));
    for (const Followed& link : links) {
      if (!path::is_below(in_truth, link.target)) continue;
      std::string behind = path::join(link.folder, path::relative(in_truth, link.target));
      if (behind != path) out.push_back(std::move(behind));
    }
  }
  return out;
}

}  // namespace baton
