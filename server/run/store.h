// Where runs are kept: `.baton/runs/<command>/<run-id>/`, a log that only grows and a file for each output.
// What was reported as finished is on the disk. Links are never followed below the root. run.md, "Store".
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"
#include "server/run/events.h"

namespace baton {

// The seam for time and disk: tests put a clock that stands still and a disk that is full in its place.
struct StoreSeams {
  std::function<std::chrono::system_clock::time_point()> now;
  // All of the text to a descriptor, or an errno. One call at a time, whatever the thread.
  std::function<int(int descriptor, std::string_view text)> write;
  std::function<int(int descriptor)> sync;
  // The whole file system that a descriptor lies on.
  std::function<int(int descriptor)> sync_all;
};
StoreSeams real_seams();

std::string time_text(std::chrono::system_clock::time_point time);  // RFC 3339, UTC, milliseconds

// An open file descriptor, closed with its owner.
class OpenFile {
 public:
  explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

// An output, and what is to be told of it when it is on the disk.
struct NewOutput {
  std::string name;
  std::string text;
  std::vector<RunEvent> events;
};

// What became of some: one fault each, empty where the file is there; the events of all that are there are in
// the log, if that has no fault.
struct KeptOutputs {
  std::vector<std::string> faults;
  std::string log_fault;
};

// One run's folder, held by a lock that ends with the process.
class RunFolder {
 public:
  // A new one below `root`. The error is one sentence.
  static Result<RunFolder> create(const std::string& root, const std::string& command, StoreSeams seams);
  // One that is there, to go on with. A torn last line of its log is cut off.
  static Result<RunFolder> open(const std::string& root, const std::string& command, const std::string& run,
                                StoreSeams seams);

  const std::string& run() const { return run_; }
  const std::string& path() const { return path_; }  // absolute
  const RunState& state() const { return state_; }
  std::string now() const { return time_text(seams_.now()); }

  // The line is in the log (and on the disk, where `durable`), and the state has changed. Empty, or what is
  // wrong.
  std::string append(const RunEvent& event, bool durable);
  // Outputs and then their events, all on the disk at the end: a disk takes little longer for many than for
  // one. May be called on another thread than all else. The state does not change: see `take`.
  KeptOutputs keep(std::span<const NewOutput> outputs) const;
  // An event that `keep` wrote.
  void take(const RunEvent& event) { fold(state_, event); }
  // The output of another run of this command, here too. It need not be synced: whoever misses it finds the
  // other. Empty, or what is wrong.
  std::string put_again(const std::string& name, const std::string& other_run, const std::string& other_name,
                        std::string_view text) const;
  // The whole file or none of it; on the disk, where `durable`. Empty, or what is wrong.
  std::string put(const std::string& name, std::string_view text, bool durable) const;
  std::optional<std::string> get(const std::string& name) const;
  std::string path_of(const std::string& name) const { return path_ + "/" + name; }

 private:
  RunFolder(StoreSeams seams, std::string path, std::string run)
      : seams_(std::move(seams)), path_(std::move(path)), run_(std::move(run)) {}
  static Result<RunFolder> hold(OpenFile folder, std::string path, std::string run, StoreSeams seams);
  std::string lock();
  std::string open_log();
  // Those for files: an output may be written while the other thread puts a file or a line.
  StoreSeams file_seams() const;
  std::string write_line(const RunEvent& event) const;

  StoreSeams seams_;
  std::unique_ptr<std::mutex> writing_ = std::make_unique<std::mutex>();
  std::string path_, run_;
  OpenFile folder_, lock_, log_;
  RunState state_;
};

// A file for people to look at, in a folder beside the command's runs: its path, or what is wrong.
Result<std::string> put_preview(const std::string& root, const std::string& command, const std::string& name,
                                std::string_view text);

// The name of a command's folder of runs.
std::string command_folder(const std::string& command);

// Reading, which needs no lock. A run's folder that is not the user's own, or open to others, came from
// somewhere else: it does not count. `folder`: see command_folder and list_commands.
std::string runs_path(const std::string& root, const std::string& folder);               // absolute
std::vector<std::string> list_commands(const std::string& root);                         // folders, sorted
std::vector<std::string> list_runs(const std::string& root, const std::string& folder);  // newest first
Result<RunState> read_run(const std::string& root, const std::string& folder, const std::string& run);
std::optional<std::string> read_output(const std::string& root, const std::string& folder,
                                       const std::string& run, const std::string& name);
// A run that is under way has its lock held by a living process.
bool is_held(const std::string& root, const std::string& folder, const std::string& run);

}  // namespace baton
