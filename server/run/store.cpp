// Appending, and replacing whole files: the two things that a crash cannot tear.
#include "server/run/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <random>
#include <utility>

#include "server/base/error_words.h"
#include "server/run/lock.h"
#include "server/run/names.h"

namespace baton {
namespace {

constexpr const char* log_name = "events.jsonl";
constexpr const char* lock_name = ".lock";

std::string relative_runs(const std::string& folder) {
  return ".baton/runs/" + folder;
}

int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

// Not every file system can sync.
int sync_file(int descriptor) {
  if (::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP) return 0;
  return errno;
}

int sync_file_system(int descriptor) {
  return ::syncfs(descriptor) == 0 ? 0 : errno;
}

// Runs are nobody's sources: git is told in their own folder. A file that is there is the user's.
void write_ignore(const std::string& root) {
  const Result<OpenFile> folder = open_folder(root, ".baton", false);
  if (!folder) return;
  const OpenFile file = open_file(*folder, ".gitignore", O_WRONLY | O_CREAT | O_EXCL);
  if (file) static_cast<void>(write_all(file.get(), "*\n"));
}

int milliseconds_of(std::chrono::system_clock::time_point time) {
  const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  return static_cast<int>(((since % 1000) + 1000) % 1000);
}

// By time, so that names sort as runs began, and with something of chance against two at once.
std::string run_id(std::chrono::system_clock::time_point now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[40];
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &parts);
  std::random_device chance;
  char tail[24];
  std::snprintf(tail, sizeof tail, "-%03d-%04x", milliseconds_of(now), chance() & 0xffffU);
  return std::string(text) + tail;
}

bool is_run_id(const std::string& name) {
  return !name.empty() && name.find_first_not_of("0123456789abcdef-") == std::string::npos;
}

// As runs are made, and as nothing comes out of a repository or from somebody else.
bool is_own(const struct stat& about) {
  return S_ISDIR(about.st_mode) && about.st_uid == ::geteuid() && (about.st_mode & 0777U) == 0700;
}

std::vector<std::string> list_folders(const std::string& root, const std::string& relative, bool only_own) {
  std::vector<std::string> names;
  const Result<OpenFile> folder = open_folder(root, relative, false);
  if (!folder) return names;
  const int copy = ::fcntl(folder->get(), F_DUPFD_CLOEXEC, 0);
  DIR* directory = copy < 0 ? nullptr : ::fdopendir(copy);
  if (directory == nullptr) return names;
  while (const dirent* entry = ::readdir(directory)) {
    struct stat about {};
    const bool is_folder = entry->d_name[0] != '.' &&
                           ::fstatat(folder->get(), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
                           (only_own ? is_own(about) : S_ISDIR(about.st_mode));
    if (is_folder) names.emplace_back(entry->d_name);
  }
  ::closedir(directory);
  std::ranges::sort(names);
  return names;
}

Result<OpenFile> existing_run(const std::string& root, const std::string& folder, const std::string& run) {
  if (!is_run_id(run) || ::access((runs_path(root, folder) + "/" + run).c_str(), F_OK) != 0)
    return Error{"there is no run " + shown(run, 60)};
  Result<OpenFile> opened = open_folder(root, relative_runs(folder) + "/" + run, false);
  struct stat about {};
  if (opened && (::fstat(opened->get(), &about) != 0 || !is_own(about)))
    return Error{"the folder of run " + run +
                 " is not believed: it must be the user's own, and closed to others (mode 0700)"};
  return opened;
}

// Files are synced one by one, since others may be writing a great deal to the same disk; but each costs a
// write of the file system's journal, and of so many at once one for all is cheaper.
constexpr std::size_t most_synced = 4;

struct Replacement {
  std::string name;
  std::string_view text;
};

// Each whole or not at all, and on the disk at the end. One answer each: empty, or what is wrong.
std::vector<std::string> replace_files(const OpenFile& folder, std::span<const Replacement> files,
                                       const StoreSeams& seams) {
  const auto fresh_name = [](const Replacement& file) { return "." + file.name + ".tmp"; };
  std::vector<int> faults(files.size());
  std::vector<OpenFile> open;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string fresh = fresh_name(files[i]);
    ::unlinkat(folder.get(), fresh.c_str(), 0);
    open.push_back(open_file(folder, fresh, O_WRONLY | O_CREAT | O_EXCL));
    faults[i] = open[i] ? seams.write(open[i].get(), files[i].text) : errno;
  }
  const bool together = files.size() > most_synced;
  const int unsynced_files = together ? seams.sync_all(folder.get()) : 0;
  for (std::size_t i = 0; i < files.size(); ++i)
    if (faults[i] == 0) faults[i] = together ? unsynced_files : seams.sync(open[i].get());
  open.clear();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string fresh = fresh_name(files[i]);
    if (faults[i] == 0 && ::renameat(folder.get(), fresh.c_str(), folder.get(), files[i].name.c_str()) != 0)
      faults[i] = errno;
    if (faults[i] != 0) ::unlinkat(folder.get(), fresh.c_str(), 0);
  }
  const int unsynced = seams.sync(folder.get());
  std::vector<std::string> words(files.size());
  for (std::size_t i = 0; i < files.size(); ++i)
    if (const int fault = faults[i] != 0 ? faults[i] : unsynced; fault != 0)
      words[i] = shown(files[i].name) + " cannot be written (" + error_words(fault) + ")";
  return words;
}

StoreSeams without_sync(StoreSeams seams) {
  seams.sync = seams.sync_all = [](int) { return 0; };
  return seams;
}

std::string log_words(int fault) {
  return "the run's log cannot be written (" + error_words(fault) + ")";
}

}  // namespace

StoreSeams real_seams() {
  return {[] { return std::chrono::system_clock::now(); }, write_all, sync_file, sync_file_system};
}

std::string time_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[40];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  char tail[16];
  std::snprintf(tail, sizeof tail, ".%03dZ", milliseconds_of(time));
  return std::string(text, length) + tail;
}

Result<RunFolder> RunFolder::create(const std::string& root, const std::string& command, StoreSeams seams) {
  const Result<OpenFile> runs = open_folder(root, relative_runs(command_folder(command)), true);
  if (!runs) return Error{runs.error()};
  write_ignore(root);
  for (int attempt = 0; attempt < 100; ++attempt) {
    const std::string run = run_id(seams.now());
    if (::mkdirat(runs->get(), run.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;
      return Error{"cannot make the run's folder (" + error_words(errno) + ")"};
    }
    // Not every file system keeps the mode.
    Result<OpenFile> folder = open_folder(root, relative_runs(command_folder(command)) + "/" + run, false);
    if (!folder) return Error{folder.error()};
    return hold(std::move(*folder), runs_path(root, command_folder(command)) + "/" + run, run,
                std::move(seams));
  }
  return Error{"cannot make the run's folder (all names are taken)"};
}

Result<RunFolder> RunFolder::open(const std::string& root, const std::string& command, const std::string& run,
                                  StoreSeams seams) {
  const std::string name = command_folder(command);
  Result<OpenFile> folder = existing_run(root, name, run);
  if (!folder) return Error{folder.error()};
  return hold(std::move(*folder), runs_path(root, name) + "/" + run, run, std::move(seams));
}

Result<RunFolder> RunFolder::hold(OpenFile folder, std::string path, std::string run, StoreSeams seams) {
  RunFolder opened(std::move(seams), std::move(path), std::move(run));
  opened.folder_ = std::move(folder);
  if (std::string fault = opened.lock(); !fault.empty()) return Error{fault};
  if (std::string fault = opened.open_log(); !fault.empty()) return Error{fault};
  return opened;
}

std::string RunFolder::lock() {
  Result<OpenFile> lock = take_lock(folder_, lock_name);
  if (!lock) return lock.error();
  lock_ = std::move(*lock);
  return {};
}

std::string RunFolder::open_log() {
  log_ = open_file(folder_, log_name, O_RDWR | O_APPEND | O_CREAT);
  const std::optional<std::string> text = read_all(log_);
  if (!text) return "cannot open the run's log (" + error_words(errno) + ")";
  state_ = fold_log(*text);
  const std::size_t whole = text->rfind('\n') == std::string::npos ? 0 : text->rfind('\n') + 1;
  if (whole < text->size() && ::ftruncate(log_.get(), static_cast<off_t>(whole)) != 0)
    return "cannot mend the run's log (" + error_words(errno) + ")";
  return {};
}

StoreSeams RunFolder::file_seams() const {
  StoreSeams seams = seams_;
  seams.write = [this](int descriptor, std::string_view text) {
    const std::lock_guard lock(*writing_);
    return seams_.write(descriptor, text);
  };
  return seams;
}

std::string RunFolder::write_line(const RunEvent& event) const {
  const std::lock_guard lock(*writing_);
  struct stat about {};
  const bool known = ::fstat(log_.get(), &about) == 0;
  const int fault = seams_.write(log_.get(), event_line(event) + "\n");
  if (fault == 0) return {};
  // Half a line is worse than none: whoever comes next would have to cut it.
  if (known) static_cast<void>(!::ftruncate(log_.get(), about.st_size));
  return log_words(fault);
}

std::string RunFolder::append(const RunEvent& event, bool durable) {
  if (std::string fault = write_line(event); !fault.empty()) return fault;
  if (durable)
    if (const int fault = seams_.sync(log_.get()); fault != 0) return log_words(fault);
  fold(state_, event);
  return {};
}

std::string RunFolder::put(const std::string& name, std::string_view text, bool durable) const {
  const Replacement file{name, text};
  return replace_files(folder_, {&file, 1}, durable ? file_seams() : without_sync(file_seams())).front();
}

KeptOutputs RunFolder::keep(std::span<const NewOutput> outputs) const {
  std::vector<Replacement> files;
  for (const NewOutput& output : outputs) files.push_back({output.name, output.text});
  KeptOutputs kept{replace_files(folder_, files, file_seams()), {}};
  for (std::size_t i = 0; i < outputs.size() && kept.log_fault.empty(); ++i)
    for (const RunEvent& event : outputs[i].events)
      if (kept.faults[i].empty() && kept.log_fault.empty()) kept.log_fault = write_line(event);
  if (kept.log_fault.empty())
    if (const int fault = seams_.sync(log_.get()); fault != 0) kept.log_fault = log_words(fault);
  return kept;
}

std::string RunFolder::put_again(const std::string& name, const std::string& other_run,
                                 const std::string& other_name, std::string_view text) const {
  if (is_run_id(other_run) && other_name.find('/') == std::string::npos) {
    const OpenFile other(::openat(folder_.get(), ("../" + other_run).c_str(),
                                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (other && ::linkat(other.get(), other_name.c_str(), folder_.get(), name.c_str(), 0) == 0) return {};
  }
  return put(name, text, false);
}

std::optional<std::string> RunFolder::get(const std::string& name) const {
  return read_all(open_file(folder_, name, O_RDONLY));
}

Result<std::string> put_preview(const std::string& root, const std::string& command, const std::string& name,
                                std::string_view text) {
  const std::string folder = command_folder(command);
  const Result<OpenFile> opened = open_folder(root, relative_runs(folder) + "/previews", true);
  if (!opened) return Error{opened.error()};
  write_ignore(root);
  const Replacement file{name, text};
  const StoreSeams seams = without_sync(real_seams());
  if (std::string fault = replace_files(*opened, {&file, 1}, seams).front(); !fault.empty())
    return Error{fault};
  return runs_path(root, folder) + "/previews/" + name;
}

std::string command_folder(const std::string& command) {
  return file_safe(command);
}

std::string runs_path(const std::string& root, const std::string& folder) {
  return (root == "/" ? "" : root) + "/" + relative_runs(folder);
}

std::vector<std::string> list_commands(const std::string& root) {
  return list_folders(root, ".baton/runs", false);
}

std::vector<std::string> list_runs(const std::string& root, const std::string& folder) {
  std::vector<std::string> runs = list_folders(root, relative_runs(folder), true);
  std::erase_if(runs, [](const std::string& run) { return !is_run_id(run); });
  std::ranges::reverse(runs);
  return runs;
}

Result<RunState> read_run(const std::string& root, const std::string& folder, const std::string& run) {
  const Result<OpenFile> opened = existing_run(root, folder, run);
  if (!opened) return Error{opened.error()};
  const std::optional<std::string> text = read_all(open_file(*opened, log_name, O_RDONLY));
  if (!text) return Error{"the log of run " + run + " cannot be read"};
  return fold_log(*text);
}

std::optional<std::string> read_output(const std::string& root, const std::string& folder,
                                       const std::string& run, const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos) return std::nullopt;
  const Result<OpenFile> opened = existing_run(root, folder, run);
  if (!opened) return std::nullopt;
  return read_all(open_file(*opened, name, O_RDONLY));
}

bool is_held(const std::string& root, const std::string& folder, const std::string& run) {
  const Result<OpenFile> opened = existing_run(root, folder, run);
  return opened && lock_holder(*opened, lock_name).has_value();
}

}  // namespace baton
