// A snapshot made of nothing but paths, for tests that ask where files are.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/base/path.h"
#include "server/workspace/manifest.h"
#include "server/workspace/snapshot.h"

namespace baton::testing {

struct Tree {
  std::vector<std::string> files;
  std::vector<std::string> unseen_folders = {};  // listed where they stand, and nothing more is known of them
  std::vector<std::string> roots = {"/w"};
  std::map<std::string, std::string> manifests = {};
  std::map<std::string, PathLookup> looked_up = {};
  std::vector<std::string> with_facts = {};  // files whose anchors are known
};

inline std::shared_ptr<const Snapshot> snapshot_of(const Tree& tree) {
  std::map<std::string, std::set<std::string>> files, folders;
  const auto add_folder = [&](std::string folder) {
    while (std::any_of(tree.roots.begin(), tree.roots.end(), [&](const std::string& root) {
      return path::is_below(folder, root) && folder != root;
    })) {
      files[folder];
      const std::string above(path::parent(folder));
      folders[above].insert(std::string(path::file_name(folder)));
      folder = above;
    }
    files[folder];
  };
  const auto add_file = [&](const std::string& file) {
    add_folder(std::string(path::parent(file)));
    files[std::string(path::parent(file))].insert(std::string(path::file_name(file)));
  };
  for (const std::string& root : tree.roots) files[root];
  for (const std::string& file : tree.files) add_file(file);
  for (const auto& [file, text] : tree.manifests) add_file(file);
  for (const std::string& folder : tree.unseen_folders) {
    add_folder(std::string(path::parent(folder)));
    folders[std::string(path::parent(folder))].insert(std::string(path::file_name(folder)));
  }
  std::map<std::string, FolderListing> listings;
  for (const auto& [folder, names] : files)
    listings[folder] = {{names.begin(), names.end()}, {folders[folder].begin(), folders[folder].end()}};
  std::map<std::string, std::shared_ptr<const FileFacts>> facts;
  for (const std::string& file : tree.with_facts) {
    auto one = std::make_shared<FileFacts>();
    one->path = file;
    facts[file] = std::move(one);
  }
  SnapshotParts parts;
  parts.roots = tree.roots;
  parts.folders = std::make_shared<const std::map<std::string, FolderListing>>(std::move(listings));
  parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>(tree.looked_up);
  parts.facts =
      std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>(std::move(facts));
  parts.configurations = std::make_shared<const std::map<std::string, Configuration>>();
  Manifests manifests;
  for (const auto& [path, text] : tree.manifests) manifests.emplace(path, read_manifest_file(text));
  parts.manifests = std::make_shared<const Manifests>(std::move(manifests));
  return std::make_shared<const Snapshot>(std::move(parts));
}

}  // namespace baton::testing
