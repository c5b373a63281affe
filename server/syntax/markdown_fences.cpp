// See the header.
#include "server/syntax/markdown_fences.h"

#include <algorithm>
#include <cstdint>

#include "server/syntax/fence.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

void append_line(std::vector<TextRange>& ranges, Line line) {
  if (!ranges.empty() && ranges.back().end == line.begin)
    ranges.back().end = line.next;
  else
    ranges.push_back({line.begin, line.next});
}

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

}  // namespace

FenceReading read_nested_fences(std::string_view text) {
  FenceReading out;
  if (text.find("```") == std::string_view::npos && text.find("~~~") == std::string_view::npos) return out;
  FenceReader reader(true);
  for (std::uint32_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    if (reader.step(text, line)) append_line(out.code, line);
    at = line.next;
  }
  out.even = !reader.open();
  return out;
}

FenceDifference compare_fences(std::string_view text, const FenceReading& nested,
                               const std::vector<CodeRange>& code) {
  FenceDifference out;
  const std::vector<TextRange> fenced = blocks_of(code, CodeRange::Kind::fenced);
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
