// The real collections as the command line would load them: each file that is judged, and what is found in
// it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/path.h"
#include "server/checks/check.h"
#include "server/workspace/disk/load.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace baton::testing {

// Beside the repository; empty where it is not there.
inline std::string shared_path(std::string_view relative) {
  const std::filesystem::path path =
      std::filesystem::path(source_dir()) / ".." / "shared" / std::string(relative);
  std::error_code missing;
  const std::filesystem::path found = std::filesystem::canonical(path, missing);
  return missing ? std::string() : found.string();
}

// The agents in the home of whoever runs the tests are none of the collections'.
inline LoadedWorkspace load(const std::string& root, const std::string& target) {
  LoadOptions options;
  options.roots = {root};
  options.targets = {target};
  return load_workspace(options);
}

struct Finding {
  std::string path;     // as seen from the collection
  PositionRange range;  // in code points
  std::string severity, code, text, message;
  bool operator==(const Finding&) const = default;
};

// "path:1:2": lines and columns from 1.
inline std::string place_of(const Finding& finding) {
  return finding.path + ':' + std::to_string(finding.range.start.line + 1) + ':' +
         std::to_string(finding.range.start.character + 1);
}

inline std::vector<Finding> findings_of(const LoadedWorkspace& loaded, const std::string& collection) {
  std::vector<Finding> findings;
  for (const LoadedFile& file : loaded.files) {
    const Document& document = *file.document;
    for (const Diagnostic& found : run_checks(*loaded.snapshot, file.path, document, file.kind))
      findings.push_back({path::relative(file.path, collection),
                          document.lines.range(document.text, found.range, PositionEncoding::utf32),
                          std::string(severity_name(found.severity)), std::string(found.code),
                          std::string(document.slice(found.range)), found.message});
  }
  return findings;
}

// A collection where its authors say that it belongs: wshobson's files are made to be cloned into .claude.
inline std::string copy_into_claude(const baton::test::Scratch& scratch, const std::string& collection) {
  const std::string folder = scratch.path(".claude/commands");
  std::filesystem::create_directories(scratch.path(".claude"));
  std::filesystem::copy(collection, folder, std::filesystem::copy_options::recursive);
  return folder;
}

}  // namespace baton::testing
