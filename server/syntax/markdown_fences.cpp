// See the header.
#include "server/syntax/markdown_fences.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "server/syntax/fence.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

void append_lines(std::vector<TextRange>& ranges, TextRange lines) {
  if (lines.empty()) return;
  if (!ranges.empty() && ranges.back().end == lines.begin)
    ranges.back().end = lines.end;
  else
    ranges.push_back(lines);
}
void append_line(std::vector<TextRange>& ranges, Line line) {
  append_lines(ranges, {line.begin, line.next});
}

// Goes from one line that holds three marks of a fence to the next: no other line can open or close one.
class FenceLines {
 public:
  explicit FenceLines(std::string_view text)
      : text_(text), back_quotes_(text.find(back_quotes)), tildes_(text.find(tildes)) {}

  std::optional<Line> next() {
    if (back_quotes_ < from_) back_quotes_ = text_.find(back_quotes, from_);
    if (tildes_ < from_) tildes_ = text_.find(tildes, from_);
    const std::size_t marks = std::min(back_quotes_, tildes_);
    if (marks == std::string_view::npos) return std::nullopt;
    const Line line = line_at(text_, line_begin(text_, offset32(marks)));
    from_ = line.next;
    return line;
  }

 private:
  static constexpr std::string_view back_quotes = "```";
  static constexpr std::string_view tildes = "~~~";
  std::string_view text_;
  std::size_t back_quotes_, tildes_;  // the first at or behind from_
  std::size_t from_ = 0;
};

// Goes through sorted ranges along with the lines.
class Cursor {
 public:
  explicit Cursor(const std::vector<TextRange>& ranges) : ranges_(ranges) {}

  bool overlaps(Line line) {
    while (at_ < ranges_.size() && ranges_[at_].end <= line.begin) ++at_;
    return at_ < ranges_.size() && ranges_[at_].begin < line.next;
  }

 private:
  const std::vector<TextRange>& ranges_;
  std::size_t at_ = 0;
};

std::vector<TextRange> blocks_of(const std::vector<CodeRange>& code, CodeRange::Kind kind) {
  std::vector<TextRange> out;
  for (const CodeRange& block : code)
    if (block.kind == kind) out.push_back(block.range);
  return out;
}

// All lines that the fenced blocks touch.
std::vector<TextRange> lines_of(std::string_view text, const std::vector<TextRange>& blocks) {
  std::vector<TextRange> out;
  for (const TextRange block : blocks)
    append_lines(out, {line_begin(text, block.begin), line_at(text, line_begin(text, block.end - 1)).next});
  return out;
}

}  // namespace

FenceReading read_fences(std::string_view text, bool nested) {
  FenceReading out;
  FenceReader reader(nested);
  FenceLines lines(text);
  std::uint32_t at = 0;
  while (const std::optional<Line> line = lines.next()) {
    if (reader.open()) append_lines(out.code, {at, line->begin});
    if (reader.step(text, *line)) append_line(out.code, *line);
    out.deep = out.deep || reader.deep();
    at = line->next;
  }
  if (reader.open()) append_lines(out.code, {at, offset32(text.size())});
  out.even = !reader.open();
  return out;
}

FenceDifference compare_fences(std::string_view text, const FenceReading& nested,
                               const std::vector<CodeRange>& code) {
  FenceDifference out;
  const std::vector<TextRange> fenced = blocks_of(code, CodeRange::Kind::fenced);
  if (lines_of(text, fenced) == nested.code) return out;
  const std::vector<TextRange> indented = blocks_of(code, CodeRange::Kind::indented);
  Cursor in_nested(nested.code);
  Cursor in_fenced(fenced);
  Cursor in_indented(indented);
  for (std::uint32_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    at = line.next;
    const bool first = in_fenced.overlaps(line);
    const bool second = in_nested.overlaps(line);
    if (in_indented.overlaps(line) || first == second) continue;  // an indented block is code by either
    if (second) append_line(out.nested_only, line);
    out.any = out.any || !trimmed(piece(text, line.range())).empty();
  }
  std::erase_if(out.nested_only, [&](TextRange lines) { return trimmed(piece(text, lines)).empty(); });
  return out;
}

}  // namespace baton
