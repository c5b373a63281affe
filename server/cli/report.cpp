// Counting, and the paths, places and words that all formats share.
#include "server/cli/report.h"

#include <algorithm>
#include <string_view>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/cli/plain_text.h"

namespace baton {
namespace {

std::string amount(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

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

PositionRange shown_range(const Document* document, TextRange range, PositionEncoding encoding) {
  if (document == nullptr) return {};
  return {shown_position(*document, range.begin, encoding), shown_position(*document, range.end, encoding)};
}

const Document* find_document(const Report& report, const std::string& path) {
  const auto found = std::ranges::lower_bound(report.files, path, {}, &FileReport::path);
  return found != report.files.end() && found->path == path ? found->document.get() : nullptr;
}

bool placeable(const Report& report, const Fix& fix) {
  return fix.renames.empty() && std::ranges::all_of(fix.edits, [&](const FileEdit& edit) {
           return edit.edit.range == TextRange{} || find_document(report, edit.path) != nullptr;
         });
}

std::string place_text(const std::string& shown_path, Position position) {
  return escaped(shown_path) + ":" + std::to_string(position.line + 1) + ":" +
         std::to_string(position.character + 1);
}

std::string counts_text(const Counts& counts) {
  constexpr std::string_view names[4][2] = {
      {"error", "errors"}, {"warning", "warnings"}, {"information", "information"}, {"hint", "hints"}};
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    if (!text.empty()) text += ", ";
    text += amount(counts[i], names[i][0], names[i][1]);
  }
  return text.empty() ? "nothing to report" : text;
}

std::string counts_line(const Report& report) {
  return amount(report.files.size(), "file", "files") + " checked: " + counts_text(count_severities(report)) +
         "\n";
}

}  // namespace baton
