// Findings as annotations of a pull request: one workflow command of GitHub Actions a line, and the counts.
#include <string>
#include <string_view>

#include "server/cli/plain_text.h"
#include "server/cli/report.h"

namespace baton {
namespace {

// Control characters become visible first, as in a terminal; then the characters with a meaning in a command
// are written as the runner reads them back. A property's value also ends at "," and ":".
std::string command_text(std::string_view text, bool property) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == '%')
      out += "%25";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

std::string_view command_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "notice";
    case Severity::hint:
      break;
  }
  return {};
}

// The runner refuses columns where an annotation spans lines, and shows it under its last line: the line end
// that a range takes along is no line of its own.
std::string place_properties(const FileReport& file, TextRange range) {
  PositionRange place = shown_range(file.document.get(), range, PositionEncoding::utf32);
  const auto number = [](std::uint32_t from_zero) { return std::to_string(from_zero + 1); };
  const bool takes_line_end = place.end.line == place.start.line + 1 && place.end.character == 0;
  if (place.end.line != place.start.line && !takes_line_end) {
    if (place.end.character == 0) --place.end.line;
    return "line=" + number(place.start.line) + ",endLine=" + number(place.end.line);
  }
  std::string text = "line=" + number(place.start.line) + ",col=" + number(place.start.character) +
                     ",endLine=" + number(place.start.line);
  if (!takes_line_end) text += ",endColumn=" + number(place.end.character);
  return text;
}

void write_command(const Report& report, const FileReport& file, const Diagnostic& diagnostic,
                   std::string& out) {
  out.append("::").append(command_name(diagnostic.severity));
  out.append(" file=").append(command_text(shown_path(report, file.path), true));
  out.append(",").append(place_properties(file, diagnostic.range));
  out.append(",title=").append(command_text(diagnostic.code, true));
  out.append("::").append(command_text(diagnostic.message, false));
  for (const RelatedPlace& related : diagnostic.related) {
    const std::string place = place_text(shown_path(report, related.place.path), related.place.utf32.start);
    out.append("%0Anote: ").append(command_text(place + ": " + related.message, false));
  }
  out += '\n';
}

}  // namespace

std::string report_github(const Report& report) {
  std::string out;
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics)
      if (diagnostic.severity != Severity::hint) write_command(report, file, diagnostic, out);
  return out + counts_line(report);
}

}  // namespace baton
