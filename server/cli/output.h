// Handing over what was made: in one go, to a stream or a file.
#pragma once

#include <string>
#include <string_view>

namespace baton {

// The whole text to a file descriptor. Empty, or what went wrong in words; a reader that has gone away (a
// pager that was closed, `head`) is no fault.
std::string write_to_descriptor(int descriptor, std::string_view text);
// To a file: a reader sees the old one or the new one, never a half, also after a crash. Mode and, where it
// may be, owner stay. Through links and to devices as they are; a file that may not be written is not
// replaced.
std::string write_to_file(const std::string& path, std::string_view text);

// To standard output, as write_to_descriptor; and a line "baton: …" to standard error.
std::string write_out(std::string_view text);
void complain(std::string_view sentence);

}  // namespace baton
