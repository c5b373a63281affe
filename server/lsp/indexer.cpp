// Each load replaces the whole view: right by construction, and fast enough for the background.
#include "server/lsp/indexer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/disk/refresh.h"

namespace baton::lsp {
namespace {

using Clock = std::chrono::steady_clock;
using Files = std::map<std::string, LoadedFile>;
using Troubles = std::map<std::string, FileTrouble>;

std::shared_ptr<const Snapshot> unknown_world(const std::string& home) {
  SnapshotParts parts;
  if (!home.empty()) parts.home_agents = path::join(home, ".claude/agents");
  parts.folders = std::make_shared<const std::map<std::string, FolderListing>>();
  parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>();
  parts.facts = std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>();
  parts.configurations = std::make_shared<const std::map<std::string, Configuration>>();
  parts.manifests = std::make_shared<const std::map<std::string, std::string>>();
  return std::make_shared<const Snapshot>(std::move(parts));
}

DiskView empty_view(const std::string& home) {
  return {unknown_world(home), std::make_shared<const Files>(), std::make_shared<const Troubles>()};
}

DiskView view_of(LoadedWorkspace& loaded) {
  Files files;
  for (LoadedFile& file : loaded.files) files.emplace_hint(files.end(), file.path, std::move(file));
  Troubles troubles;
  for (FileTrouble& trouble : loaded.troubles) troubles.emplace(trouble.path, std::move(trouble));
  return {std::move(loaded.snapshot), std::make_shared<const Files>(std::move(files)),
          std::make_shared<const Troubles>(std::move(troubles))};
}

}  // namespace

bool is_walked(const std::string& root, const std::string& home) {
  return root != "/" && (home.empty() || !path::is_below(home, root));
}

Indexer::Indexer(Loop& loop, IndexerOptions options, spdlog::logger& log, Heard heard)
    : loop_(loop),
      options_(std::move(options)),
      log_(log),
      heard_(std::move(heard)),
      view_(empty_view(options_.home)) {}

Indexer::~Indexer() {
  cancel_.cancel();
}

bool Indexer::covers(const std::string& path) const {
  return std::any_of(roots_.begin(), roots_.end(),
                     [&](const std::string& root) { return path::is_below(path, root); });
}

void Indexer::set_roots(std::vector<std::string> roots) {
  roots_ = std::move(roots);
  if (!roots_.empty() && view_.files->empty()) ready_ = false;
  load();
}

void Indexer::reload_soon() {
  if (timer_) return;
  timer_ = true;
  // A workspace that takes long to load is not loaded all the time.
  loop_.after(std::max(options_.pause, 2 * last_load_), [this] {
    timer_ = false;
    load();
  });
}

void Indexer::load() {
  if (loading_) {
    again_ = true;
    return;
  }
  if (roots_.empty()) return loaded(empty_view(options_.home), {}, {});
  loading_ = true;
  LoadOptions load;
  load.roots = roots_;
  load.home = options_.home;
  load.file_cap = options_.file_cap;
  load.cancel = cancel_;
  worker_.post([this, load] {
    const Clock::time_point begin = Clock::now();
    auto view = std::make_shared<DiskView>();
    std::vector<std::string> notes;
    try {
      LoadedWorkspace workspace = load_workspace(load);
      notes = std::move(workspace.notes);
      *view = view_of(workspace);
    } catch (const std::exception& fault) {
      log_.error("the workspace could not be loaded: {}", fault.what());
      *view = empty_view(load.home);
    }
    if (load.cancel.cancelled()) return;
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    loop_.post([this, view, notes, time] {
      loading_ = false;
      loaded(std::move(*view), notes, time);
    });
  });
}

void Indexer::loaded(DiskView view, const std::vector<std::string>& notes, std::chrono::milliseconds time) {
  view_ = std::move(view);
  ready_ = true;
  asked_.clear();
  last_load_ = time;
  log_.debug("{} files to judge, loaded in {} ms", view_.files->size(), time.count());
  for (const std::string& note : notes) log_.debug("{}", note);
  if (std::exchange(again_, false)) reload_soon();
  heard_(News::loaded, notes);
}

void Indexer::look_up(const Needs& needs) {
  Needs fresh;
  for (const std::string& path : needs.paths)
    if (asked_.insert("path " + path).second) fresh.paths.insert(path);
  for (const std::string& path : needs.outlines)
    if (asked_.insert("outline " + path).second) fresh.outlines.insert(path);
  if (fresh.paths.empty() && fresh.outlines.empty()) return;
  worker_.post([this, before = view_.snapshot, fresh] {
    std::shared_ptr<const Snapshot> after = before;
    try {
      after = resolve_needs(before, fresh);
    } catch (const std::exception& fault) {
      log_.error("paths could not be looked up: {}", fault.what());
    }
    if (after == before) return;
    loop_.post([this, before, after, fresh] {
      if (view_.snapshot == before) {
        view_.snapshot = after;
      } else {
        // Something else was learned meanwhile: what was asked is asked again, on top of it.
        for (const std::string& path : fresh.paths) asked_.erase("path " + path);
        for (const std::string& path : fresh.outlines) asked_.erase("outline " + path);
      }
      heard_(News::looked_up, {});
    });
  });
}

}  // namespace baton::lsp
