// Agents and commands that claim one name: which file was first. Nearly every workspace has none of them, so
// only those are kept. Made anew when one file changes its name.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/workspace/snapshot.h"

namespace baton {

struct FolderIndex;

class SameNames {
 public:
  struct First {
    std::string path, name;
  };

  SameNames(const SnapshotParts& parts, const FolderIndex& folders);

  // The first file by path that has the name of `path`, both of one scope; nullptr where that is `path`
  // itself.
  const First* before(std::string_view path) const;

 private:
  std::map<std::string, First, std::less<>> first_;  // by the later file's path
};

}  // namespace baton
