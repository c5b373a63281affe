// A workspace that exists only in memory: what tests of checks and of the workspace put in place of a disk.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/syntax/document.h"
#include "server/workspace/snapshot.h"

namespace baton::testing {

struct World {
  std::shared_ptr<const Snapshot> snapshot;
  std::map<std::string, std::shared_ptr<const Document>> documents;  // every file with a kind, by path
  std::map<std::string, FileKind> kinds;
};

// `files`: absolute path -> text. Folders are those above the files; every folder at or below a root is known
// completely. `.baton.yaml`, plugin.json and marketplace.json are read as such; each Markdown file's facts are made by
// kind_of and make_facts (a document's only below a root, as by the loader). All needs (paths and anchors) are answered from `files`.
World make_world(const std::map<std::string, std::string>& files, std::vector<std::string> roots = {"/w"});

}  // namespace baton::testing
