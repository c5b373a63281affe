// Bringing a snapshot up to date after changes on the disk, without walking all of it again.
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/disk/linked_agents.h"
#include "server/workspace/disk/reading.h"
#include "server/workspace/disk/refresh.h"
#include "server/workspace/disk/walk.h"

namespace baton {
namespace {

using Folders = std::map<std::string, FolderListing>;
using Facts = std::map<std::string, std::shared_ptr<const FileFacts>>;

enum class OnDisk { nothing, file, folder, link_to_folder };

OnDisk look_at(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return OnDisk::nothing;
  if (!S_ISDIR(about.st_mode)) return OnDisk::file;
  return ::lstat(path.c_str(), &about) == 0 && S_ISLNK(about.st_mode) ? OnDisk::link_to_folder
                                                                      : OnDisk::folder;
}

template <typename Map>
void erase_below(Map& map, const std::string& folder) {
  for (auto place = map.lower_bound(folder); place != map.end() && place->first.starts_with(folder);)
    place = path::is_below(place->first, folder) ? map.erase(place) : std::next(place);
}

struct Changes {
  Folders folders;
  Facts facts;
  std::set<std::string> read_again;
  std::set<std::string> followed;  // links, each once
};

// Without what was looked up at or below a changed path, in any letter case.
std::map<std::string, PathLookup> still_known(const std::map<std::string, PathLookup>& looked_up,
                                              const std::vector<std::string>& changed) {
  std::set<std::string> places;
  for (const std::string& path : changed) places.insert(fold_case(path));
  const auto lies_in = [&](const std::string& path) {
    for (std::string at = fold_case(path); at.size() > 1; at = std::string(path::parent(at)))
      if (places.contains(at)) return true;
    return false;
  };
  std::map<std::string, PathLookup> kept;
  for (const auto& [path, lookup] : looked_up)
    if (!lies_in(path) && !lies_in(lookup.path)) kept.emplace_hint(kept.end(), path, lookup);
  return kept;
}

// The outermost folder on the way to `path` whose own folder is known, or `path`: what appeared or went as a
// whole.
std::string changed_part(const Folders& folders, const std::string& root, const std::string& path) {
  std::string part = path;
  while (part != root && !folders.contains(std::string(path::parent(part)))) part = path::parent(part);
  return part;
}

// Where a changed path lies.
struct Around {
  std::string root;
  std::vector<std::string> roots;  // all that it is one of
  bool heed_rules = true;          // of .gitignore
};

void take_in_folder(const Around& around, const std::string& folder, Changes& changes) {
  WalkOptions options;
  options.folders = {folder};
  options.top = around.root;
  options.roots = around.roots;
  Workers alone(1);
  Walk found = walk(options, alone);
  for (auto& [path, listing] : found.folders) changes.folders[path] = std::move(listing);
  for (const auto* list : {&found.markdown, &found.facts_only})
    changes.read_again.insert(list->begin(), list->end());
}

void take_in(const Around& around, const std::string& path, Changes& changes) {
  const std::string& root = around.root;
  const std::string part = changed_part(changes.folders, root, path);
  if (part == root) return;  // the root itself is not known: nothing can be said
  const std::string parent(path::parent(part));
  const FolderEntries now = read_entries(parent);
  if (now.error != 0) {
    erase_below(changes.folders, parent);
    erase_below(changes.facts, parent);
    return;
  }
  changes.folders[parent] = listing_of(now.entries);
  const OnDisk kind = look_at(part);
  if (kind != OnDisk::folder) erase_below(changes.folders, part);
  const bool agents = part.find("/agents/", root.size()) != std::string::npos;
  switch (kind) {
    case OnDisk::nothing:
      erase_below(changes.facts, part);
      break;
    case OnDisk::link_to_folder:
      if (!changes.followed.insert(part).second) break;
      erase_below(changes.facts, part);
      for (std::string& behind : agents_behind(part, around.roots))
        changes.read_again.insert(std::move(behind));
      break;
    case OnDisk::folder:
      if (!changes.folders.contains(part) && (!around.heed_rules || is_walked(root, part, true)))
        take_in_folder(around, part, changes);
      break;
    case OnDisk::file:
      if (part.ends_with(".md") &&
          (!around.heed_rules || agents || changes.facts.contains(part) || is_walked(root, part, false)))
        changes.read_again.insert(part);
      break;
  }
}

void read_again(const Snapshot& world, Changes& changes) {
  std::vector<ReadTask> tasks;
  for (const std::string& path : changes.read_again) tasks.push_back({.path = path, .keep = false});
  Workers alone(1);
  std::vector<ReadOutcome> outcomes = read_files(tasks, world, alone, {});
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::string& path = tasks[i].path;
    std::shared_ptr<const FileFacts> facts = std::move(outcomes[i].facts);
    if (!facts && changes.facts.contains(path)) facts = read_outline(path);
    if (facts)
      changes.facts[path] = std::move(facts);
    else
      changes.facts.erase(path);
  }
}

}  // namespace

std::shared_ptr<const Snapshot> refresh_paths(std::shared_ptr<const Snapshot> snapshot,
                                              const std::vector<std::string>& paths) {
  SnapshotParts parts = snapshot->parts();
  Changes changes{*parts.folders, *parts.facts, {}, {}};
  for (const std::string& path : paths) {
    const std::string root(snapshot->root_of(path));
    if (!root.empty())
      take_in({root, snapshot->roots(), true}, path, changes);
    else if (!parts.home_agents.empty() && path::is_below(path, parts.home_agents))
      take_in({parts.home_agents, {parts.home_agents}, false}, path, changes);
  }
  parts.folders = std::make_shared<const Folders>(std::move(changes.folders));
  parts.looked_up =
      std::make_shared<const std::map<std::string, PathLookup>>(still_known(*parts.looked_up, paths));
  parts.facts = std::make_shared<const Facts>(changes.facts);
  if (!changes.read_again.empty()) {
    read_again(Snapshot(parts), changes);
    parts.facts = std::make_shared<const Facts>(std::move(changes.facts));
  }
  return std::make_shared<const Snapshot>(std::move(parts));
}

bool changes_everything(std::string_view path) {
  const std::string_view name = path::file_name(path);
  return name == ".gitignore" || name == ".baton.yaml" || name == "plugin.json" || name == "marketplace.json";
}

}  // namespace baton
