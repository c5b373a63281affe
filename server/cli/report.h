// What --check found, ready to be written: paths as the user knows them, in order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/checks/diagnostic.h"
#include "server/syntax/document.h"

namespace baton {

struct FileReport {
  std::string path;                          // absolute
  std::shared_ptr<const Document> document;  // null: nothing could be read
  std::vector<Diagnostic> diagnostics;       // by place
};

struct Report {
  std::string working_directory;  // absolute; paths are written as seen from here
  std::vector<FileReport> files;  // all that were diagnosed, by path
};

// How many there are of each severity; index: the severity's number - 1.
using Counts = std::array<std::size_t, 4>;
Counts count_severities(const Report& report);
// True where a finding is at `level` or worse.
bool reaches(const Counts& counts, std::optional<Severity> level);

// The path as seen from the working directory, with U+FFFD for what is not UTF-8.
std::string shown_path(const Report& report, const std::string& path);

// An offset as a position in which a byte-order mark does not count as a character.
Position shown_position(const Document& document, std::uint32_t offset, PositionEncoding encoding);

// Both end with a line end and are the same on every run.
std::string report_text(const Report& report, bool color);
std::string report_json(const Report& report);

}  // namespace baton
