// The loader's troubles as rows of the report: file-unreadable is found before any check can run.
#include "server/cli/unreadable.h"

#include <algorithm>
#include <utility>

#include "server/checks/unreadable.h"

namespace baton {

void add_unreadable(const LoadedWorkspace& loaded, Report& report) {
  for (const FileTrouble& trouble : loaded.troubles) {
    const auto place =
        std::lower_bound(report.files.begin(), report.files.end(), trouble.path,
                         [](const FileReport& file, const std::string& path) { return file.path < path; });
    const bool known = place != report.files.end() && place->path == trouble.path;
    FileReport& file =
        known ? *place : *report.files.insert(place, FileReport{trouble.path, trouble.document, {}, {}});
    if (trouble.no_permission || trouble.internal_fault) file.fault = trouble.message;
    if (auto found = unreadable(*loaded.snapshot, trouble.path, trouble.document.get(), trouble.message))
      file.diagnostics.insert(file.diagnostics.begin(), std::move(*found));
  }
}

}  // namespace baton
