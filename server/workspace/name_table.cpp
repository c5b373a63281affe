// One sorted list answers all questions: equal names stand together, those below one folder side by side.
#include "server/workspace/name_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"

namespace baton {
namespace {

int compare_in_walk(std::string_view a, std::string_view b) {
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto rank = [](auto at, auto end) {
    if (at == end) return 0;
    return *at == '/' ? 1 : 2 + static_cast<int>(static_cast<unsigned char>(*at));
  };
  return rank(at_a, a.end()) - rank(at_b, b.end());
}

bool before(const NameTable::Entry& a, const NameTable::Entry& b) {
  if (const int names = a.folded.compare(b.folded); names != 0) return names < 0;
  if (a.folder != b.folder)
    if (const int folders = compare_in_walk(*a.folder, *b.folder); folders != 0) return folders < 0;
  return std::tuple(!a.is_folder, std::string_view(*a.name)) <
         std::tuple(!b.is_folder, std::string_view(*b.name));
}

}  // namespace

bool before_in_walk(std::string_view a, std::string_view b) {
  return compare_in_walk(a, b) < 0;
}

NameTable::NameTable(std::shared_ptr<const std::map<std::string, FolderListing>> folders)
    : folders_(std::move(folders)) {}

void NameTable::make() const {
  const auto add = [&](const std::string& folder, const std::string& name, bool is_folder) {
    std::string folded = fold_case(name);
    const bool same = folded == name;
    entries_.push_back(
        {same ? std::string_view(name) : folded_.emplace_back(std::move(folded)), &folder, &name, is_folder});
  };
  for (const auto& [folder, listing] : *folders_) {
    for (const std::string& name : listing.folders) add(folder, name, true);
    for (const std::string& name : listing.files) add(folder, name, false);
  }
  std::sort(entries_.begin(), entries_.end(), before);
}

std::span<const NameTable::Entry> NameTable::named(std::string_view name) const {
  std::call_once(made_, [this] { make(); });
  const std::string folded = fold_case(name);
  const auto begin =
      std::lower_bound(entries_.begin(), entries_.end(), folded,
                       [](const Entry& entry, const std::string& key) { return entry.folded < key; });
  const auto end =
      std::upper_bound(begin, entries_.end(), folded,
                       [](const std::string& key, const Entry& entry) { return key < entry.folded; });
  return {begin, end};
}

std::span<const NameTable::Entry> NameTable::named_below(std::string_view name,
                                                         std::string_view folder) const {
  const std::span<const Entry> all = named(name);
  const auto begin = std::partition_point(
      all.begin(), all.end(), [&](const Entry& entry) { return before_in_walk(*entry.folder, folder); });
  const auto end = std::partition_point(
      begin, all.end(), [&](const Entry& entry) { return path::is_below(*entry.folder, folder); });
  return {begin, end};
}

const NameTable::Entry* NameTable::named_in(std::string_view name, std::string_view folder) const {
  const std::span<const Entry> below = named_below(name, folder);
  return below.empty() || *below.front().folder != folder ? nullptr : &below.front();
}

}  // namespace baton
