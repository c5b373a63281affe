// write(2) until all is written; files by way of a new one beside them.
#include "server/cli/output.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

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
  const std::string fresh = target + "." + std::to_string(::getpid()) + ".tmp";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return error_words(errno);
  if (exists) static_cast<void>(::fchmod(file, about.st_mode & 07777U));
  std::string fault = write_and_close(file, text);
  if (fault.empty() && ::rename(fresh.c_str(), target.c_str()) != 0) fault = error_words(errno);
  if (!fault.empty()) ::unlink(fresh.c_str());
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
