// Reading a whole file without being caught by what only looks like one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

inline constexpr std::size_t largest_file = std::size_t{32} << 20U;  // bytes

enum class ReadStatus {
  ok,
  too_large,  // the text is its first MiB, `size` the whole
  missing,    // not there, or a link to nothing, or a link that leads back to itself
  no_permission,
  not_a_file,  // a folder, pipe, socket or device: never opened for longer than a look, never read
  failed       // the disk said no: `error`
};

struct FileText {
  ReadStatus status = ReadStatus::failed;
  std::string_view text;  // in the buffer
  std::size_t size = 0;   // of the file, bytes
  int error = 0;          // errno, where status is not ok
};

// Grows to the largest file read and is used again for the next.
using ReadBuffer = std::vector<char>;

FileText read_file(const std::string& path, ReadBuffer& buffer);

}  // namespace baton
