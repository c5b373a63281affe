// See the header.
#include "server/syntax/markdown_forward.h"

#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

// Hands to `read` where each line from `from` on begins and where its content does, until that gives
// something. Only what `read` looks at is read: many list items can stand on one line.
template <typename Read>
auto search(std::string_view text, std::uint32_t from, std::uint32_t quotations, Read read)
    -> decltype(read(from, from)) {
  for (std::uint32_t at = from; at < text.size(); at = line_at(text, at).next)
    if (auto found = read(at, skip_quotation_marks(text, at, quotations))) return found;
  return std::nullopt;
}

std::uint32_t run_end(std::string_view text, std::uint32_t begin, char mark) {
  std::uint32_t i = begin;
  while (i < text.size() && text[i] == mark) ++i;
  return i;
}

}  // namespace

bool is_thematic_break(std::string_view line) {
  const char mark = line.empty() ? '\0' : line.front();
  if (mark != '-' && mark != '*' && mark != '_') return false;
  std::uint32_t marks = 0;
  for (const char c : line) {
    if (c == mark)
      ++marks;
    else if (!is_blank(c))
      return false;
  }
  return marks >= 3;
}

std::uint32_t skip_quotation_marks(std::string_view text, std::uint32_t offset, std::uint32_t quotations) {
  std::uint32_t i = skip_blanks(text, offset);
  for (std::uint32_t left = quotations; left > 0 && i < text.size() && text[i] == '>'; --left)
    i = skip_blanks(text, i + 1);
  return i;
}

std::optional<FenceMarks> find_fence(std::string_view text, std::uint32_t from, char mark,
                                     std::uint32_t quotations) {
  return search(text, from, quotations,
                [&](std::uint32_t at, std::uint32_t begin) -> std::optional<FenceMarks> {
                  const std::uint32_t end = run_end(text, begin, mark);
                  if (end - begin < 3) return std::nullopt;
                  const Line line = line_at(text, at);
                  if (mark == '`' && text.substr(end, line.end - end).find('`') != std::string_view::npos)
                    return std::nullopt;
                  return FenceMarks{begin, end - begin, line};
                });
}

bool closes_fence(std::string_view text, Line line, FenceMarks open, std::uint32_t quotations) {
  const std::string_view cut = text.substr(0, line.end);
  const std::uint32_t begin = skip_quotation_marks(cut, line.begin, quotations);
  const std::uint32_t end = run_end(cut, begin, text[open.begin]);
  return end - begin >= open.length && skip_blanks(cut, end) == line.end;
}

std::optional<std::uint32_t> find_list_mark(std::string_view text, std::uint32_t from, char mark,
                                            std::uint32_t quotations) {
  const bool numbered = mark == '.' || mark == ')';
  return search(text, from, quotations,
                [&](std::uint32_t, std::uint32_t begin) -> std::optional<std::uint32_t> {
                  std::uint32_t i = begin;
                  while (i < text.size() && is_digit(text[i])) ++i;
                  if (numbered != (i > begin) || i >= text.size() || text[i] != mark) return std::nullopt;
                  ++i;
                  if (i < text.size() && !is_space(text[i])) return std::nullopt;
                  return i;
                });
}

std::optional<Line> find_rule(std::string_view text, std::uint32_t from, std::uint32_t quotations) {
  return search(text, from, quotations, [&](std::uint32_t at, std::uint32_t begin) -> std::optional<Line> {
    const Line line = line_at(text, at);
    if (!is_thematic_break(text.substr(begin, line.end - begin))) return std::nullopt;
    return line;
  });
}

std::optional<std::uint32_t> find_atx(std::string_view text, std::uint32_t from, unsigned level,
                                      std::uint32_t quotations) {
  return search(text, from, quotations,
                [&](std::uint32_t, std::uint32_t begin) -> std::optional<std::uint32_t> {
                  if (!atx_text(text, begin, level)) return std::nullopt;
                  return begin;
                });
}

std::optional<Line> find_table_underline(std::string_view text, std::uint32_t from,
                                         std::uint32_t quotations) {
  return search(text, from, quotations, [&](std::uint32_t at, std::uint32_t begin) -> std::optional<Line> {
    const Line line = line_at(text, at);
    const std::string_view marks = text.substr(begin, line.end - begin);
    const bool fits = marks.find_first_not_of("|:- \t") == std::string_view::npos;
    if (!fits || marks.find('-') == std::string_view::npos || marks.find('|') == std::string_view::npos)
      return std::nullopt;
    return line;
  });
}

}  // namespace baton
