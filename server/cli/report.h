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
#include "server/workspace/disk/workers.h"

namespace baton {

struct FileReport {
  std::string path;                          // absolute
  std::shared_ptr<const Document> document;  // null: nothing could be read
  std::vector<Diagnostic> diagnostics;       // by place
  std::string fault = {};                    // what made Baton itself fail on it; empty: nothing
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
// Both ends of a range so; without a document the begin of the file.
PositionRange shown_range(const Document* document, TextRange range, PositionEncoding encoding);

// The document of a file of the report; null where it is none of them.
const Document* find_document(const Report& report, const std::string& path);
// True where the place of every edit is known: in a file of the report, or at the very begin of any. A
// fix that renames files is for editors.
bool placeable(const Report& report, const Fix& fix);

// "path:1:1", from 1, control characters escaped: what editors and people can follow.
std::string place_text(const std::string& shown_path, Position position);
// "1 error, 2 hints"; "nothing to report" where there is nothing.
std::string counts_text(const Counts& counts);
// "3 files checked: 1 error, 2 hints" and a line end.
std::string counts_line(const Report& report);

// The formats, one file each. All end with a line end and are the same on every run.
std::string report_text(const Report& report, bool color, Workers& workers);
std::string report_json(const Report& report);
std::string report_sarif(const Report& report);
std::string report_github(const Report& report);
std::string report_junit(const Report& report, std::optional<Severity> fail_on);

}  // namespace baton
