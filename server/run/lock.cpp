// openat, O_NOFOLLOW and flock: the system drops the lock with the process that holds it, however that ends.
#include "server/run/lock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <utility>

#include "server/base/error_words.h"
#include "server/run/names.h"

namespace baton {
namespace {

constexpr std::size_t largest = std::size_t{256} << 20U;  // of a log or output that is read

std::string why_not(const std::string& path, int error) {
  if (error == ELOOP || error == ENOTDIR)
    return shown(path) + " is a link or a file, and runs are kept in folders only";
  return "cannot open " + shown(path) + " (" + error_words(error) + ")";
}

int open_directory(int at, const std::string& name, int flags) {
  return ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
}

LockHolder holder_in(const OpenFile& lock) {
  const std::string text = read_all(lock).value_or("");
  const std::size_t end = text.find('\n');
  if (end == std::string::npos) return {};
  return {text.substr(0, end), text.substr(end + 1, text.find('\n', end + 1) - end - 1)};
}

bool is_alive(const std::string& holder) {
  pid_t pid = 0;
  const auto [end, fault] = std::from_chars(holder.data(), holder.data() + holder.size(), pid);
  return fault == std::errc() && pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

}  // namespace

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<OpenFile> open_folder(const std::string& root, std::string_view relative, bool make) {
  OpenFile folder(open_directory(AT_FDCWD, root, 0));
  if (!folder) return Error{why_not(root, errno)};
  std::string path = root;
  while (!relative.empty()) {
    const std::string name(relative.substr(0, relative.find('/')));
    relative.remove_prefix(relative.size() == name.size() ? name.size() : name.size() + 1);
    path += "/" + name;
    if (make && ::mkdirat(folder.get(), name.c_str(), 0700) != 0 && errno != EEXIST)
      return Error{"cannot make " + shown(path) + " (" + error_words(errno) + ")"};
    OpenFile next(open_directory(folder.get(), name, O_NOFOLLOW));
    if (!next) return Error{why_not(path, errno)};
    folder = std::move(next);
  }
  return folder;
}

OpenFile open_file(const OpenFile& folder, const std::string& name, int flags) {
  // Not blocked by a pipe that somebody put there.
  OpenFile file(::openat(folder.get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
  struct stat about {};
  if (!file || (::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode))) return file;
  errno = EINVAL;
  return OpenFile();
}

std::optional<std::string> read_all(const OpenFile& file) {
  struct stat about {};
  if (!file || ::fstat(file.get(), &about) != 0) return std::nullopt;
  if (about.st_size > static_cast<off_t>(largest)) return std::nullopt;
  std::string text(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t got = 0;
  while (got < text.size()) {
    const ssize_t n = ::pread(file.get(), text.data() + got, text.size() - got, static_cast<off_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return std::nullopt;
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  text.resize(got);
  return text;
}

Result<std::variant<OpenFile, LockHolder>> try_lock(const OpenFile& folder, const std::string& name) {
  OpenFile file = open_file(folder, name, O_RDWR | O_CREAT);
  if (!file) return Error{"cannot open the run's lock (" + error_words(errno) + ")"};
  struct stat about {};
  if (::fstat(file.get(), &about) != 0 || about.st_nlink > 1)
    return Error{"the run's lock is another file, too, and is not written over"};
  // A program that the dead holder was just starting has the lock, too, until it has begun: that is soon.
  for (int attempt = 0; ::flock(file.get(), LOCK_EX | LOCK_NB) != 0; ++attempt) {
    if (errno != EWOULDBLOCK) return Error{"cannot lock the run (" + error_words(errno) + ")"};
    LockHolder holder = holder_in(file);
    if (attempt == 200 || is_alive(holder.process))
      return std::variant<OpenFile, LockHolder>(std::move(holder));
    ::usleep(10000);
  }
  note_in_lock(file, {});
  return std::variant<OpenFile, LockHolder>(std::move(file));
}

Result<OpenFile> take_lock(const OpenFile& folder, const std::string& name) {
  auto tried = try_lock(folder, name);
  if (!tried) return Error{tried.error()};
  if (auto* lock = std::get_if<OpenFile>(&*tried)) return std::move(*lock);
  const std::string& holder = std::get<LockHolder>(*tried).process;
  return Error{"the run is under way" + (holder.empty() ? "" : " in process " + shown(holder, 20))};
}

// Who holds it is for people only: failing to write it down harms nothing.
void note_in_lock(const OpenFile& lock, const std::string& note) {
  const std::string text = std::to_string(::getpid()) + "\n" + (note.empty() ? "" : note + "\n");
  if (::ftruncate(lock.get(), 0) == 0) static_cast<void>(!::pwrite(lock.get(), text.data(), text.size(), 0));
}

// Nobody is to read of a holder that is alive and holds it no more; and a program that is just being started
// still has a file that was only closed.
void let_go_of_lock(OpenFile lock) {
  if (!lock) return;
  static_cast<void>(!::ftruncate(lock.get(), 0));
  ::flock(lock.get(), LOCK_UN);
}

std::optional<LockHolder> lock_holder(const OpenFile& folder, const std::string& name) {
  const OpenFile file = open_file(folder, name, O_RDONLY);
  if (!file) return std::nullopt;
  if (::flock(file.get(), LOCK_SH | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? std::optional(holder_in(file)) : std::nullopt;
  ::flock(file.get(), LOCK_UN);
  return std::nullopt;
}

}  // namespace baton
