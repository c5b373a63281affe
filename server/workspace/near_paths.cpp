// What a path that leads nowhere may have meant: a file of that name elsewhere, a misspelt folder on the way,
// a misspelt name. However large the workspace, one question looks at a few hundred names at most, those that
// stand next to where the path would.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/name_table.h"
#include "server/workspace/snapshot.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

constexpr std::size_t most_answers = 3;
constexpr std::size_t names_each_side = 256;  // of a folder's list
constexpr std::size_t places_each_side = 32;  // of the files of one name
constexpr std::size_t longest_name = 255;     // of a file
constexpr std::size_t common_name = 10;       // a name that stands in more places says little by itself
constexpr std::size_t one_step = 2;           // the cost of one folder too many or too few

// The smaller, the nearer.
struct Candidate {
  enum class Group : std::uint8_t { one_step_away, same_plugin, same_root, other_name };
  Group group;
  std::size_t cost;
  std::string path;

  bool operator<(const Candidate& other) const {
    return std::tie(group, cost, path) < std::tie(other.group, other.cost, other.path);
  }
};

// Which ASCII characters stand in a name: an edit changes two of them at most.
std::uint64_t characters_of(std::string_view name) {
  std::uint64_t bits = 0;
  for (const char c : name)
    if (const auto byte = static_cast<unsigned char>(c); byte < 0x80)
      bits |= std::uint64_t{1} << (byte & 63U);
  return bits;
}

struct Name {
  std::string_view text;
  std::size_t length;
  std::uint64_t characters;

  explicit Name(std::string_view name)
      : text(name), length(code_point_length(name)), characters(characters_of(name)) {}
};

// The distance of a likely misspelling; none where the names have too little in common.
std::optional<std::size_t> misspelling(const Name& name, const std::string& other) {
  const std::size_t longer = std::max<std::size_t>(name.length, code_point_length(other));
  const std::size_t allowed = std::clamp<std::size_t>(longer / 3, 1, 3);
  if (static_cast<std::size_t>(std::popcount(name.characters ^ characters_of(other))) > 2 * allowed)
    return std::nullopt;
  const std::size_t distance = edit_distance(name.text, other, allowed);
  if (distance > allowed || distance >= longer) return std::nullopt;
  return distance;
}

// Those of a sorted list that stand next to where `name` would.
std::span<const std::string> neighbours(const std::vector<std::string>& names, std::string_view name) {
  const auto at =
      static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
  const std::size_t begin = at - std::min(at, names_each_side);
  const std::size_t end = std::min(names.size(), at + names_each_side);
  return std::span(names).subspan(begin, end - begin);
}

std::size_t count_of_folders(std::string_view part) {
  return part.empty() ? 0 : static_cast<std::size_t>(std::count(part.begin(), part.end(), '/')) + 1;
}

// How far apart two folders are: what differs between their common begin and their common end. Another folder
// costs more than one too many.
std::size_t cost_between(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= shorter && (i == 0 || a[i - 1] == b[i - 1]); ++i)
    if ((i == a.size() || a[i] == '/') && (i == b.size() || b[i] == '/')) begin = i;
  a.remove_prefix(std::min(a.size(), begin + 1));
  b.remove_prefix(std::min(b.size(), begin + 1));
  std::size_t end = 0;
  for (std::size_t i = 1; i <= std::min(a.size(), b.size()) && a[a.size() - i] == b[b.size() - i]; ++i) {
    const bool whole_a = i == a.size() || a[a.size() - i - 1] == '/';
    const bool whole_b = i == b.size() || b[b.size() - i - 1] == '/';
    if (whole_a && whole_b) end = i;
  }
  a.remove_suffix(std::min(a.size(), end == 0 ? 0 : end + 1));
  b.remove_suffix(std::min(b.size(), end == 0 ? 0 : end + 1));
  const std::size_t more = std::max(count_of_folders(a), count_of_folders(b));
  return one_step * more + (a.empty() || b.empty() ? 0 : 1);
}

struct Missing {
  const Snapshot& snapshot;
  const NameTable& names;
  std::string_view from;
  std::string_view path;
  std::string_view name;
  std::string_view folder;
};

void add(std::vector<Candidate>& out, Candidate::Group group, std::size_t cost, std::string path) {
  out.push_back({cost <= one_step ? Candidate::Group::one_step_away : group, cost, std::move(path)});
}

// Plugins are installed one by one: a file of another one is no answer, unless the path itself leads there.
bool out_of_reach(const Missing& missing, std::string_view candidate) {
  const Plugin* own = missing.snapshot.plugin_of(missing.from);
  const Plugin* other = missing.snapshot.plugin_of(candidate);
  return own != nullptr && other != nullptr && other != own &&
         other != missing.snapshot.plugin_of(missing.path);
}

// In the order of a walk, folders that share the longest way with this one stand next to it.
void add_same_name(const Missing& missing, std::string_view scope, Candidate::Group group,
                   std::vector<Candidate>& out) {
  const auto all = missing.names.named_below(missing.name, scope);
  const auto next = std::partition_point(all.begin(), all.end(), [&](const NameTable::Entry& entry) {
    return before_in_walk(*entry.folder, missing.folder);
  });
  const auto at = static_cast<std::size_t>(next - all.begin());
  const std::size_t begin = at - std::min(at, places_each_side);
  const std::size_t end = std::min(all.size(), at + places_each_side);
  for (const NameTable::Entry& entry : all.subspan(begin, end - begin)) {
    if (entry.is_folder) continue;
    const std::size_t cost = cost_between(missing.folder, *entry.folder);
    if (all.size() > common_name && cost > one_step) continue;
    std::string candidate = path::join(*entry.folder, *entry.name);
    if (!out_of_reach(missing, candidate)) add(out, group, cost, std::move(candidate));
  }
}

// The first folder on the way that is not there, under a name that is near, if the rest of the way is there
// then.
void add_misspelt_folder(const Missing& missing, std::vector<Candidate>& out) {
  const Snapshot& snapshot = missing.snapshot;
  std::string folder(snapshot.root_of(missing.path));
  if (folder.empty()) return;
  for (std::size_t at = folder == "/" ? 1 : folder.size() + 1; at <= missing.folder.size();) {
    const std::size_t end = missing.path.find('/', at);
    const std::string_view name = missing.path.substr(at, end - at);
    const PathLookup next = snapshot.look_up(path::join(folder, name));
    if (next.presence == Presence::exists && next.is_folder) {
      folder = next.path;
      at = end + 1;
      continue;
    }
    const auto listing = snapshot.parts().folders->find(folder);
    if (listing == snapshot.parts().folders->end() || name.size() > longest_name) return;
    const Name misspelt(name);
    for (const std::string& other : neighbours(listing->second.folders, name)) {
      if (!misspelling(misspelt, other)) continue;
      const PathLookup whole =
          snapshot.look_up(path::join(path::join(folder, other), missing.path.substr(end + 1)));
      if (whole.presence == Presence::exists && !whole.is_folder)
        add(out, Candidate::Group::one_step_away, 1, whole.path);
    }
    return;
  }
}

// Files of the path's own folder with a name that is near, or that differs by its extension only.
void add_misspelt_name(const Missing& missing, std::vector<Candidate>& out) {
  const PathLookup folder = missing.snapshot.look_up(missing.folder);
  const auto listing = missing.snapshot.parts().folders->find(folder.path);
  if (listing == missing.snapshot.parts().folders->end()) return;
  const Name misspelt(missing.name);
  for (const std::string& other : neighbours(listing->second.files, missing.name)) {
    const std::optional<std::size_t> distance = path::stem(other) == path::stem(missing.name)
                                                    ? std::optional<std::size_t>(1)
                                                    : misspelling(misspelt, other);
    if (distance) out.push_back({Candidate::Group::other_name, *distance, path::join(folder.path, other)});
  }
}

}  // namespace

std::vector<std::string> Snapshot::near_paths(std::string_view from, std::string_view path) const {
  std::string missing = path::join(path::parent(from), path);
  constexpr std::size_t longest_path = 4096;
  if (missing.size() >= longest_path || path::file_name(missing).size() > longest_name) return {};
  if (!missing.starts_with('/') || missing == "/" || missing.find('\0') != std::string::npos) return {};
  const Missing question{*this,   *index_->folders->names,  from,
                         missing, path::file_name(missing), path::parent(missing)};
  std::vector<Candidate> found;
  if (const Plugin* plugin = plugin_of(from))
    add_same_name(question, plugin->folder, Candidate::Group::same_plugin, found);
  if (const std::string_view root = root_of(from); !root.empty())
    add_same_name(question, root, Candidate::Group::same_root, found);
  add_misspelt_folder(question, found);
  add_misspelt_name(question, found);
  std::sort(found.begin(), found.end());
  std::vector<std::string> nearest;
  for (Candidate& one : found) {
    if (nearest.size() == most_answers) break;
    if (one.path != from && std::find(nearest.begin(), nearest.end(), one.path) == nearest.end())
      nearest.push_back(std::move(one.path));
  }
  return nearest;
}

}  // namespace baton
