// What the tests of renames and moves share: edits applied to a workspace in memory, the shipped example as
// one, and its findings.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "server/checks/check.h"
#include "server/features/rename.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"
#include "tests/support/world.h"

namespace baton::testing {

using Files = std::map<std::string, std::string>;

inline Files apply(Files files, const Rename& rename) {
  std::map<std::string, std::vector<TextEdit>> by_path;
  for (const PlacedEdit& edit : rename.edits)
    by_path[edit.place.path].push_back({edit.place.range, edit.new_text});
  for (auto& [path, edits] : by_path) {
    REQUIRE_MESSAGE(files.contains(path), path);
    files[path] = apply_edits(files[path], edits);
  }
  for (const FileRename& file : rename.renames) {
    REQUIRE(files.contains(file.from));
    REQUIRE_FALSE(files.contains(file.to));
    files[file.to] = files[file.from];
    files.erase(file.from);
  }
  return files;
}

// Every file of a folder, as if the folder were /w.
inline Files read_folder(const std::filesystem::path& root) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    files["/w/" + std::filesystem::relative(entry.path(), root).string()] = text_of(entry.path());
  }
  REQUIRE(!files.empty());
  return files;
}

inline Files clean_example() {
  return read_folder(std::filesystem::path(source_dir()) / "docs/examples/clean");
}

inline std::vector<std::string> findings(const World& world) {
  std::vector<std::string> out;
  for (const auto& [path, document] : world.documents)
    for (const Diagnostic& found : run_checks(*world.snapshot, path, *document, world.kinds.at(path)))
      out.push_back(path + ": " + std::string(found.code) + ": " + found.message);
  return out;
}

}  // namespace baton::testing
