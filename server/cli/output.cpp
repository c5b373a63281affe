// write(2) until all is written; files by way of a new one beside them.
#include "server/cli/output.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/cli/plain_text.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

// What the path leads to, where it is a link.
std::string behind_links(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  ::free(real);
  return result;
}

std::string write_and_close(int file, std::string_view text) {
  std::string fault = write_to_descriptor(file, text);
  if (::close(file) != 0 && fault.empty()) fault = error_words(errno);
  return fault;
}

std::string folder_of(const std::string& path) {
  const std::string_view folder = path::parent(path);
  return folder.empty() ? "." : std::string(folder);
}

struct FreshFile {
  int descriptor = -1;  // below 0: errno tells why
  std::string path;
};

// A new file in the folder of `target`, of a name that nobody has.
FreshFile open_beside(const std::string& target) {
  FreshFile fresh;
  for (int i = 0; i < 100 && fresh.descriptor < 0; ++i) {
    fresh.path = path::join(folder_of(target),
                            ".baton-" + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp");
    fresh.descriptor = ::open(fresh.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fresh.descriptor < 0 && errno != EEXIST) break;
  }
  return fresh;
}

// As far as it may be done: a file of somebody else becomes ours.
void take_over(int file, const struct stat& from) {
  const bool same_owner = ::fchown(file, from.st_uid, from.st_gid) == 0;
  const bool same_group = same_owner || ::fchown(file, static_cast<uid_t>(-1), from.st_gid) == 0;
  static_cast<void>(::fchmod(file, from.st_mode & (same_group ? 07777U : 0707U)));
}

// Text and name are on the disk before it is called done. Not every file system can sync.
std::string write_and_sync(int file, std::string_view text) {
  std::string fault = write_to_descriptor(file, text);
  if (fault.empty() && ::fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP) fault = error_words(errno);
  if (::close(file) != 0 && fault.empty()) fault = error_words(errno);
  return fault;
}

void sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

std::string write_to_descriptor(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno == EPIPE ? "" : error_words(errno);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::string write_to_file(const std::string& path, std::string_view text) {
  const std::string target = behind_links(path);
  struct stat about {};
  const bool exists = ::stat(target.c_str(), &about) == 0;
  if (exists && !S_ISREG(about.st_mode)) {
    const int device = ::open(target.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return device < 0 ? error_words(errno) : write_and_close(device, text);
  }
  if (exists && ::access(target.c_str(), W_OK) != 0) return error_words(errno);
  const FreshFile fresh = open_beside(target);
  if (fresh.descriptor < 0) return error_words(errno);
  if (exists) take_over(fresh.descriptor, about);
  std::string fault = write_and_sync(fresh.descriptor, text);
  if (fault.empty() && ::rename(fresh.path.c_str(), target.c_str()) != 0) fault = error_words(errno);
  if (!fault.empty())
    ::unlink(fresh.path.c_str());
  else
    sync_folder(folder_of(target));
  return fault;
}

std::string write_out(std::string_view text) {
  return write_to_descriptor(STDOUT_FILENO, text);
}

void complain(std::string_view sentence) {
  // Where standard error is gone too, there is nobody left to tell.
  static_cast<void>(write_to_descriptor(STDERR_FILENO, "baton: " + escaped(sentence) + "\n"));
}

}  // namespace baton
