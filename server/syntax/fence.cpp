// See the header. An indent of any depth counts, since a fence often stands in a list.
#include "server/syntax/fence.h"

namespace baton {

FenceLine fence_line(std::string_view text, Line line, bool may_open) {
  const std::string_view whole = text.substr(0, line.end);
  FenceLine out;
  std::uint32_t i = skip_blanks(whole, line.begin);
  out.indent = i - line.begin;
  while (i < whole.size() && whole[i] == '>') {
    out.quoted = true;
    i = skip_blanks(whole, i + 1);
  }
  if (may_open) i = skip_list_marker(whole, i);
  if (i >= whole.size() || (whole[i] != '`' && whole[i] != '~')) return {};
  const char mark = whole[i];
  const std::uint32_t first = i;
  while (i < whole.size() && whole[i] == mark) ++i;
  out.length = i - first;
  if (out.length < 3) return {};
  const std::string_view info = trimmed(whole.substr(i));
  if (mark == '`' && info.find('`') != std::string_view::npos) return {};  // "```x```" is a code span
  out.mark = mark;
  out.bare = info.empty();
  return out;
}

bool FenceReader::step(std::string_view text, Line line) {
  if (nested_) {
    const FenceLine fence = fence_line(text, line, depth_ == 0);
    if (!fence) return depth_ > 0;
    if (!fence.bare || depth_ == 0)
      ++depth_;
    else
      --depth_;
    return true;
  }
  if (!opened_) {
    opened_ = fence_line(text, line, true);
    return static_cast<bool>(opened_);
  }
  const FenceLine fence = fence_line(text, line, false);
  if (opened_.quoted) {  // a quotation's fence ends with the quotation
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
    if (first >= line.end || text[first] != '>') {
      opened_ = {};
      return step(text, line);
    }
  }
  if (fence && fence.bare && fence.mark == opened_.mark && fence.length >= opened_.length) opened_ = {};
  return true;
}

}  // namespace baton
