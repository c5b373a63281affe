// See the header. Only the plainest blocks are shortened: fences in the first column, no other fence within.
#include "server/syntax/markdown_shorten.h"

#include <algorithm>
#include <optional>

#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t least_marks = 3;
constexpr std::uint32_t worth_leaving_out = 64;  // bytes

std::size_t marks_of(std::string_view line, char mark) {
  return std::min(line.find_first_not_of(mark), line.size());
}

// "```" and nothing else, as long as the opening fence or longer.
bool closes(std::string_view line, char mark, std::size_t length) {
  return line.size() >= length && marks_of(line, mark) == line.size();
}

std::optional<LeftOut> lines_to_leave_out(std::string_view text, TextRange fenced) {
  const char mark = text[fenced.begin];
  if (mark != '`' && mark != '~') return std::nullopt;
  const Line open = line_at(text, fenced.begin);
  const std::size_t length = marks_of(piece(text, open.range()), mark);
  if (length < least_marks) return std::nullopt;
  const Line first = line_at(text, open.next);
  std::uint32_t last = fenced.end;
  while (last > first.next && is_line_end(text[last - 1])) --last;
  if (last <= first.next) return std::nullopt;
  const Line close = line_at(text, line_begin(text, last));
  if (close.begin < first.next + worth_leaving_out || !closes(piece(text, close.range()), mark, length))
    return std::nullopt;
  if (trimmed(piece(text, first.range())).empty()) return std::nullopt;
  const std::string_view inside = piece(text, {first.begin, close.begin});
  if (inside.find(mark == '`' ? "```" : "~~~") != std::string_view::npos) return std::nullopt;
  return LeftOut{{{open.begin, close.end}, {first.begin, close.begin}}, {first.begin, first.next}};
}

}  // namespace

ShortenedText shorten_code(std::string_view text, const std::vector<TextRange>& fenced) {
  ShortenedText out;
  std::uint32_t taken = 0;
  std::uint32_t bytes = 0;
  for (const TextRange lines : fenced) {
    std::optional<LeftOut> one = lines_to_leave_out(text, lines);
    if (!one) continue;
    if (out.left_out.empty()) out.text.reserve(text.size());
    out.text += piece(text, {taken, one->kept.end});
    taken = one->block.content.end;
    bytes += taken - one->kept.end;
    one->at = offset32(out.text.size());
    one->bytes = bytes;
    out.left_out.push_back(*one);
  }
  if (!out.left_out.empty()) out.text += text.substr(taken);
  return out;
}

const LocatedCode* GivenText::block_from(std::uint32_t first) {
  if (all_blocks_met() || !left_out_[blocks_met_].kept.contains(first)) return nullptr;
  return &left_out_[blocks_met_++].block;
}

}  // namespace baton
