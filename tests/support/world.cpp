// A disk's answers, given from a map.
#include "tests/support/world.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/workspace/manifest.h"

namespace baton::testing {
namespace {

using Files = std::map<std::string, std::string>;
using Folders = std::map<std::string, FolderListing>;
using Lookups = std::map<std::string, PathLookup>;
using Facts = std::map<std::string, std::shared_ptr<const FileFacts>>;

void add_sorted(std::vector<std::string>& names, std::string_view name) {
  const auto at = std::ranges::lower_bound(names, name);
  if (at == names.end() || *at != name) names.insert(at, std::string(name));
}

// Every folder of the world, whether a workspace knows it or not.
Folders all_folders(const Files& files, const std::vector<std::string>& roots) {
  Folders folders;
  const auto add_above = [&](std::string_view folder) {
    for (; folder.size() > 1; folder = path::parent(folder))
      add_sorted(folders[std::string(path::parent(folder))].folders, path::file_name(folder));
  };
  for (const auto& [path, text] : files) {
    add_sorted(folders[std::string(path::parent(path))].files, path::file_name(path));
    add_above(path::parent(path));
  }
  for (const std::string& root : roots) {
    folders[root];
    add_above(root);
  }
  return folders;
}

bool below_any(std::string_view path, const std::vector<std::string>& roots) {
  return std::ranges::any_of(roots, [&](const std::string& root) { return path::is_below(path, root); });
}

Folders known_folders(const Folders& folders, const std::vector<std::string>& roots) {
  Folders known;
  for (const auto& [folder, listing] : folders)
    if (below_any(folder, roots)) known.emplace_hint(known.end(), folder, listing);
  return known;
}

struct Entry {
  std::string name;
  bool is_folder = false;
};

// The entry of that name, else one that differs in letter case only.
std::optional<Entry> find_entry(const FolderListing& listing, const std::string& name) {
  std::optional<Entry> near;
  for (const auto* names : {&listing.folders, &listing.files}) {
    for (const std::string& entry : *names) {
      if (entry == name) return Entry{entry, names == &listing.folders};
      if (!near && fold_case(entry) == fold_case(name)) near = Entry{entry, names == &listing.folders};
    }
  }
  return near;
}

// From the top down, name by name.
PathLookup look_up(const Folders& folders, const std::string& path) {
  PathLookup found{Presence::exists, true, "/", false};
  for (std::size_t at = 1; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string name = path.substr(at, end - at);
    at = end + 1;
    const auto listing = folders.find(found.path);
    const auto entry = listing == folders.end() ? std::nullopt : find_entry(listing->second, name);
    if (!entry) return {Presence::missing, false, path, false};
    found.case_differs = found.case_differs || entry->name != name;
    found.is_folder = entry->is_folder;
    found.path = path::join(found.path, entry->name);
  }
  return found;
}

template <typename T>
std::shared_ptr<const T> shared(T value) {
  return std::make_shared<const T>(std::move(value));
}

}  // namespace

World make_world(const Files& files, std::vector<std::string> roots) {
  const Folders folders = all_folders(files, roots);
  SnapshotParts parts;
  parts.folders = shared(known_folders(folders, roots));
  parts.looked_up = shared(Lookups());
  parts.facts = shared(Facts());
  std::map<std::string, Configuration> configurations;
  Manifests manifests;
  for (const auto& [path, text] : files) {
    if (!below_any(path, roots)) continue;
    const std::string folder(path::parent(path));
    if (path::file_name(path) == ".baton.yaml")
      configurations.emplace(folder, parse_configuration(text, folder).values);
    if (plain_kind_of(path, &folders.at(folder)) == FileKind::manifest)
      manifests.emplace(path, read_manifest_file(text));
  }
  parts.configurations = shared(std::move(configurations));
  parts.manifests = shared(std::move(manifests));
  parts.roots = std::move(roots);

  World world;
  const Snapshot bare(parts);
  Facts facts;
  for (const auto& [path, text] : files) {
    if (const auto plain = plain_kind_of(path, &folders.at(std::string(path::parent(path))))) {
      world.documents.emplace(path, read_document(*plain, text));
      world.kinds.emplace(path, *plain);
    }
    if (!path.ends_with(".md")) continue;
    auto document = parse_document(text);
    const FileKind kind =
        kind_of(path, *document, bare.plugins(), bare.roots(), bare.configuration_for(path));
    // A document outside of the roots is never read.
    if (kind != FileKind::document || below_any(path, bare.roots()))
      facts.emplace(path, with_uses(*make_facts(path, *document, kind), *document));
    world.documents.emplace(path, std::move(document));
    world.kinds.emplace(path, kind);
  }
  parts.facts = shared(std::move(facts));
  world.snapshot = std::make_shared<const Snapshot>(parts);

  Lookups looked_up;
  for (const auto& [path, document] : world.documents)
    for (const std::string& needed : needs_of(*world.snapshot, path, *document).paths)
      looked_up.emplace(needed, look_up(folders, needed));
  if (looked_up.empty()) return world;
  parts.looked_up = shared(std::move(looked_up));
  world.snapshot = std::make_shared<const Snapshot>(std::move(parts));
  return world;
}

}  // namespace baton::testing
