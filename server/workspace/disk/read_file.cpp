// open, fstat, read: one look at the file each, on the one that was opened.
#include "server/workspace/disk/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace baton {
namespace {

constexpr std::size_t first_look = std::size_t{1} << 20U;

ReadStatus status_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
      return ReadStatus::missing;
    case EACCES:
    case EPERM:
      return ReadStatus::no_permission;
    case ENXIO:  // a socket, or a device without hardware
    case ENODEV:
    case EISDIR:
      return ReadStatus::not_a_file;
    default:
      return ReadStatus::failed;
  }
}

FileText fault(int error) {
  return {status_of(error), {}, 0, error};
}

FileText read_open(int file, ReadBuffer& buffer) {
  struct stat about {};
  if (::fstat(file, &about) != 0) return fault(errno);
  if (!S_ISREG(about.st_mode))
    return {ReadStatus::not_a_file, {}, 0, S_ISDIR(about.st_mode) ? EISDIR : ENXIO};
  std::size_t size = about.st_size < 0 ? 0 : static_cast<std::size_t>(about.st_size);
  const bool too_large = size > largest_file;
  const std::size_t wanted = too_large ? first_look : size;
  // One byte more than the size: a read that fills less of it has met the end.
  if (buffer.size() < wanted + 1)
    buffer.resize(std::max(wanted + 1, std::min(buffer.size() * 2, largest_file)));
  std::size_t got = 0;
  while (!too_large || got < wanted) {
    if (got == buffer.size()) {  // it grew, or its size was not told (/proc)
      if (got > largest_file) break;
      buffer.resize(std::max<std::size_t>(got * 2, 4096));
    }
    const std::size_t room = too_large ? wanted - got : buffer.size() - got;
    const ssize_t n = ::read(file, buffer.data() + got, room);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fault(errno);
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
    if (!too_large && got == size && got > 0 && static_cast<std::size_t>(n) < room) break;
  }
  if (too_large || got > largest_file)
    return {ReadStatus::too_large, {buffer.data(), std::min(got, first_look)}, std::max(size, got), EFBIG};
  return {ReadStatus::ok, {buffer.data(), got}, got, 0};
}

}  // namespace

FileText read_file(const std::string& path, ReadBuffer& buffer) {
  // Not blocking: the open of a pipe would wait for a writer.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file < 0) return fault(errno);
  const FileText result = read_open(file, buffer);
  ::close(file);
  return result;
}

}  // namespace baton
