// A look at each costs a few microseconds; reading all would cost a thousand times as much.
#include "server/workspace/disk/stamps.h"

#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "server/base/path.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/disk/refresh.h"

namespace baton {
namespace {

// Clocks of file systems are coarse, and not always ours.
constexpr std::int64_t clock_grain = 2'000'000'000;

std::optional<Stamp> stamp_of(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return std::nullopt;
  const std::int64_t modified = std::int64_t{about.st_mtim.tv_sec} * 1'000'000'000 + about.st_mtim.tv_nsec;
  return Stamp{modified, S_ISDIR(about.st_mode) ? 0 : static_cast<std::int64_t>(about.st_size)};
}

bool is_read(const std::string& name) {
  return path::is_markdown(name) || changes_everything(name);
}

void add_differences(const std::string& folder, const std::vector<std::string>& before,
                     const std::vector<std::string>& now, std::vector<DiskChange>& changes) {
  std::vector<std::string> differ;
  std::ranges::set_symmetric_difference(before, now, std::back_inserter(differ));
  for (const std::string& name : differ) changes.push_back({path::join(folder, name), true});
}

}  // namespace

Stamps take_stamps(const Snapshot& snapshot, std::int64_t begin) {
  Stamps stamps;
  const auto take = [&](const std::string& path) {
    const std::optional<Stamp> stamp = stamp_of(path);
    if (stamp && stamp->modified < begin - clock_grain) stamps.emplace(path, *stamp);
  };
  for (const auto& [folder, listing] : *snapshot.parts().folders) {
    take(folder);
    for (const std::string& name : listing.files)
      if (is_read(name)) take(path::join(folder, name));
  }
  return stamps;
}

std::vector<DiskChange> changes_since(const Snapshot& snapshot, const Stamps& stamps) {
  std::vector<DiskChange> changes;
  const auto is_same = [&](const std::string& path) {
    const auto known = stamps.find(path);
    return known != stamps.end() && stamp_of(path) == known->second;
  };
  for (const auto& [folder, listing] : *snapshot.parts().folders) {
    if (!is_same(folder)) {
      const FolderListing now = listing_of(read_entries(folder).entries);
      add_differences(folder, listing.files, now.files, changes);
      add_differences(folder, listing.folders, now.folders, changes);
    }
    for (const std::string& name : listing.files) {
      if (!is_read(name)) continue;
      std::string path = path::join(folder, name);
      if (!is_same(path)) changes.push_back({std::move(path), false});
    }
  }
  return changes;
}

}  // namespace baton
