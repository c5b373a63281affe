// The text of one finding, in columns.
#include "server/cli/finding_text.h"

#include <algorithm>

namespace baton {
namespace {

constexpr std::size_t line_width = 100;

}  // namespace

const FindingText::Style FindingText::plain_{};
const FindingText::Style FindingText::colored_{
    "\x1b[1m", "\x1b[2m", "\x1b[0m", {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;90m"}};

FindingText::FindingText(const Report& report, const FileReport& file, bool color)
    : report_(report), style_(color ? colored_ : plain_), file_(file), path_(shown_path(report, file.path)) {}

void FindingText::turn_to(std::uint32_t line) {
  if (last_ && last_->number == line) return;
  const Document& document = *file_.document;
  TextRange range = document.lines.line(document.text, line);
  if (line == 0 && document.has_byte_order_mark) range.begin = std::min(range.begin + 3, range.end);
  last_ = Line{line, range, ShownLine(document.slice(range))};
}

void FindingText::write_source(TextRange range, std::string_view color, std::string& out) {
  const std::uint32_t line = file_.document->lines.line_of(range.begin);
  turn_to(line);
  const TextRange where = last_->range;
  if (where.empty()) return;
  const std::uint32_t begin = std::clamp(range.begin, where.begin, where.end);
  const TextRange mark{begin - where.begin, std::clamp(range.end, begin, where.end) - where.begin};
  const ClippedLine source = last_->shown.clipped(mark, line_width);
  const std::string number = std::to_string(line + 1);
  const std::string gutter(number.size() < 5 ? 5 - number.size() : 0, ' ');
  out.append(style_.dim).append(gutter).append(number).append(" | ").append(style_.reset);
  out.append(source.text).append("\n");
  out.append(style_.dim).append(gutter.size() + number.size(), ' ').append(" | ").append(style_.reset);
  out.append(source.mark_begin, ' ')
      .append(color)
      .append(source.mark_width, '^')
      .append(style_.reset)
      .append("\n");
}

void FindingText::write(const Diagnostic& diagnostic, std::string& out) {
  const std::string_view color = style_.severity[static_cast<std::size_t>(diagnostic.severity) - 1];
  const Document* document = file_.document.get();
  const Position start = document != nullptr
                             ? shown_position(*document, diagnostic.range.begin, PositionEncoding::utf32)
                             : Position{};
  out.append(style_.bold).append(place_text(path_, start)).append(":").append(style_.reset);
  out.append(" ").append(color).append(severity_name(diagnostic.severity)).append(":").append(style_.reset);
  out.append(" ").append(escaped(diagnostic.message)).append(" ");
  out.append(style_.dim).append("[").append(diagnostic.code).append("]").append(style_.reset).append("\n");
  if (document != nullptr) write_source(diagnostic.range, color, out);
  for (const RelatedPlace& related : diagnostic.related)
    out.append("  note: ")
        .append(place_text(shown_path(report_, related.place.path), related.place.utf32.start))
        .append(": ")
        .append(escaped(related.message))
        .append("\n");
}

}  // namespace baton
