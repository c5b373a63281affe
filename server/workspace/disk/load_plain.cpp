// See load_plain.h. What is wrong in these files is for checks to say.
#include "server/workspace/disk/load_plain.h"

#include <memory>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/disk/read_file.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

// What stands beside a file, from the walk or from the disk.
FolderListing beside(const std::string& path, const Walk& found) {
  const std::string folder(path::parent(path));
  const auto known = found.folders.find(folder);
  return known != found.folders.end() ? known->second : listing_of(read_entries(folder).entries);
}

std::map<std::string, ReadTask> tasks_of(const Walk& found, const std::vector<std::string>& named,
                                         const LoadOptions& options) {
  std::map<std::string, ReadTask> tasks;
  const auto add = [&](const std::string& path, FileKind kind, bool is_named) {
    const auto text = options.texts.find(path);
    tasks[path] = {path, true, is_named, text == options.texts.end() ? nullptr : &text->second, kind};
  };
  for (const std::string& path : found.manifests) add(path, FileKind::manifest, false);
  for (const std::string& path : found.configurations) add(path, FileKind::configuration, false);
  for (const std::string& path : named) {
    const bool may_be = path::file_name(path) == ".baton.yaml" || path.ends_with(".json");
    if (!may_be) continue;
    const FolderListing listing = beside(path, found);
    if (const auto kind = plain_kind_of(path, &listing)) add(path, *kind, true);
  }
  return tasks;
}

const std::string* text_of(const PlainFiles& files, const std::string& path) {
  const auto task =
      std::lower_bound(files.tasks.begin(), files.tasks.end(), path,
                       [](const ReadTask& one, const std::string& wanted) { return one.path < wanted; });
  if (task == files.tasks.end() || task->path != path) return nullptr;
  const ReadOutcome& outcome = files.outcomes[static_cast<std::size_t>(task - files.tasks.begin())];
  const auto& document = outcome.document ? outcome.document : outcome.troubled;
  return document ? &document->text : nullptr;
}

Manifests manifests_of(const Walk& found, const PlainFiles& files, Workers& workers) {
  std::vector<std::shared_ptr<const ManifestFile>> read(found.manifests.size());
  workers.for_each_index(read.size(), [&](std::size_t i, unsigned) {
    if (const std::string* text = text_of(files, found.manifests[i])) read[i] = read_manifest_file(*text);
  });
  Manifests manifests;
  for (std::size_t i = 0; i < read.size(); ++i)
    if (read[i]) manifests.emplace(found.manifests[i], std::move(read[i]));
  return manifests;
}

// A world of which nothing is known yet.
Snapshot nothing(const LoadOptions& options) {
  SnapshotParts parts;
  parts.roots = options.roots;
  parts.folders = std::make_shared<const std::map<std::string, FolderListing>>();
  parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>();
  parts.facts = std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>();
  parts.configurations = std::make_shared<const std::map<std::string, Configuration>>();
  parts.manifests = std::make_shared<const Manifests>();
  return Snapshot(std::move(parts));
}

}  // namespace

PlainFiles read_plain_files(const Walk& found, const std::vector<std::string>& named,
                            const LoadOptions& options, Workers& workers) {
  PlainFiles files;
  for (auto& [path, task] : tasks_of(found, named, options)) files.tasks.push_back(std::move(task));
  files.outcomes = read_files(files.tasks, nothing(options), workers, options.cancel);
  files.manifests = manifests_of(found, files, workers);
  for (const std::string& path : found.configurations) {
    const std::string folder(path::parent(path));
    if (const std::string* text = text_of(files, path))
      files.configurations.emplace(folder, parse_configuration(*text, folder).values);
  }
  return files;
}

std::map<std::string, Configuration> only_configuration(const LoadOptions& options) {
  ReadBuffer buffer;
  const FileText file = read_file(options.configuration, buffer);
  std::map<std::string, Configuration> result;
  if (file.status != ReadStatus::ok) return result;
  const std::string folder(path::parent(options.configuration));
  const Configuration values = parse_configuration(file.text, folder).values;
  for (const std::string& root : options.roots) result.emplace(root, values);
  return result;
}

}  // namespace baton
