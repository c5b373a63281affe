// A report made by hand: what a format does with findings can be tried without checks that find them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/cli/report.h"

namespace baton::test {

inline FileReport file(std::string path, std::string text) {
  return {std::move(path), parse_document(std::move(text)), {}, {}};
}

// Where `part` stands in the file's text, for the `nth` time from 0.
inline TextRange place_of(const FileReport& file, const std::string& part, int nth = 0) {
  std::size_t at = file.document->text.find(part);
  while (nth-- > 0) at = file.document->text.find(part, at + 1);
  const auto begin = static_cast<std::uint32_t>(at);
  return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

// Adds a finding at that part of the text; the code must be one of the table's.
inline Diagnostic& find(FileReport& file, Severity severity, std::string_view code, const std::string& part,
                        std::string message, int nth = 0) {
  Diagnostic& found = file.diagnostics.emplace_back();
  found.code = code;
  found.severity = severity;
  found.range = place_of(file, part, nth);
  found.message = std::move(message);
  return found;
}

}  // namespace baton::test
