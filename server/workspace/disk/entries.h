// What stands in a folder, as the disk tells it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

struct FolderEntry {
  enum class Type {
    file,
    folder,
    special,      // a pipe, socket or device
    broken_link,  // leads nowhere
    looping_link  // leads back to itself
  };
  std::string name;
  Type type = Type::file;  // of a link: what it leads to
  bool is_link = false;
};

struct FolderEntries {
  std::vector<FolderEntry> entries;  // sorted by name, "." and ".." left out
  int error = 0;                     // errno where the folder could not be read; entries read before it stay
};

FolderEntries read_entries(const std::string& path);

// The names that exist: links that lead nowhere are not in it.
FolderListing listing_of(const std::vector<FolderEntry>& entries);

// ".git", "node_modules": such a folder is listed and never entered.
bool left_out_by_name(std::string_view folder);

}  // namespace baton
