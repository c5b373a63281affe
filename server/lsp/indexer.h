// The disk as the session sees it: loaded, and looked at again where it changed, on a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/lsp/dependants.h"
#include "server/lsp/loop.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/disk/stamps.h"
#include "server/workspace/snapshot.h"

namespace spdlog {
class logger;
}

namespace baton::lsp {

// A file that is judged while it is not open; its text is not kept.
struct ClosedFile {
  std::optional<FileKind> plain;  // of one that is no Markdown
};

// What the disk held when it was last looked at. Immutable; copies share everything.
struct DiskView {
  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const std::map<std::string, ClosedFile>> files;
  std::shared_ptr<const std::map<std::string, std::string>>
      unread_folders;  // and why, as FileTrouble::message
};

// What became known of the disk.
struct DiskNews {
  enum class Kind { loaded, refreshed, looked_up, stopped };
  Kind kind = Kind::loaded;
  Affected affected;                          // by what was refreshed
  std::optional<std::size_t> files_too_many;  // there are so many, above the cap
};

struct IndexerOptions {
  std::function<LoadedWorkspace(const LoadOptions& options)> read = [](const LoadOptions& options) {
    return load_workspace(options);
  };
  std::string home;  // the user's, absolute; empty: none
  std::size_t file_cap = 200000;
  std::chrono::milliseconds pause{150};  // after a change, before the disk is read
};

class Indexer {
 public:
  // Called on the loop's thread whenever there is a new view, or none will come of a load that was stopped.
  using Heard = std::function<void(const DiskNews& news)>;
  // Called on the loop's thread when all is being read, and when that is over.
  using Loading = std::function<void(bool loading)>;

  Indexer(Loop& loop, IndexerOptions options, spdlog::logger& log, Heard heard, Loading loading);
  ~Indexer();

  // All of these: on the loop's thread.
  const DiskView& view() const { return view_; }
  const std::vector<std::string>& roots() const { return roots_; }  // that are walked
  // False until the first load is done, if there is anything to load.
  bool ready() const { return ready_; }
  // Not ready, and about to be. Whoever waits for that is told by the news that ends it.
  bool loads_first() const { return !ready_ && (working_ || reload_); }
  // Whether a path lies below a root that is walked.
  bool covers(const std::string& path) const;

  void set_roots(std::vector<std::string> roots);  // loads at once
  // For a client that does not tell what changes on the disk: `look_around_soon` finds it out.
  void keep_stamps() { keeps_stamps_ = true; }
  void look_around_soon();
  // The user does not want to wait for it: what was known before stays.
  void stop_loading() { load_cancel_.cancel(); }
  // Everything is read again, or only what these changes touch; several calls within the pause are one.
  void reload_soon();
  void refresh_soon(const std::string& path, bool came_or_went);
  // Asks the disk about what a snapshot did not know; what was asked since the last load is not asked again.
  // False: there is nothing new to come.
  bool look_up(const Needs& needs);
  // Something of that kind is under way. News end it, whatever was found.
  bool looks_up() const { return lookups_ > 0; }

 private:
  // What the worker's thread alone touches: the view that its jobs make one from the other.
  struct Disk {
    std::function<LoadedWorkspace(const LoadOptions& options)> read;
    DiskView view;
    LoadOptions options;
    bool keeps_stamps = false;
    Stamps stamps;
  };
  void wait_then_work();
  void load();
  void refresh();
  void work(std::function<DiskNews(Disk& disk)> job);
  void learned(const DiskView& view, const DiskNews& news, std::chrono::milliseconds time);

  static DiskNews load(Disk& disk, spdlog::logger& log);
  static DiskNews refresh(Disk& disk, const std::vector<DiskChange>& changes, spdlog::logger& log);

  Loop& loop_;
  IndexerOptions options_;
  spdlog::logger& log_;
  Heard heard_;
  Loading loading_;
  std::vector<std::string> roots_;
  DiskView view_;
  bool ready_ = true;
  bool working_ = false;  // a load or a refresh
  bool timer_ = false;
  bool keeps_stamps_ = false;
  bool reload_ = false;                  // is wanted
  bool new_roots_ = false;               // so that what is being read is of other folders
  bool look_around_ = false;             // is wanted
  std::map<std::string, bool> changed_;  // paths to refresh, and whether each came or went
  std::chrono::milliseconds last_load_{0};
  std::set<std::string> asked_;
  std::size_t lookups_ = 0;  // under way
  CancelToken cancel_;
  CancelToken load_cancel_;  // of the work that runs
  std::shared_ptr<Disk> disk_;
  Worker worker_;  // last: joined before anything it uses goes
};

}  // namespace baton::lsp
