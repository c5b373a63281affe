// A baseline is kept in a repository, so it is made to be read in a diff: sorted, one entry a line.
#include "server/cli/baseline.h"

#include <xxhash.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"

namespace baton {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_text = 400;  // bytes; beyond that a hash stands for the rest

// Without carriage returns: whether a clone has its line ends converted is no matter here.
std::string text_at_fault(const FileReport& file, const Diagnostic& diagnostic) {
  if (!file.document) return {};
  const std::string text = to_valid_utf8(file.document->slice(diagnostic.range));
  std::string lines;
  for (const char c : text)
    if (c != '\r') lines += c;
  if (lines.size() <= longest_text) return lines;
  std::size_t end = longest_text;
  while ((static_cast<unsigned char>(lines[end]) & 0xC0U) == 0x80U) --end;
  return lines.substr(0, end) + "… " + std::to_string(XXH3_64bits(lines.data(), lines.size()));
}

AcceptedFinding accepted(const FileReport& file, const Diagnostic& diagnostic, const std::string& folder) {
  return {to_valid_utf8(path::relative(file.path, folder)), std::string(diagnostic.code),
          text_at_fault(file, diagnostic)};
}

Result<std::pair<AcceptedFinding, std::size_t>> entry_of(const Json& json) {
  const Error wrong{"an entry of its \"findings\" has not the form {path, code, text, count}"};
  if (!json.is_object() || json.size() != 4) return wrong;
  for (const char* key : {"path", "code", "text"})
    if (!json.contains(key) || !json[key].is_string()) return wrong;
  const auto count = json.find("count");
  if (count == json.end() || !count->is_number_unsigned() || count->get<std::size_t>() == 0) return wrong;
  return std::pair{AcceptedFinding{json["path"], json["code"], json["text"]}, count->get<std::size_t>()};
}

}  // namespace

Baseline baseline_of(const Report& report, const std::string& folder) {
  Baseline baseline;
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics) ++baseline[accepted(file, diagnostic, folder)];
  return baseline;
}

void leave_out_accepted(const Baseline& baseline, const std::string& folder, Report& report) {
  Baseline left = baseline;
  for (FileReport& file : report.files)
    std::erase_if(file.diagnostics, [&](const Diagnostic& diagnostic) {
      const auto found = left.find(accepted(file, diagnostic, folder));
      if (found == left.end() || found->second == 0) return false;
      --found->second;
      return true;
    });
}

std::string baseline_text(const Baseline& baseline) {
  std::string out = "{\n  \"version\": 1,\n  \"findings\": [";
  bool first = true;
  for (const auto& [finding, count] : baseline) {
    const Json entry = {
        {"path", finding.path}, {"code", finding.code}, {"text", finding.text}, {"count", count}};
    out += (first ? "\n    " : ",\n    ") + entry.dump();
    first = false;
  }
  return out + (first ? "]\n}\n" : "\n  ]\n}\n");
}

Result<Baseline> parse_baseline(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Error{"it is not JSON"};
  const bool known = json.is_object() && json.contains("version") && json["version"] == 1;
  if (!known) return Error{"it is no baseline of version 1"};
  const auto findings = json.find("findings");
  if (findings == json.end() || !findings->is_array() || json.size() != 2)
    return Error{"it has not the form {version, findings}"};
  Baseline baseline;
  for (const Json& item : *findings) {
    const auto entry = entry_of(item);
    if (!entry) return Error{entry.error()};
    std::size_t& count = baseline[entry->first];
    count += std::min(entry->second, std::numeric_limits<std::size_t>::max() - count);
  }
  return baseline;
}

}  // namespace baton
