// What files and folders looked like when they were read: for clients that do not tell of changes on the
// disk.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

struct Stamp {
  std::int64_t modified = 0;  // nanoseconds
  std::int64_t size = 0;      // of a file
  bool operator==(const Stamp&) const = default;
};
using Stamps = std::map<std::string, Stamp>;  // by path

struct DiskChange {
  std::string path;
  bool came_or_went = false;
};

// Of all folders of the snapshot, and of the files in them that are read. `begin`: when reading began
// (nanoseconds since the epoch); what was touched about then, or later, counts as changed the next time.
Stamps take_stamps(const Snapshot& snapshot, std::int64_t begin);

// What changed since the stamps were taken. Nothing is read but the folders in which something came or went.
std::vector<DiskChange> changes_since(const Snapshot& snapshot, const Stamps& stamps);

}  // namespace baton
