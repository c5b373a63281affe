// Sweeps over all files: each is mended on its own, then the workspace is read again with the new texts,
// since a fix in one file can change what is to be said of another.
#include "server/cli/fix_command.h"

#include <stdlib.h>

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/checks/fix_all.h"
#include "server/cli/output.h"
#include "server/cli/unified_diff.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

constexpr int most_sweeps = 5;

using Texts = std::map<std::string, std::shared_ptr<const Document>>;

// What stands behind links; a text that is not of the disk keeps its name.
std::string real_path(const std::string& path, const LoadOptions& load) {
  if (load.texts.contains(path)) return path;
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  ::free(real);
  return result;
}

// The files that safe fixes change, by path, as they are then.
Texts sweep(const LoadedWorkspace& loaded, Workers& workers, std::map<std::string, std::string>& faults) {
  std::vector<std::shared_ptr<const Document>> mended(loaded.files.size());
  std::vector<std::string> words(loaded.files.size());
  workers.for_each_index(loaded.files.size(), [&](std::size_t i, unsigned) {
    const LoadedFile& file = loaded.files[i];
    if (faults.contains(file.path)) return;
    try {
      FixedFile fixed = fix_all(*loaded.snapshot, file.path, file.document, file.kind);
      if (fixed.fixes > 0) mended[i] = std::move(fixed.document);
    } catch (const std::exception& fault) {
      words[i] = file.path + " made Baton fail (" + fault.what() + ")";
    }
  });
  Texts changed;
  for (std::size_t i = 0; i < mended.size(); ++i) {
    if (mended[i]) changed.emplace(loaded.files[i].path, std::move(mended[i]));
    if (!words[i].empty()) faults.emplace(loaded.files[i].path, std::move(words[i]));
  }
  return changed;
}

void remember_originals(const Texts& changed, const LoadedWorkspace& loaded, Texts& originals) {
  for (const LoadedFile& file : loaded.files)
    if (changed.contains(file.path)) originals.emplace(file.path, file.document);
}

// Two links to one file are one change: that of the first path.
std::vector<FileChange> changes_of(const Texts& originals, const std::map<std::string, std::string>& texts,
                                   const LoadOptions& load) {
  std::map<std::string, FileChange> changes;
  for (const auto& [path, document] : originals) {
    const std::string& after = texts.at(path);
    if (after == document->text) continue;
    std::string real = real_path(path, load);
    changes.emplace(real, FileChange{real, document->text, after});
  }
  std::vector<FileChange> list;
  for (auto& [path, change] : changes) list.push_back(std::move(change));
  return list;
}

std::string write_fix(const FileChange& change, ReadBuffer& buffer) {
  const FileText now = read_file(change.path, buffer);
  if (now.status != ReadStatus::ok) return error_words(now.error);
  if (now.text != change.before) return "it was changed meanwhile";
  return write_to_file(change.path, change.after);
}

}  // namespace

FixPlan plan_fixes(const LoadOptions& load, Workers& workers, LoadedWorkspace& loaded) {
  LoadOptions with_fixes = load;
  Texts originals;
  std::map<std::string, std::string> faults;
  for (int i = 0; i < most_sweeps; ++i) {
    const Texts changed = sweep(loaded, workers, faults);
    if (changed.empty()) break;
    remember_originals(changed, loaded, originals);
    for (const auto& [path, document] : changed) with_fixes.texts[path] = document->text;
    loaded = load_workspace(with_fixes, workers);
  }
  FixPlan plan;
  plan.changes = changes_of(originals, with_fixes.texts, load);
  for (auto& [path, words] : faults) plan.faults.push_back(std::move(words));
  return plan;
}

std::vector<std::string> write_fixes(const FixPlan& plan, const std::string& working_directory) {
  std::vector<std::string> sentences;
  ReadBuffer buffer;
  for (const FileChange& change : plan.changes)
    if (const std::string fault = write_fix(change, buffer); !fault.empty())
      sentences.push_back("cannot fix " + path::relative(change.path, working_directory) + " (" + fault +
                          ")");
  return sentences;
}

Result<std::string> diff_of_fixes(const FixPlan& plan, const std::string& working_directory) {
  std::vector<TextChange> changes;
  for (const FileChange& change : plan.changes)
    changes.push_back({path::relative(change.path, working_directory), change.before, change.after});
  return unified_diff(changes);
}

}  // namespace baton
