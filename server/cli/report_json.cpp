// Findings for programs: version 1 of the format that schemas/report.schema.json describes.
#include <nlohmann/json.hpp>

#include "server/base/utf8.h"
#include "server/cli/report.h"

namespace baton {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(Position position) {
  return {{"line", position.line}, {"character", position.character}};
}
Json json_of(PositionRange range) {
  return {{"start", json_of(range.start)}, {"end", json_of(range.end)}};
}

Json json_of(const Document* document, TextRange range) {
  return json_of(shown_range(document, range, PositionEncoding::utf16));
}

Json json_of(const Report& report, const Fix& fix) {
  Json edits = Json::array();
  for (const FileEdit& edit : fix.edits) {
    edits.push_back({{"path", shown_path(report, edit.path)},
                     {"range", json_of(find_document(report, edit.path), edit.edit.range)},
                     {"newText", to_valid_utf8(edit.edit.new_text)}});
  }
  return {{"title", to_valid_utf8(fix.title)}, {"safe", fix.safe}, {"edits", std::move(edits)}};
}

Json json_of(const Report& report, const FileReport& file, const Diagnostic& diagnostic) {
  Json related = Json::array();
  for (const RelatedPlace& place : diagnostic.related)
    related.push_back({{"path", shown_path(report, place.place.path)},
                       {"range", json_of(place.place.utf16)},
                       {"message", to_valid_utf8(place.message)}});
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes)
    if (placeable(report, fix)) fixes.push_back(json_of(report, fix));
  return {{"path", shown_path(report, file.path)},
          {"range", json_of(file.document.get(), diagnostic.range)},
          {"severity", severity_name(diagnostic.severity)},
          {"code", diagnostic.code},
          {"message", to_valid_utf8(diagnostic.message)},
          {"related", std::move(related)},
          {"fixes", std::move(fixes)}};
}

}  // namespace

std::string report_json(const Report& report) {
  Json diagnostics = Json::array();
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics)
      diagnostics.push_back(json_of(report, file, diagnostic));
  const Counts counts = count_severities(report);
  const Json all = {
      {"version", 1},
      {"files", report.files.size()},
      {"diagnostics", std::move(diagnostics)},
      {"summary",
       {{"error", counts[0]}, {"warning", counts[1]}, {"information", counts[2]}, {"hint", counts[3]}}}};
  return all.dump() + "\n";
}

}  // namespace baton
