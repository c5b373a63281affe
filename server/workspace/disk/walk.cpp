// A stack of folders that the threads share; each keeps what it found until all are done.
#include "server/workspace/disk/walk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/workspace/disk/entries.h"
#include "server/workspace/disk/gitignore.h"
#include "server/workspace/disk/linked_agents.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

using Type = FolderEntry::Type;
using Scope = std::shared_ptr<const IgnoreScope>;

struct FolderTask {
  std::string path;
  Scope scope;           // of the folders around it
  bool start = false;    // the rules around it hold even where it begins a repository of its own
  bool agents = false;   // it is, or lies in, a folder "agents"
  bool ignored = false;  // an ignored folder of agents: they exist, and nobody judges them
};

// Folders that wait, and how many are being read: when neither is left, the walk is over.
class FolderQueue {
 public:
  void push(std::vector<FolderTask> tasks) {
    const std::lock_guard lock(mutex_);
    std::move(tasks.begin(), tasks.end(), std::back_inserter(waiting_));
    if (waiting_.size() > 1) ready_.notify_all();
  }
  // The next folder, or nothing when the walk is over. Whoever got one gives it back with done().
  std::optional<FolderTask> pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return !waiting_.empty() || busy_ == 0; });
    if (waiting_.empty()) return std::nullopt;
    FolderTask task = std::move(waiting_.back());
    waiting_.pop_back();
    ++busy_;
    return task;
  }
  void done() {
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0 && waiting_.empty()) ready_.notify_all();
  }
  // Calls done() also where reading the folder threw.
  struct Turn {
    FolderQueue& queue;
    ~Turn() { queue.done(); }
  };

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<FolderTask> waiting_;
  std::size_t busy_ = 0;
};

std::string child_of(const std::string& folder, std::string_view name) {
  std::string path = folder;
  if (path.back() != '/') path += '/';
  return path += name;
}

Scope with_rules_of(const std::string& folder, Scope outer, ReadBuffer& buffer) {
  const FileText file = read_file(child_of(folder, ".gitignore"), buffer);
  if (file.status != ReadStatus::ok) return outer;
  IgnoreRules rules(file.text);
  if (rules.empty()) return outer;
  return std::make_shared<const IgnoreScope>(IgnoreScope{std::move(outer), folder, std::move(rules)});
}

bool begins_repository(const std::string& folder) {
  return ::access(child_of(folder, ".git").c_str(), F_OK) == 0;
}

// From `folder` up: the folders whose rules hold in it, itself first. They begin where its repository does,
// without one at `top`.
std::vector<std::string> folders_with_rules(const std::string& folder, const std::string& top) {
  std::vector<std::string> chain{folder};
  while (!begins_repository(chain.back())) {
    if (chain.back() == "/") {
      const auto end = std::find(chain.begin(), chain.end(), top);
      chain.erase(end == chain.end() ? chain.begin() + 1 : end + 1, chain.end());
      break;
    }
    chain.emplace_back(path::parent(chain.back()));
  }
  return chain;
}

// The rules of the folders around `folder`; none where they leave it out as a whole, since it is to be walked
// all the same.
Scope rules_above(const std::string& folder, const std::string& top, ReadBuffer& buffer) {
  const std::vector<std::string> chain = folders_with_rules(folder, top);
  Scope scope;
  for (std::size_t i = chain.size() - 1; i > 0; --i) {
    scope = with_rules_of(chain[i], std::move(scope), buffer);
    if (is_ignored(scope.get(), chain[i - 1], true)) return nullptr;
  }
  return scope;
}

// What one thread found.
struct Found {
  std::vector<std::pair<std::string, FolderListing>> folders;
  Walk lists;
  ReadBuffer buffer;
};

bool is_folder(const std::string& path) {
  struct stat about {};
  return ::lstat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

// A file's place in the lists, if it has one. Specials and links to nothing become notes.
void sort_in(const FolderEntry& entry, const FolderTask& task, const FolderListing& listing,
             const IgnoreScope* scope, Walk& lists) {
  const std::string& folder = task.path;
  if (entry.type == Type::broken_link || entry.type == Type::looping_link) {
    if (entry.name.starts_with(".#")) return;  // how Emacs marks a file that is being edited
    const std::string path = child_of(folder, entry.name);
    if (task.ignored || is_ignored(scope, path, false)) return;
    lists.notes.push_back(path + (entry.type == Type::broken_link ? ": a link that leads nowhere"
                                                                  : ": a link that leads back to itself"));
    return;
  }
  const bool markdown = path::is_markdown(entry.name);
  const bool may_be_plain = entry.name == ".baton.yaml" || entry.name.ends_with(".json");
  if (!markdown && !may_be_plain) return;
  std::string path = child_of(folder, entry.name);
  const std::optional<FileKind> plain = may_be_plain ? plain_kind_of(path, &listing) : std::nullopt;
  if (!markdown && !plain) return;
  if (task.ignored || is_ignored(scope, path, false)) {
    if (markdown && entry.type == Type::file && task.agents) lists.facts_only.push_back(std::move(path));
    return;
  }
  if (entry.type == Type::special) {
    lists.notes.push_back(path + ": a pipe, socket or device, not read");
    return;
  }
  (markdown                      ? lists.markdown
   : plain == FileKind::manifest ? lists.manifests
                                 : lists.configurations)
      .push_back(std::move(path));
}

// One folder: its listing, its files sorted in, the folders in it that are to be walked.
std::vector<FolderTask> read_folder(const FolderTask& task, const WalkOptions& options, Found& found) {
  const FolderEntries folder = read_entries(task.path);
  if (folder.error != 0)
    found.lists.notes.push_back(task.path + ": this folder cannot be read (" + error_words(folder.error) +
                                ")");
  if (folder.error != 0 && folder.entries.empty()) return {};
  const auto has = [&](std::string_view name) {
    const auto at = std::lower_bound(folder.entries.begin(), folder.entries.end(), name,
                                     [](const FolderEntry& entry, std::string_view wanted) {
                                       return std::string_view(entry.name) < wanted;
                                     });
    return at != folder.entries.end() && at->name == name;
  };
  FolderListing listing = listing_of(folder.entries);
  // A repository inside another has only its own rules.
  Scope scope = task.start || !has(".git") ? task.scope : nullptr;
  if (options.ignore_files && !task.ignored && has(".gitignore"))
    scope = with_rules_of(task.path, std::move(scope), found.buffer);
  std::vector<FolderTask> below;
  for (const FolderEntry& entry : folder.entries) {
    if (entry.type != Type::folder) {
      sort_in(entry, task, listing, scope.get(), found.lists);
      continue;
    }
    if (left_out_by_name(entry.name)) continue;
    if (entry.is_link) {
      std::ranges::move(
          agents_behind(child_of(task.path, entry.name),
                        options.roots.empty() ? options.folders : options.roots, options.cancel),
          std::back_inserter(found.lists.facts_only));
      continue;
    }
    std::string path = child_of(task.path, entry.name);
    const bool agents = task.agents || entry.name == "agents";
    if (!task.ignored && !is_ignored(scope.get(), path, true)) {
      below.push_back({std::move(path), scope, false, agents, false});
    } else if (agents) {
      below.push_back({std::move(path), nullptr, false, true, true});
    } else if (entry.name == ".claude" && is_folder(path + "/agents")) {
      below.push_back({path + "/agents", nullptr, false, true, true});
    }
  }
  if (folder.error == 0) found.folders.emplace_back(task.path, std::move(listing));
  return below;
}

FolderTask start_at(const std::string& folder, Scope scope) {
  return {folder, std::move(scope), true, path::file_name(folder) == "agents", false};
}

void walk_from(std::vector<FolderTask> starts, const WalkOptions& options, Workers& workers,
               std::vector<Found>& found) {
  FolderQueue queue;
  queue.push(std::move(starts));
  workers.on_each([&](unsigned worker) {
    while (const std::optional<FolderTask> task = queue.pop()) {
      const FolderQueue::Turn turn{queue};
      if (!options.cancel.cancelled()) queue.push(read_folder(*task, options, found[worker]));
    }
  });
}

template <typename T>
void move_into(std::vector<T>& all, std::vector<T>& part) {
  std::move(part.begin(), part.end(), std::back_inserter(all));
  part.clear();
}

void collect(std::vector<Found>& found, Walk& walk) {
  for (Found& part : found) {
    for (auto& [path, listing] : part.folders) walk.folders.emplace(std::move(path), std::move(listing));
    part.folders.clear();
    move_into(walk.markdown, part.lists.markdown);
    move_into(walk.facts_only, part.lists.facts_only);
    move_into(walk.manifests, part.lists.manifests);
    move_into(walk.configurations, part.lists.configurations);
    move_into(walk.notes, part.lists.notes);
  }
}

}  // namespace

Walk walk(const WalkOptions& options, Workers& workers) {
  Walk result;
  std::vector<Found> found(workers.count());
  std::vector<std::string> folders = options.folders;
  std::sort(folders.begin(), folders.end());  // a folder stands before those in it
  for (const std::string& folder : folders) {
    if (result.folders.contains(folder)) continue;
    Scope scope = options.ignore_files
                      ? rules_above(folder, options.top.empty() ? folder : options.top, found[0].buffer)
                      : nullptr;
    walk_from({start_at(folder, std::move(scope))}, options, workers, found);
    collect(found, result);
  }
  std::vector<std::string> named = options.named;
  std::sort(named.begin(), named.end());
  for (const std::string& folder : named) {
    if (result.folders.contains(folder)) continue;
    walk_from({start_at(folder, nullptr)}, options, workers, found);
    collect(found, result);
  }
  for (std::vector<std::string>* list :
       {&result.markdown, &result.facts_only, &result.manifests, &result.configurations, &result.notes}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return result;
}

bool is_walked(const std::string& top, const std::string& path, bool is_folder) {
  if (!path::is_below(path, top) || path == top) return path == top;
  ReadBuffer buffer;
  const std::vector<std::string> chain = folders_with_rules(std::string(path::parent(path)), top);
  for (std::string at = path; at != top; at = path::parent(at))
    if ((is_folder || at != path) && left_out_by_name(path::file_name(at))) return false;
  Scope scope;
  for (std::size_t i = chain.size(); i-- > 0;) {
    scope = with_rules_of(chain[i], std::move(scope), buffer);
    const std::string& below = i == 0 ? path : chain[i - 1];
    if (path::is_below(below, top) && below != top && is_ignored(scope.get(), below, i > 0 || is_folder))
      return false;
  }
  return true;
}

}  // namespace baton
