// Findings for people: a line that editors can jump to, the source with the place underlined, related places.
#include <algorithm>
#include <string>
#include <string_view>

#include "server/base/utf8.h"
#include "server/cli/plain_text.h"
#include "server/cli/report.h"

namespace baton {
namespace {

constexpr std::size_t line_width = 100;

struct Style {
  std::string_view bold, dim, reset;
  std::string_view severity[4];
};
constexpr Style plain{};
constexpr Style colored{
    "\x1b[1m", "\x1b[2m", "\x1b[0m", {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;90m"}};

void write_source(const Document& document, TextRange range, std::string_view color, const Style& style,
                  std::string& out) {
  const std::uint32_t line = document.lines.line_of(range.begin);
  TextRange where = document.lines.line(document.text, line);
  if (line == 0 && document.has_byte_order_mark) where.begin = std::min(where.begin + 3, where.end);
  const std::uint32_t begin = std::clamp(range.begin, where.begin, where.end);
  const TextRange mark{begin - where.begin, std::clamp(range.end, begin, where.end) - where.begin};
  if (document.slice(where).empty()) return;
  const ClippedLine source = clipped_line(document.slice(where), mark, line_width);
  const std::string number = std::to_string(line + 1);
  const std::string gutter(number.size() < 5 ? 5 - number.size() : 0, ' ');
  out.append(style.dim).append(gutter).append(number).append(" | ").append(style.reset);
  out.append(source.text).append("\n");
  out.append(style.dim).append(gutter.size() + number.size(), ' ').append(" | ").append(style.reset);
  out.append(source.mark_begin, ' ')
      .append(color)
      .append(source.mark_width, '^')
      .append(style.reset)
      .append("\n");
}

void write_diagnostic(const Report& report, const FileReport& file, const Diagnostic& diagnostic,
                      const Style& style, std::string& out) {
  const std::string_view color = style.severity[static_cast<std::size_t>(diagnostic.severity) - 1];
  const Position start = file.document
                             ? shown_position(*file.document, diagnostic.range.begin, PositionEncoding::utf32)
                             : Position{};
  out.append(style.bold)
      .append(place_text(shown_path(report, file.path), start))
      .append(":")
      .append(style.reset);
  out.append(" ").append(color).append(severity_name(diagnostic.severity)).append(":").append(style.reset);
  out.append(" ").append(escaped(diagnostic.message)).append(" ");
  out.append(style.dim).append("[").append(diagnostic.code).append("]").append(style.reset).append("\n");
  if (file.document) write_source(*file.document, diagnostic.range, color, style, out);
  for (const RelatedPlace& related : diagnostic.related)
    out.append("  note: ")
        .append(place_text(shown_path(report, related.place.path), related.place.utf32.start))
        .append(": ")
        .append(escaped(related.message))
        .append("\n");
}

}  // namespace

std::string finding_text(const Report& report, const FileReport& file, const Diagnostic& diagnostic) {
  std::string out;
  write_diagnostic(report, file, diagnostic, plain, out);
  return out;
}

std::string report_text(const Report& report, bool color) {
  const Style& style = color ? colored : plain;
  std::string out;
  for (const FileReport& file : report.files)
    for (const Diagnostic& diagnostic : file.diagnostics)
      write_diagnostic(report, file, diagnostic, style, out);
  return out + counts_line(report);
}

}  // namespace baton
