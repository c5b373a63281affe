// See the header. Only the plainest blocks of code are shortened: fences in the first column, no other fence
// within.
#include "server/syntax/markdown_shorten.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_items.h"

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

std::optional<LeftOut> block_to_leave_out(std::string_view text, TextRange fenced) {
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
  LeftOut out;
  out.kept = {first.begin, first.next};
  out.block = {{open.begin, close.end}, {first.begin, close.begin}};
  return out;
}

// Puts the shortened text together, in the order of the whole one.
class Shortener {
 public:
  explicit Shortener(const std::string& text) : text_(text) {}

  void leave_out_items(TextRange lines) {
    LeftOut out;
    out.kind = LeftOut::Kind::items;
    out.first = offset32(out_.paragraphs.size());
    while (const auto run = find_item_run(text_, lines, out_.paragraphs)) {
      out.kept = run->first;
      out.last = offset32(out_.paragraphs.size());
      leave_out(out, run->lines);
      out.first = out.last;
      lines.begin = run->lines.end;
    }
  }

  void leave_out_code(TextRange fenced) {
    if (const auto out = block_to_leave_out(text_, fenced))
      leave_out(*out, {out->kept.end, out->block.content.end});
  }

  // All but two: one ends a paragraph, and below one that defined a link alone it takes another to end the
  // item. Only within code does it matter how many more there are.
  void leave_out_blank(TextRange lines) {
    LeftOut out;
    out.kind = LeftOut::Kind::blank;
    const std::uint32_t second = line_at(text_, lines.begin).next;
    const std::uint32_t third = line_at(text_, second).next;
    if (third < lines.end) leave_out(out, {third, lines.end});
  }

  ShortenedText finish() {
    if (!out_.left_out.empty()) out_.text += piece(text_, {taken_, offset32(text_.size())});
    return std::move(out_);
  }

 private:
  void leave_out(LeftOut what, TextRange lines) {
    if (out_.left_out.empty()) out_.text.reserve(text_.size());
    out_.text += piece(text_, {taken_, lines.begin});
    taken_ = lines.end;
    bytes_ += lines.size();
    what.at = offset32(out_.text.size());
    what.bytes = bytes_;
    out_.left_out.push_back(what);
  }

  const std::string& text_;
  ShortenedText out_;
  std::uint32_t taken_ = 0;  // how much of the text has been gone through
  std::uint32_t bytes_ = 0;  // left out so far
};

}  // namespace

ShortenedText shorten(const std::string& text, const CodeLines& code) {
  Shortener shortener(text);
  std::uint32_t at = 0;
  for (const TextRange lines : code.ranges) {
    shortener.leave_out_items({at, lines.begin});
    code.blank ? shortener.leave_out_blank(lines) : shortener.leave_out_code(lines);
    at = lines.end;
  }
  shortener.leave_out_items({at, offset32(text.size())});
  return shortener.finish();
}

GivenText::GivenText(std::string_view given, const ShortenedText& shortened)
    : given_(given), left_out_(shortened.left_out), paragraphs_(shortened.paragraphs) {
  lacks_blank_lines_ =
      std::ranges::any_of(left_out_, [](const LeftOut& lines) { return lines.kind == LeftOut::Kind::blank; });
  find_stretch(0);
}

// Mostly it is the one behind the last.
void GivenText::find_stretch(std::uint32_t given) {
  const auto at = [&](std::size_t gap) { return left_out_[gap].at; };
  const bool next = gaps_above_ < left_out_.size() && at(gaps_above_) <= given &&
                    (gaps_above_ + 1 == left_out_.size() || given < at(gaps_above_ + 1));
  gaps_above_ = next ? gaps_above_ + 1
                     : static_cast<std::size_t>(std::ranges::upper_bound(left_out_, given, {}, &LeftOut::at) -
                                                left_out_.begin());
  stretch_.begin = gaps_above_ == 0 ? 0 : at(gaps_above_ - 1);
  stretch_.end =
      gaps_above_ == left_out_.size() ? std::numeric_limits<std::uint32_t>::max() : at(gaps_above_);
  missing_above_ = gaps_above_ == 0 ? 0 : left_out_[gaps_above_ - 1].bytes;
}

// The next to be met; blank lines are not.
const LeftOut* GivenText::next() {
  while (met_ < left_out_.size() && left_out_[met_].kind == LeftOut::Kind::blank) ++met_;
  return met_ < left_out_.size() ? &left_out_[met_] : nullptr;
}

const LocatedCode* GivenText::block_from(std::uint32_t first) {
  const LeftOut* code = next();
  if (code == nullptr || code->kind != LeftOut::Kind::code || !code->kept.contains(first)) return nullptr;
  ++met_;
  return &code->block;
}

std::span<const TextRange> GivenText::items_below(TextRange paragraph) {
  const LeftOut* items = next();
  if (items == nullptr || items->kind != LeftOut::Kind::items || !items->kept.contains(paragraph) ||
      items->kept.end != paragraph.end)
    return {};
  ++met_;
  return paragraphs_.subspan(items->first, items->last - items->first);
}

bool GivenText::all_met() {
  return !misread_ && next() == nullptr;
}

}  // namespace baton
