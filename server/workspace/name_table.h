// Where names stand in the known folders, whatever their letter case: for paths that are not written as the
// disk has them. Most worlds need it for nothing, so it is made when it is first asked.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// The order of a walk: a folder, all that lies below it, then its next neighbour ("/" comes before any other
// byte).
bool before_in_walk(std::string_view a, std::string_view b);

class NameTable {
 public:
  struct Entry {
    std::string_view folded;
    const std::string* folder;
    const std::string* name;
    bool is_folder;
  };

  explicit NameTable(std::shared_ptr<const std::map<std::string, FolderListing>> folders);

  // All of that name in any letter case, by folder in the order of a walk.
  std::span<const Entry> named(std::string_view name) const;
  // Those of them at or below `folder`.
  std::span<const Entry> named_below(std::string_view name, std::string_view folder) const;
  // The one in `folder`, or nullptr. Of several a folder first, then by name.
  const Entry* named_in(std::string_view name, std::string_view folder) const;

 private:
  void make() const;

  std::shared_ptr<const std::map<std::string, FolderListing>> folders_;
  mutable std::once_flag made_;
  mutable std::deque<std::string> folded_;  // of names that are not folded already
  mutable std::vector<Entry> entries_;      // by folded name, folder, kind, name
};

}  // namespace baton
