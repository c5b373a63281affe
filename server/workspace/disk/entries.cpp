// readdir, which says what most entries are; only links are looked at one by one.
#include "server/workspace/disk/entries.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

namespace baton {
namespace {

using Type = FolderEntry::Type;

Type type_of(mode_t mode) {
  if (S_ISREG(mode)) return Type::file;
  return S_ISDIR(mode) ? Type::folder : Type::special;
}

// What a link leads to. What may not be looked at is there all the same.
Type type_behind(int folder, const char* name) {
  struct stat about {};
  if (::fstatat(folder, name, &about, 0) == 0) return type_of(about.st_mode);
  if (errno == ELOOP) return Type::looping_link;
  return errno == ENOENT || errno == ENOTDIR ? Type::broken_link : Type::file;
}

FolderEntry entry_of(int folder, const dirent& found) {
  FolderEntry entry{found.d_name, Type::file, found.d_type == DT_LNK};
  switch (found.d_type) {
    case DT_REG:
      return entry;
    case DT_DIR:
      entry.type = Type::folder;
      return entry;
    case DT_LNK:
      break;
    case DT_UNKNOWN: {
      struct stat about {};
      if (::fstatat(folder, found.d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) return entry;
      entry.is_link = S_ISLNK(about.st_mode);
      if (!entry.is_link) {
        entry.type = type_of(about.st_mode);
        return entry;
      }
      break;
    }
    default:
      entry.type = Type::special;
      return entry;
  }
  entry.type = type_behind(folder, found.d_name);
  return entry;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

FolderEntries read_entries(const std::string& path) {
  FolderEntries result;
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir(path.c_str()));
  if (!folder) {
    result.error = errno;
    return result;
  }
  for (;;) {
    errno = 0;
    const dirent* found = ::readdir(folder.get());
    if (found == nullptr) {
      result.error = errno;
      break;
    }
    const std::string_view name = found->d_name;
    if (name != "." && name != "..") result.entries.push_back(entry_of(::dirfd(folder.get()), *found));
  }
  std::sort(result.entries.begin(), result.entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return result;
}

FolderListing listing_of(const std::vector<FolderEntry>& entries) {
  FolderListing listing;
  for (const FolderEntry& entry : entries) {
    if (entry.type == Type::folder)
      listing.folders.push_back(entry.name);
    else if (entry.type == Type::file || entry.type == Type::special)
      listing.files.push_back(entry.name);
  }
  return listing;
}

bool left_out_by_name(std::string_view folder) {
  return folder == ".git" || folder == "node_modules";
}

}  // namespace baton
