// Whether a path is there, and how the disk spells it, as far as a snapshot can tell.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/path.h"
#include "server/workspace/external_docs.h"
#include "server/workspace/name_table.h"
#include "server/workspace/snapshot.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

using Folders = std::map<std::string, FolderListing>;

// No system opens a longer path (Linux: PATH_MAX), nor one with a NUL in it.
constexpr std::size_t longest_path = 4096;

bool can_exist(std::string_view path) {
  return path.size() < longest_path && path.find('\0') == std::string_view::npos;
}

PathLookup answer(Presence presence, std::string_view path) {
  return {presence, false, std::string(path), false};
}

struct Match {
  const std::string* name = nullptr;
  bool is_folder = false;
};

Match exact_match(const FolderListing& listing, std::string_view name) {
  for (const auto* names : {&listing.files, &listing.folders}) {
    const auto found = std::lower_bound(names->begin(), names->end(), name);
    if (found != names->end() && *found == name) return {&*found, names == &listing.folders};
  }
  return {};
}

// The known folder to start from: the one that the path is in, else the root, else the deepest one above the
// path. Empty where there is none.
std::string start_of(const Folders& folders, std::string_view root, std::string_view path) {
  std::string at(path::parent(path));
  if (path.size() > 1 && folders.contains(at)) return at;
  at = root;
  if (!at.empty() && folders.contains(at)) return at;
  for (at = path; !folders.contains(at); at = path::parent(at))
    if (at.size() <= 1) return {};
  return at;
}

// Name by name, so that each may differ in letter case. A folder that is not known (ignored, a link) says
// nothing.
PathLookup descend(const Folders& folders, const NameTable& names, std::string start, std::string_view path) {
  PathLookup found{Presence::exists, true, std::move(start), false};
  std::size_t at = found.path == "/" ? 1 : found.path.size() + 1;
  while (at < path.size()) {
    if (!found.is_folder) return answer(Presence::missing, path);
    const auto listing = folders.find(found.path);
    if (listing == folders.end()) return answer(Presence::unknown, path);
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view name = path.substr(at, end - at);
    Match match = exact_match(listing->second, name);
    if (match.name == nullptr) {
      const NameTable::Entry* other = names.named_in(name, found.path);
      if (other == nullptr) return answer(Presence::missing, path);
      match = {other->name, other->is_folder};
      found.case_differs = true;
    }
    found.is_folder = match.is_folder;
    if (found.path != "/") found.path += '/';
    found.path += *match.name;
    at = end + 1;
  }
  return found;
}

struct BareName {
  const NameTable::Entry* exact = nullptr;     // the plugin's only file of that name
  const NameTable::Entry* any_case = nullptr;  // its only one in any letter case
};

// A plugin inside the plugin has its files for itself. More files of one name than this are many in any case.
constexpr std::size_t most_of_a_name = 1000;

BareName find_bare_name(const FolderIndex& index, const Plugin& plugin, std::string_view name) {
  BareName found;
  std::size_t exact = 0;
  std::size_t any_case = 0;
  const auto all = index.names->named_below(name, plugin.folder);
  if (all.size() > most_of_a_name) return found;
  for (const NameTable::Entry& entry : all) {
    if (entry.is_folder || index.plugin_above(*entry.folder) != &plugin) continue;
    if (*entry.name == name && ++exact == 1) found.exact = &entry;
    if (++any_case == 1) found.any_case = &entry;
  }
  if (exact > 1) found.exact = nullptr;
  if (any_case > 1) found.any_case = nullptr;
  return found;
}

PathLookup lookup_of(const NameTable::Entry& entry, bool case_differs) {
  return {Presence::exists, false, path::join(*entry.folder, *entry.name), case_differs};
}

}  // namespace

PathLookup Snapshot::look_up(std::string_view path) const {
  if (!path.starts_with('/')) return answer(Presence::unknown, path);
  if (!can_exist(path)) return answer(Presence::missing, path);
  std::string start = start_of(*parts_.folders, root_of(path), path);
  PathLookup found = start.empty()
                         ? answer(Presence::unknown, path)
                         : descend(*parts_.folders, *index_->folders->names, std::move(start), path);
  if (found.presence != Presence::unknown) return found;
  const auto asked = parts_.looked_up->find(std::string(path));
  return asked == parts_.looked_up->end() ? found : asked->second;
}

std::vector<std::string> external_doc_places(const Snapshot& snapshot, std::string_view from,
                                             std::string_view path) {
  std::vector<std::string> places;
  if (path.starts_with('/')) return places;
  const auto add = [&](std::string_view folder) {
    std::string place = path::join(folder, path);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
  };
  add(path::parent(from));
  if (const Plugin* plugin = snapshot.plugin_of(from)) add(plugin->folder);
  if (const std::string_view root = snapshot.root_of(from); !root.empty()) add(root);
  return places;
}

// What is spelled as the disk has it comes before what differs in letter case; a place that nobody looked at
// yet may be the right one, so it comes before what differs, and before "missing".
PathLookup Snapshot::resolve_external_doc(std::string_view from, std::string_view path) const {
  if (path.empty()) return look_up(from);
  std::vector<PathLookup> found;
  for (const std::string& place : external_doc_places(*this, from, path)) {
    found.push_back(look_up(place));
    if (found.back().presence == Presence::exists && !found.back().case_differs) return found.back();
  }
  if (found.empty()) return answer(Presence::unknown, path);
  const Plugin* plugin = path.find('/') == std::string_view::npos ? plugin_of(from) : nullptr;
  const BareName bare = plugin != nullptr ? find_bare_name(*index_->folders, *plugin, path) : BareName();
  if (bare.exact != nullptr) return lookup_of(*bare.exact, false);
  for (const Presence presence : {Presence::unknown, Presence::exists})
    for (const PathLookup& one : found)
      if (one.presence == presence) return one;
  if (bare.any_case != nullptr) return lookup_of(*bare.any_case, true);
  return found.front();
}

}  // namespace baton
