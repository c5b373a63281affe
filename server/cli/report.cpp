// Counting, and the paths that all formats share.
#include "server/cli/report.h"

#include <algorithm>

#include "server/base/path.h"
#include "server/base/utf8.h"

namespace baton {

Counts count_severities(const Report& report) {
  Counts counts{};
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics)
      ++counts[static_cast<std::size_t>(diagnostic.severity) - 1];
  return counts;
}

bool reaches(const Counts& counts, std::optional<Severity> level) {
  if (!level) return false;
  for (std::size_t i = 0; i < static_cast<std::size_t>(*level); ++i)
    if (counts[i] > 0) return true;
  return false;
}

std::string shown_path(const Report& report, const std::string& path) {
  return to_valid_utf8(path::relative(path, report.working_directory));
}

Position shown_position(const Document& document, std::uint32_t offset, PositionEncoding encoding) {
  constexpr std::uint32_t mark_bytes = 3;
  Position position = document.lines.position(document.text, offset, encoding);
  if (!document.has_byte_order_mark || position.line != 0) return position;
  const std::uint32_t mark = encoding == PositionEncoding::utf8 ? mark_bytes : 1;
  position.character -= std::min(mark, position.character);
  return position;
}

}  // namespace baton
