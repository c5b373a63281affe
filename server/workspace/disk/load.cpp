// Walk, read, resolve: each step on all threads, each step's result in sorted order.
#include "server/workspace/disk/load.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/disk/load_plain.h"
#include "server/workspace/disk/reading.h"
#include "server/workspace/disk/refresh.h"
#include "server/workspace/disk/walk.h"

namespace baton {
namespace {

struct Targets {
  std::vector<std::string> folders;
  std::vector<std::string> files;
};

bool is_folder(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

Targets targets_of(const LoadOptions& options) {
  Targets targets;
  if (options.targets.empty()) targets.folders = options.roots;
  for (const std::string& target : options.targets)
    (!options.texts.contains(target) && is_folder(target) ? targets.folders : targets.files)
        .push_back(target);
  return targets;
}

bool below_any(std::string_view path, const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return path::is_below(path, folder); });
}

bool excluded(const Snapshot& world, const std::string& path) {
  if (world.parts().configurations->empty()) return false;
  const std::vector<PathGlob>& globs = world.configuration_for(path).exclude;
  return std::any_of(globs.begin(), globs.end(), [&](const PathGlob& glob) { return matches(glob, path); });
}

std::vector<ReadTask> tasks_of(const Walk& found, const Targets& targets, const PlainFiles& plain,
                               const Snapshot& world, const LoadOptions& options, LoadedWorkspace& result) {
  std::map<std::string, ReadTask> tasks;
  for (const std::string& path : found.markdown)
    tasks.emplace_hint(tasks.end(), path,
                       ReadTask{path, below_any(path, targets.folders) && !excluded(world, path), false});
  for (const std::string& path : found.facts_only) tasks.emplace(path, ReadTask{path, false, false});
  if (tasks.size() > options.file_cap) {
    result.files_too_many = tasks.size();
    result.notes.push_back("There are " + std::to_string(tasks.size()) + " Markdown files: only the first " +
                           std::to_string(options.file_cap) + " were read");
    tasks.erase(std::next(tasks.begin(), static_cast<std::ptrdiff_t>(options.file_cap)), tasks.end());
  }
  for (const std::string& path : targets.files) tasks[path] = {path, true, true};
  for (const ReadTask& task : plain.tasks) tasks.erase(task.path);
  for (const auto& [path, text] : options.texts)
    if (const auto task = tasks.find(path); task != tasks.end()) task->second.text = &text;
  std::vector<ReadTask> list;
  list.reserve(tasks.size());
  for (auto& [path, task] : tasks) {
    task.keep = options.keep_documents;
    list.push_back(std::move(task));
  }
  return list;
}

Needs needs_of_all(const Snapshot& snapshot, const std::vector<LoadedFile>& files, Workers& workers) {
  std::vector<Needs> parts(workers.count());
  workers.for_each_index(files.size(), [&](std::size_t i, unsigned worker) {
    if (!files[i].document) return;
    Needs needs = needs_of(snapshot, files[i].path, *files[i].document);
    parts[worker].paths.merge(needs.paths);
    parts[worker].outlines.merge(needs.outlines);
  });
  Needs all;
  for (Needs& part : parts) {
    all.paths.merge(part.paths);
    all.outlines.merge(part.outlines);
  }
  return all;
}

// The user's own agents: read wherever they lie, never judged.
void walk_home(const LoadOptions& options, const std::string& home_agents, Workers& workers, Walk& found) {
  if (home_agents.empty() || found.folders.contains(home_agents) || !is_folder(home_agents)) return;
  Walk home = walk({{home_agents}, {}, false, options.cancel}, workers);
  found.folders.merge(home.folders);
  for (const auto* list : {&home.markdown, &home.facts_only})
    found.facts_only.insert(found.facts_only.end(), list->begin(), list->end());
}

void check_folders(const Targets& targets, const Walk& found, std::vector<FileTrouble>& troubles) {
  for (const std::string& folder : targets.folders)
    if (!found.folders.contains(folder))
      troubles.push_back(
          {folder, "is a folder that cannot be read: nothing in it was judged", true, false, true, nullptr});
}

void sort_outcomes(std::vector<ReadTask>& tasks, std::vector<ReadOutcome>& outcomes, LoadedWorkspace& result,
                   std::map<std::string, std::shared_ptr<const FileFacts>>& facts, Needs& needs) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    ReadOutcome& outcome = outcomes[i];
    if (!outcome.note.empty()) result.notes.push_back(std::move(outcome.note));
    if (!outcome.trouble.empty())
      result.troubles.push_back({tasks[i].path, std::move(outcome.trouble), outcome.no_permission,
                                 outcome.internal_fault, false,
                                 outcome.document ? outcome.document : outcome.troubled});
    needs.paths.merge(outcome.needs.paths);
    needs.outlines.merge(outcome.needs.outlines);
    if (outcome.judgeable)
      result.files.push_back({tasks[i].path, tasks[i].plain ? *tasks[i].plain : outcome.facts->kind,
                              std::move(outcome.document)});
    if (outcome.facts) facts.emplace_hint(facts.end(), tasks[i].path, std::move(outcome.facts));
  }
}

// Manifests and configurations are read before it is known which of them are to be judged.
void leave_out_unasked(PlainFiles& plain, const Targets& targets, const Snapshot& world) {
  for (std::size_t i = 0; i < plain.tasks.size(); ++i) {
    const std::string& path = plain.tasks[i].path;
    if (plain.tasks[i].named || (below_any(path, targets.folders) && !excluded(world, path))) continue;
    ReadOutcome& outcome = plain.outcomes[i];
    if (outcome.no_permission) outcome.note = path + ": " + outcome.trouble;
    outcome.document = outcome.troubled = nullptr;
    outcome.judgeable = false;
    outcome.trouble.clear();
  }
}

void forget_documents(LoadedWorkspace& result) {
  for (LoadedFile& file : result.files) file.document = nullptr;
  for (FileTrouble& trouble : result.troubles) trouble.document = nullptr;
}

}  // namespace

LoadedWorkspace load_workspace(const LoadOptions& options, Workers& workers) {
  const Targets targets = targets_of(options);
  LoadedWorkspace result;
  Walk found = walk({options.roots, targets.folders, true, options.cancel}, workers);
  check_folders(targets, found, result.troubles);
  SnapshotParts parts;
  parts.roots = options.roots;
  if (!options.home.empty()) parts.home_agents = path::join(options.home, ".claude/agents");
  walk_home(options, parts.home_agents, workers, found);
  result.notes = std::move(found.notes);

  using Facts = std::map<std::string, std::shared_ptr<const FileFacts>>;
  parts.folders = std::make_shared<const std::map<std::string, FolderListing>>(std::move(found.folders));
  parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>();
  parts.facts = std::make_shared<const Facts>();
  PlainFiles plain = read_plain_files(found, targets.files, options, workers);
  parts.manifests = std::make_shared<const Manifests>(std::move(plain.manifests));
  parts.configurations = std::make_shared<const std::map<std::string, Configuration>>(
      options.configuration.empty() ? std::move(plain.configurations) : only_configuration(options));
  const Snapshot world(parts);
  leave_out_unasked(plain, targets, world);

  std::vector<ReadTask> tasks = tasks_of(found, targets, plain, world, options, result);
  std::vector<ReadOutcome> outcomes = read_files(tasks, world, workers, options.cancel);
  Facts facts;
  Needs needs;
  sort_outcomes(tasks, outcomes, result, facts, needs);
  sort_outcomes(plain.tasks, plain.outcomes, result, facts, needs);
  std::sort(result.files.begin(), result.files.end(),
            [](const LoadedFile& a, const LoadedFile& b) { return a.path < b.path; });
  parts.facts = std::make_shared<const Facts>(std::move(facts));
  auto snapshot = std::make_shared<const Snapshot>(std::move(parts), world);
  if (options.cancel.cancelled()) {
    result.snapshot = std::move(snapshot);
  } else {
    Needs kept = needs_of_all(*snapshot, result.files, workers);
    needs.paths.merge(kept.paths);
    needs.outlines.merge(kept.outlines);
    result.snapshot = resolve_needs(snapshot, needs, workers);
  }
  if (!options.keep_documents) forget_documents(result);
  std::sort(result.notes.begin(), result.notes.end());
  std::sort(result.troubles.begin(), result.troubles.end(),
            [](const FileTrouble& a, const FileTrouble& b) { return a.path < b.path; });
  return result;
}

LoadedWorkspace load_workspace(const LoadOptions& options) {
  Workers workers(0);
  return load_workspace(options, workers);
}

std::string home_folder() {
  const char* home = ::getenv("HOME");
  return home != nullptr && home[0] == '/' ? path::normalise(home) : std::string();
}

bool is_wide(std::string_view folder, const std::string& home) {
  return folder == "/" || (!home.empty() && path::is_below(home, folder));
}

std::optional<std::string> repository_around(std::string folder) {
  for (;;) {
    for (const std::string_view mark : {".git", ".claude-plugin/marketplace.json"})
      if (::access(path::join(folder, mark).c_str(), F_OK) == 0) return folder;
    std::string above(path::parent(folder));
    if (above == folder) return std::nullopt;
    folder = std::move(above);
  }
}

std::string find_root(const std::string& working_directory) {
  return repository_around(working_directory).value_or(working_directory);
}

std::string find_root_of_file(const std::string& file, const std::string& home) {
  std::string folder(path::parent(file));
  if (std::optional<std::string> found = repository_around(folder)) return std::move(*found);
  const auto may_be = [&](const std::string& root) { return !root.empty() && !is_wide(root, home); };
  constexpr std::string_view tools_folder = "/.claude";
  if (const std::size_t at = (folder + '/').rfind(std::string(tools_folder) + '/'); at != std::string::npos) {
    std::string around = folder.substr(0, at);
    return may_be(around) ? around : folder.substr(0, at + tools_folder.size());
  }
  std::string around(path::parent(folder));
  return path::file_name(folder) == "commands" && may_be(around) ? around : folder;
}

}  // namespace baton
