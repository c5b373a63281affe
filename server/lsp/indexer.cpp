// A load replaces the whole view; a refresh makes the next one from it, where that is known to give the same.
#include "server/lsp/indexer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "server/base/path.h"
#include "server/lsp/judge.h"
#include "server/workspace/disk/linked_agents.h"
#include "server/workspace/disk/refresh.h"
#include "server/workspace/disk/walk.h"

namespace baton::lsp {
namespace {

using Clock = std::chrono::steady_clock;
using Files = std::map<std::string, ClosedFile>;
using Reasons = std::map<std::string, std::string>;

// So many changes at once (another branch) are dearer one by one than a load.
constexpr std::size_t most_refreshed = 500;

std::shared_ptr<const Snapshot> unknown_world(const std::string& home) {
  SnapshotParts parts;
  if (!home.empty()) parts.home_agents = path::join(home, ".claude/agents");
  parts.folders = std::make_shared<const std::map<std::string, FolderListing>>();
  parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>();
  parts.facts = std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>();
  parts.configurations = std::make_shared<const std::map<std::string, Configuration>>();
  parts.manifests = std::make_shared<const Manifests>();
  return std::make_shared<const Snapshot>(std::move(parts));
}

DiskView empty_view(const std::string& home) {
  return {unknown_world(home), std::make_shared<const Files>(), std::make_shared<const Reasons>()};
}

DiskView view_of(LoadedWorkspace& loaded) {
  Files files;
  for (LoadedFile& file : loaded.files)
    files.emplace_hint(files.end(), std::move(file.path),
                       ClosedFile{is_plain(file.kind) ? std::optional(file.kind) : std::nullopt});
  Reasons unread_folders;
  for (FileTrouble& trouble : loaded.troubles) {
    if (trouble.is_folder)
      unread_folders.emplace(std::move(trouble.path), std::move(trouble.message));
    else
      files.emplace(std::move(trouble.path), ClosedFile{});
  }
  return {std::move(loaded.snapshot), std::make_shared<const Files>(std::move(files)),
          std::make_shared<const Reasons>(std::move(unread_folders))};
}

std::int64_t nanoseconds_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

bool same_folders(const Snapshot& one, const Snapshot& other) {
  return std::ranges::equal(
      *one.parts().folders, *other.parts().folders, {},
      [](const auto& entry) -> const std::string& { return entry.first; },
      [](const auto& entry) -> const std::string& { return entry.first; });
}

// Whether a Markdown file of the workspace is judged while it is not open.
bool is_judged(const Snapshot& snapshot, const std::string& path) {
  const FileFacts* facts = snapshot.facts(path);
  // Of what could not be read it is not known; whoever judges it will see.
  if (!facts && snapshot.look_up(path).presence != Presence::exists) return false;
  if (facts && facts->kind == FileKind::document && !facts->is_template) return false;
  const std::string root(snapshot.root_of(path));
  return !root.empty() && !is_excluded(snapshot, path) && baton::is_walked(root, path, false);
}

}  // namespace

Indexer::Indexer(Loop& loop, IndexerOptions options, spdlog::logger& log, Heard heard, Loading loading)
    : loop_(loop),
      options_(std::move(options)),
      log_(log),
      heard_(std::move(heard)),
      loading_(std::move(loading)),
      view_(empty_view(options_.home)),
      disk_(std::make_shared<Disk>()) {
  disk_->read = options_.read;
  disk_->view = view_;
}

Indexer::~Indexer() {
  cancel_.cancel();
  load_cancel_.cancel();
}

bool Indexer::covers(const std::string& path) const {
  return std::any_of(roots_.begin(), roots_.end(),
                     [&](const std::string& root) { return path::is_below(path, root); });
}

void Indexer::set_roots(std::vector<std::string> roots) {
  const bool other = roots != roots_;
  roots_ = std::move(roots);
  if (!roots_.empty() && view_.files->empty()) ready_ = false;
  reload_ = true;
  if (!working_) return load();
  new_roots_ = new_roots_ || other;
  // What is read of the folders before helps nobody who waits.
  if (other && !ready_) load_cancel_.cancel();
}

void Indexer::reload_soon() {
  reload_ = true;
  wait_then_work();
}

void Indexer::refresh_soon(const std::string& path, bool came_or_went) {
  bool& known = changed_.try_emplace(path, false).first->second;
  known = known || came_or_went;
  wait_then_work();
}

void Indexer::look_around_soon() {
  look_around_ = true;
  wait_then_work();
}

void Indexer::wait_then_work() {
  if (timer_ || working_) return;
  timer_ = true;
  // A workspace that takes long to load is not loaded all the time.
  const bool whole = reload_ || changed_.size() > most_refreshed;
  loop_.after(whole ? std::max(options_.pause, 2 * last_load_) : options_.pause, [this] {
    timer_ = false;
    if (working_) return;
    if (reload_ || changed_.size() > most_refreshed)
      load();
    else if (look_around_ || !changed_.empty())
      refresh();
  });
}

void Indexer::work(std::function<DiskNews(Disk& disk)> job) {
  working_ = true;
  worker_.post([this, disk = disk_, cancel = cancel_, job = std::move(job)] {
    const Clock::time_point begin = Clock::now();
    DiskNews news = job(*disk);
    if (cancel.cancelled()) return;
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    loop_.post([this, view = disk->view, news = std::move(news), time] {
      working_ = false;
      learned(view, news, time);
    });
  });
}

void Indexer::load() {
  reload_ = look_around_ = new_roots_ = false;
  changed_.clear();
  LoadOptions load;
  load.roots = roots_;
  load.home = options_.home;
  load.file_cap = options_.file_cap;
  load.keep_documents = false;
  load.cancel = load_cancel_ = CancelToken();
  // Worth to be shown: the first one, and those that take long.
  if (!roots_.empty() && (!ready_ || last_load_ > std::chrono::seconds(1))) loading_(true);
  work([load, keeps_stamps = keeps_stamps_, &log = log_](Disk& disk) {
    disk.options = load;
    disk.keeps_stamps = keeps_stamps;
    return Indexer::load(disk, log);
  });
}

DiskNews Indexer::load(Disk& disk, spdlog::logger& log) {
  DiskNews news;
  try {
    if (disk.options.roots.empty()) {
      disk.view = empty_view(disk.options.home);
      return news;
    }
    const std::int64_t begin = nanoseconds_now();
    LoadedWorkspace loaded = disk.read(disk.options);
    if (disk.options.cancel.cancelled()) {
      news.kind = DiskNews::Kind::stopped;
      return news;
    }
    for (const std::string& note : loaded.notes) log.debug("{}", note);
    if (loaded.files_too_many > 0) news.files_too_many = loaded.files_too_many;
    disk.view = view_of(loaded);
    if (disk.keeps_stamps) disk.stamps = take_stamps(*disk.view.snapshot, begin);
  } catch (const std::exception& fault) {
    log.error("the workspace could not be loaded: {}", fault.what());
    disk.view = empty_view(disk.options.home);
  }
  give_back_memory();
  return news;
}

void Indexer::refresh() {
  std::vector<DiskChange> changes;
  for (const auto& [path, came_or_went] : std::exchange(changed_, {}))
    changes.push_back({path, came_or_went});
  load_cancel_ = CancelToken();
  const bool look_around = std::exchange(look_around_, false);
  work([changes = std::move(changes), look_around, cancel = load_cancel_, &log = log_](Disk& disk) mutable {
    disk.options.cancel = cancel;
    if (look_around) {
      const std::int64_t begin = nanoseconds_now();
      std::ranges::move(changes_since(*disk.view.snapshot, disk.stamps), std::back_inserter(changes));
      const bool everything = std::ranges::any_of(
          changes, [](const DiskChange& change) { return changes_everything(change.path); });
      if (everything || changes.size() > most_refreshed) return Indexer::load(disk, log);
      const DiskNews news = Indexer::refresh(disk, changes, log);
      disk.stamps = take_stamps(*disk.view.snapshot, begin);
      return news;
    }
    return Indexer::refresh(disk, changes, log);
  });
}

DiskNews Indexer::refresh(Disk& disk, const std::vector<DiskChange>& changes, spdlog::logger& log) {
  DiskNews news{DiskNews::Kind::refreshed, {}, {}};
  if (changes.empty()) return news;
  try {
    const std::shared_ptr<const Snapshot> before = disk.view.snapshot;
    std::vector<std::string> paths;
    for (const DiskChange& change : changes) paths.push_back(change.path);
    const std::vector<std::string> behind = paths_behind_links(*before, paths);
    paths.insert(paths.end(), behind.begin(), behind.end());
    const std::shared_ptr<const Snapshot> after = refresh_paths(before, paths);
    // A folder decides over plugins and over all that is in it; of what lies outside of those that are walked
    // nobody knows who asked.
    if (!same_folders(*before, *after) ||
        before->parts().looked_up->size() != after->parts().looked_up->size())
      return load(disk, log);
    for (const std::string& path : behind)
      news.affected.add_change(path, before->facts(path), after->facts(path));
    auto files = std::make_shared<Files>(*disk.view.files);
    for (const auto& [path, came_or_went] : changes) {
      if (came_or_went) news.affected.add_presence(path);
      news.affected.add_path(path);
      if (!path.ends_with(".md")) continue;
      news.affected.add_change(path, before->facts(path), after->facts(path));
      if (is_judged(*after, path))
        (*files)[path] = {};
      else
        files->erase(path);
    }
    disk.view.snapshot = after;
    disk.view.files = std::move(files);
  } catch (const std::exception& fault) {
    log.error("changed files could not be read: {}", fault.what());
    return load(disk, log);
  }
  return news;
}

void Indexer::learned(const DiskView& view, const DiskNews& news, std::chrono::milliseconds time) {
  if (news.kind != DiskNews::Kind::refreshed) loading_(false);
  if (news.kind == DiskNews::Kind::stopped) {
    log_.info("reading the workspace was stopped");
    if (reload_ || look_around_ || !changed_.empty()) wait_then_work();
    return heard_(news);
  }
  view_ = view;
  if (news.kind == DiskNews::Kind::loaded) {
    ready_ = ready_ || !new_roots_;
    asked_.clear();
    last_load_ = time;
    log_.debug("{} files to judge, loaded in {} ms", view_.files->size(), time.count());
  } else {
    log_.debug("changed files were read in {} ms", time.count());
  }
  if (reload_ || look_around_ || !changed_.empty()) wait_then_work();
  heard_(news);
}

bool Indexer::look_up(const Needs& needs) {
  Needs fresh;
  for (const std::string& path : needs.paths)
    if (asked_.insert("path " + path).second) fresh.paths.insert(path);
  for (const std::string& path : needs.outlines)
    if (asked_.insert("outline " + path).second) fresh.outlines.insert(path);
  if (fresh.paths.empty() && fresh.outlines.empty()) return looks_up();
  ++lookups_;
  worker_.post([this, disk = disk_, fresh = std::move(fresh)] {
    const std::shared_ptr<const Snapshot> before = disk->view.snapshot;
    try {
      disk->view.snapshot = resolve_needs(before, fresh);
    } catch (const std::exception& fault) {
      log_.error("paths could not be looked up: {}", fault.what());
    }
    loop_.post([this, view = disk->view] {
      --lookups_;
      view_ = view;
      heard_({DiskNews::Kind::looked_up, {}, {}});
    });
  });
  return true;
}

}  // namespace baton::lsp
