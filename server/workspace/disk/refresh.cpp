// Looking up single paths, and reading again what changed. Names are compared in listings, not by asking for
// a path: some disks say yes to a name in another letter case.
#include "server/workspace/disk/refresh.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/disk/reading.h"

namespace baton {
namespace {

using Listings = std::map<std::string, std::optional<FolderListing>>;

std::optional<FolderListing> list(const std::string& folder) {
  const FolderEntries found = read_entries(folder);
  if (found.error != 0) return std::nullopt;
  return listing_of(found.entries);
}

// The folder's entries, from the snapshot, from an earlier look or from the disk; null where it cannot be
// read.
const FolderListing* listing(const Snapshot& snapshot, Listings& seen, const std::string& folder) {
  const auto known = snapshot.parts().folders->find(folder);
  if (known != snapshot.parts().folders->end()) return &known->second;
  auto place = seen.find(folder);
  if (place == seen.end()) place = seen.emplace(folder, list(folder)).first;
  return place->second ? &*place->second : nullptr;
}

// Existence alone.
PathLookup ask_disk(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) return {Presence::exists, S_ISDIR(about.st_mode), path, false};
  const bool gone = errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG;
  return {gone ? Presence::missing : Presence::unknown, false, path, false};
}

struct Match {
  const std::string* name = nullptr;
  bool is_folder = false;
};

// The entry of that name, else one that differs in letter case only.
Match find_name(const FolderListing& listing, const std::string& name) {
  for (const auto* names : {&listing.files, &listing.folders}) {
    const auto exact = std::lower_bound(names->begin(), names->end(), name);
    if (exact != names->end() && *exact == name) return {&*exact, names == &listing.folders};
  }
  const std::string folded = fold_case(name);
  for (const auto* names : {&listing.folders, &listing.files})
    for (const std::string& candidate : *names)
      if (fold_case(candidate) == folded) return {&candidate, names == &listing.folders};
  return {};
}

// From `folder` (which exists) down to `path`, name by name.
PathLookup descend(const Snapshot& snapshot, Listings& seen, std::string folder, const std::string& path) {
  PathLookup found{Presence::exists, true, folder, false};
  std::size_t at = folder == "/" ? 1 : folder.size() + 1;
  while (at < path.size()) {
    if (!found.is_folder) return {Presence::missing, false, path, false};
    const std::size_t end = std::min(path.find('/', at), path.size());
    const FolderListing* names = listing(snapshot, seen, found.path);
    if (names == nullptr) return ask_disk(path);
    const std::string name = path.substr(at, end - at);
    const Match match = find_name(*names, name);
    if (match.name == nullptr) return {Presence::missing, false, path, false};
    found.case_differs = found.case_differs || *match.name != name;
    found.is_folder = match.is_folder;
    found.path = path::join(found.path, *match.name);
    at = end + 1;
  }
  return found;
}

PathLookup look_up_on_disk(const Snapshot& snapshot, Listings& seen, const std::string& path) {
  const std::string_view root = snapshot.root_of(path);
  if (root.empty()) return ask_disk(path);
  return descend(snapshot, seen, std::string(root), path);
}

}  // namespace

std::shared_ptr<const Snapshot> resolve_needs(std::shared_ptr<const Snapshot> snapshot, const Needs& needs,
                                              Workers& workers) {
  std::map<std::string, PathLookup> looked_up;
  Listings seen;
  for (const std::string& path : needs.paths) {
    if (snapshot->parts().looked_up->contains(path)) continue;
    if (snapshot->look_up(path).presence != Presence::unknown) continue;
    looked_up.emplace(path, look_up_on_disk(*snapshot, seen, path));
  }
  std::vector<std::string> wanted;
  for (const std::string& path : needs.outlines)
    if (snapshot->facts(path) == nullptr && path::is_markdown(path) && !snapshot->root_of(path).empty())
      wanted.push_back(path);
  std::vector<std::shared_ptr<const FileFacts>> outlines(wanted.size());
  workers.for_each_index(wanted.size(),
                         [&](std::size_t i, unsigned) { outlines[i] = read_outline(wanted[i]); });
  std::erase(outlines, nullptr);
  if (looked_up.empty() && outlines.empty()) return snapshot;
  return snapshot->with_looked_up(std::move(looked_up), std::move(outlines));
}

std::shared_ptr<const Snapshot> resolve_needs(std::shared_ptr<const Snapshot> snapshot, const Needs& needs) {
  Workers alone(1);
  return resolve_needs(std::move(snapshot), needs, alone);
}

}  // namespace baton
