// The disk as the session sees it: loaded, and loaded again after changes, on a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/base/cancel.h"
#include "server/lsp/loop.h"
#include "server/workspace/disk/load.h"
#include "server/workspace/snapshot.h"

namespace spdlog {
class logger;
}

namespace baton::lsp {

// What the disk held when it was last looked at. Immutable; copies share everything.
struct DiskView {
  std::shared_ptr<const Snapshot> snapshot;
  std::shared_ptr<const std::map<std::string, LoadedFile>> files;      // that are judged
  std::shared_ptr<const std::map<std::string, FileTrouble>> troubles;  // with those that are
};

struct IndexerOptions {
  std::string home;  // the user's, absolute; empty: none
  std::size_t file_cap = 200000;
  std::chrono::milliseconds pause{150};  // after a change, before the disk is read
};

// A root that would mean to read a whole disk or home: "/", the user's home and what lies above it.
bool is_walked(const std::string& root, const std::string& home);

class Indexer {
 public:
  enum class News { loaded, looked_up };
  // `heard` is called on the loop's thread whenever there is a new view; `notes` are the loader's words for
  // the user.
  using Heard = std::function<void(News news, const std::vector<std::string>& notes)>;

  Indexer(Loop& loop, IndexerOptions options, spdlog::logger& log, Heard heard);
  ~Indexer();

  // All of these: on the loop's thread.
  const DiskView& view() const { return view_; }
  const std::vector<std::string>& roots() const { return roots_; }  // that are walked
  // False until the first load is done, if there is anything to load.
  bool ready() const { return ready_; }
  // Whether a path lies below a root that is walked.
  bool covers(const std::string& path) const;

  void set_roots(std::vector<std::string> roots);  // loads at once
  void reload_soon();
  // Asks the disk about what a snapshot did not know; what was asked since the last load is not asked again.
  void look_up(const Needs& needs);

 private:
  void load();
  void loaded(DiskView view, const std::vector<std::string>& notes, std::chrono::milliseconds time);

  Loop& loop_;
  IndexerOptions options_;
  spdlog::logger& log_;
  Heard heard_;
  std::vector<std::string> roots_;
  DiskView view_;
  bool ready_ = true;
  bool loading_ = false;
  bool again_ = false;
  bool timer_ = false;
  std::chrono::milliseconds last_load_{0};
  std::set<std::string> asked_;
  CancelToken cancel_;
  Worker worker_;  // last: joined before anything it uses goes
};

}  // namespace baton::lsp
