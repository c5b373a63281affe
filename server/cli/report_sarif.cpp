// Findings for code scanning and for viewers: SARIF 2.1.0 (OASIS), with what GitHub asks for.
#include <xxhash.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/check.h"
#include "server/cli/report.h"
#include "server/cli/version.h"

namespace baton {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* root = "%SRCROOT%";

std::string_view level_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

// "](" in a plain text would make a link of the words before it (SARIF 2.1.0, 3.11.6), and what a message
// quotes is a stranger's. Braces stay single: without `arguments` no reader takes them for placeholders.
Json message(std::string_view text) {
  std::string safe;
  bool behind_backslash = false;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t i = 0; i < valid.size(); ++i) {
    if (valid[i] == ']' && !behind_backslash && valid.compare(i + 1, 1, "(") == 0) safe += '\\';
    behind_backslash = valid[i] == '\\' && !behind_backslash;
    safe += valid[i];
  }
  return {{"text", std::move(safe)}};
}

// A path as it stands in a URI (RFC 3986): also bytes that are no UTF-8 keep their meaning.
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || std::string_view("-._~/").find(c) != std::string_view::npos)
      out += c;
    else
      out.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
  }
  return out;
}

// Relative to the working directory; what lies outside of it has only its absolute place, as ".." is to be
// kept out of URIs (3.10.2).
Json artifact(const Report& report, const std::string& path) {
  if (!path::is_below(path, report.working_directory)) return {{"uri", "file://" + percent_encoded(path)}};
  return {{"uri", percent_encoded(path::relative(path, report.working_directory))}, {"uriBaseId", root}};
}

Json region(PositionRange range) {
  return {{"startLine", range.start.line + 1},
          {"startColumn", range.start.character + 1},
          {"endLine", range.end.line + 1},
          {"endColumn", range.end.character + 1}};
}

Json physical_location(const Report& report, const std::string& path, PositionRange range) {
  return {{"physicalLocation", {{"artifactLocation", artifact(report, path)}, {"region", region(range)}}}};
}

// The page's first paragraph behind its title.
std::string_view introduction(std::string_view page) {
  const std::size_t title = page.find("\n\n");
  if (title == std::string_view::npos) return {};
  const std::string_view rest = page.substr(title + 2);
  return rest.substr(0, rest.find("\n\n"));
}

Json rule(const Check& check) {
  const std::string_view page = check_page(check.code);
  const std::string_view described = introduction(page).empty() ? check.summary : introduction(page);
  Json descriptor = {{"id", check.code},
                     {"shortDescription", {{"text", check.summary}}},
                     {"fullDescription", {{"text", described}}},
                     {"defaultConfiguration", {{"level", level_of(check.severity)}}}};
  if (page.empty()) return descriptor;
  descriptor["helpUri"] = std::string(check_pages) + std::string(check.code) + ".md";
  descriptor["help"] = {{"text", page}, {"markdown", page}};
  return descriptor;
}

// A finding is the same as that of an earlier run where check, path and text at fault are the same, wherever
// the lines have gone; of several equal ones in a file the first stays the first.
class Fingerprints {
 public:
  std::string of(const std::string& shown_path, const FileReport& file, const Diagnostic& diagnostic) {
    constexpr std::size_t enough = 4096;
    std::string key = std::string(diagnostic.code) + '\0' + shown_path + '\0';
    if (file.document) key += file.document->slice(diagnostic.range).substr(0, enough);
    std::erase(key, '\r');
    const std::string hash = hash_of(key);
    return hash_of(hash + std::to_string(seen_[hash]++));
  }

 private:
  static std::string hash_of(const std::string& key) {
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, XXH3_128bits(key.data(), key.size()));
    std::string text;
    for (const unsigned char byte : bytes.digest)
      text.append(1, "0123456789abcdef"[byte >> 4U]).append(1, "0123456789abcdef"[byte & 15U]);
    return text;
  }

  std::map<std::string, std::size_t> seen_;
};

Json related_locations(const Report& report, const Diagnostic& diagnostic) {
  Json all = Json::array();
  std::set<std::string> seen;  // the schema wants each once
  for (const RelatedPlace& place : diagnostic.related) {
    Json location = physical_location(report, place.place.path, place.place.utf16);
    location["message"] = message(place.message);
    if (seen.insert(location.dump()).second) all.push_back(std::move(location));
  }
  return all;
}

Json replacement(const Report& report, const FileEdit& edit) {
  const Document* document = find_document(report, edit.path);
  return {{"deletedRegion", region(shown_range(document, edit.edit.range, PositionEncoding::utf16))},
          {"insertedContent", {{"text", to_valid_utf8(edit.edit.new_text)}}}};
}

Json fix_of(const Report& report, const Fix& fix) {
  Json changes = Json::array();
  std::map<std::string, std::size_t> change_of;  // by path: one change a file
  for (const FileEdit& edit : fix.edits) {
    const auto [change, is_new] = change_of.try_emplace(edit.path, changes.size());
    if (is_new)
      changes.push_back({{"artifactLocation", artifact(report, edit.path)}, {"replacements", Json::array()}});
    changes[change->second]["replacements"].push_back(replacement(report, edit));
  }
  return {{"description", message(fix.title)},
          {"artifactChanges", std::move(changes)},
          {"properties", {{"safe", fix.safe}}}};
}

Json fixes_of(const Report& report, const Diagnostic& diagnostic) {
  Json all = Json::array();
  std::set<std::string> seen;
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.edits.empty() || !placeable(report, fix)) continue;
    Json json = fix_of(report, fix);
    if (seen.insert(json.dump()).second) all.push_back(std::move(json));
  }
  return all;
}

Json result(const Report& report, const FileReport& file, const Diagnostic& diagnostic,
            Fingerprints& fingerprints) {
  const PositionRange range = shown_range(file.document.get(), diagnostic.range, PositionEncoding::utf16);
  Json json = {{"ruleId", diagnostic.code}};
  if (const Check* check = find_check(diagnostic.code)) json["ruleIndex"] = check - all_checks().data();
  json["level"] = level_of(diagnostic.severity);
  json["message"] = message(diagnostic.message);
  json["locations"] = Json::array({physical_location(report, file.path, range)});
  json["partialFingerprints"] = {
      {"baton/v1", fingerprints.of(shown_path(report, file.path), file, diagnostic)}};
  if (Json related = related_locations(report, diagnostic); !related.empty())
    json["relatedLocations"] = std::move(related);
  if (Json fixes = fixes_of(report, diagnostic); !fixes.empty()) json["fixes"] = std::move(fixes);
  return json;
}

Json invocation(const Report& report) {
  Json faults = Json::array();
  for (const FileReport& file : report.files) {
    if (file.fault.empty()) continue;
    Json location = {{"physicalLocation", {{"artifactLocation", artifact(report, file.path)}}}};
    faults.push_back({{"level", "error"},
                      {"message", message(shown_path(report, file.path) + " " + file.fault)},
                      {"locations", Json::array({std::move(location)})}});
  }
  Json json = {{"executionSuccessful", faults.empty()}};
  if (!faults.empty()) json["toolExecutionNotifications"] = std::move(faults);
  return json;
}

}  // namespace

std::string report_sarif(const Report& report) {
  Json rules = Json::array();
  for (const Check& check : all_checks()) rules.push_back(rule(check));
  Json results = Json::array();
  Fingerprints fingerprints;
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics)
      results.push_back(result(report, file, diagnostic, fingerprints));
  Json run = {
      {"tool",
       {{"driver",
         {{"name", "Baton"},
          {"version", version},
          {"semanticVersion", version},
          {"rules", std::move(rules)}}}}},
      {"invocations", Json::array({invocation(report)})},
      {"originalUriBaseIds", {{root, {{"description", message("The folder in which Baton was started.")}}}}},
      {"columnKind", "utf16CodeUnits"},
      {"newlineSequences", {"\r\n", "\n", "\r"}},
      {"results", std::move(results)}};
  const Json log = {{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
  return log.dump() + "\n";
}

}  // namespace baton
