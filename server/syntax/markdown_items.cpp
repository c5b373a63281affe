// See the header.
#include "server/syntax/markdown_items.h"

#include <algorithm>
#include <cstring>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

constexpr std::uint32_t code_indent = 4;  // deeper than that by so much, a line is no item

struct Item {
  std::uint32_t indent = 0;  // of the mark
  char mark = 0;             // "-", "*", "+", "." or ")"
  std::uint32_t column = 0;  // of the text
  std::uint32_t text = 0;    // where that begins

  bool same_shape(const Item& other) const {
    return indent == other.indent && mark == other.mark && column == other.column;
  }
  bool is_bullet() const { return mark != '.' && mark != ')'; }
};

constexpr bool begins_mark(char c) {
  return c == '-' || c == '*' || c == '+' || is_digit(c);
}

// The item whose line begins at `line`: spaces, its mark, one space, and some text.
std::optional<Item> item_at(std::string_view text, std::uint32_t line) {
  std::uint32_t mark = line;
  while (mark < text.size() && text[mark] == ' ') ++mark;
  if (mark == text.size() || !begins_mark(text[mark])) return std::nullopt;
  const std::uint32_t behind = skip_list_marker(text, mark);
  if (behind < mark + 2 || behind >= text.size() || is_line_end(text[behind])) return std::nullopt;
  if (text[behind - 1] != ' ' || is_blank(text[behind - 2])) return std::nullopt;
  return Item{mark - line, text[behind - 2], behind - line, behind};
}

// Most texts at which another block would begin; those are not worth a try.
bool may_be_paragraph(std::string_view text, const Item& item) {
  return std::string_view("#<>~|").find(text[item.text]) == std::string_view::npos &&
         skip_list_marker(text, item.text) == item.text;
}

// A paragraph goes on with a number other than 1 below it.
bool may_go_on_with_paragraph(std::string_view text, std::uint32_t line, const Item& item) {
  if (item.is_bullet() || line == 0) return false;
  const std::uint32_t number = line + item.indent;
  if (text[number] == '1' && text[number + 1] == item.mark) return false;
  const std::uint32_t above = line_begin(text, line - 1);
  return !trimmed(piece(text, {above, line})).empty() && !item_at(text, above);
}

// Neither a block of another kind nor a rule: "**Bold**", "Words", "2 words".
bool begins_paragraph(std::string_view text, const Item& item) {
  std::uint32_t i = item.text;
  while (i < text.size() && (text[i] == '*' || text[i] == '_')) ++i;
  return i < text.size() && (is_letter(text[i]) || is_digit(text[i]) || is_beyond_ascii(text[i])) &&
         skip_list_marker(text, item.text) == item.text;
}

// What begins a link, code, HTML or a bare address ("://", "www."), and what ends a line.
constexpr const char* signs = "[`<@\\:.\n\r";

// Where the line ends if all of it is plain from `from` on; else nothing, as for a line without an end.
std::optional<std::uint32_t> plain_until(const std::string& text, std::uint32_t from) {
  for (std::size_t at = from;; ++at) {
    at += std::strcspn(text.c_str() + at, signs);
    if (at == text.size()) return std::nullopt;
    if (is_line_end(text[at])) return offset32(at);
    const bool address = text[at] == ':' ? text[at + 1] == '/' : text[at - 1] == 'w' && text[at - 2] == 'w';
    if (address || (text[at] != ':' && text[at] != '.')) return std::nullopt;
  }
}

std::uint32_t next_line(std::string_view text, std::uint32_t line_end) {
  return line_end + (piece(text, {line_end, line_end + 2}) == "\r\n" ? 2 : 1);
}

// Whether the line at `line` ends the paragraph of an item above it, for sure.
bool ends_paragraph(std::string_view text, std::uint32_t line, const Item& above) {
  const std::uint32_t first = skip_blanks(text, line);
  if (first >= text.size() || is_line_end(text[first])) return true;
  const std::optional<Item> item = item_at(text, line);
  if (!item) return false;
  if (item->indent == above.indent && item->mark == above.mark) return true;
  const bool inside = item->indent >= above.column && item->indent < above.column + code_indent;
  return item->is_bullet() && (item->indent < code_indent || item->indent == above.indent || inside);
}

// Appends the texts of the items like `first` whose lines follow each other from `at` on. Returns where the
// line behind the last of them begins.
std::uint32_t append_items(const std::string& text, TextRange lines, const Item& first,
                           std::vector<TextRange>& texts) {
  std::uint32_t at = lines.begin;
  std::uint32_t last = at;
  const std::size_t known = texts.size();
  while (at < lines.end) {
    const std::optional<Item> item = item_at(text, at);
    if (!item || !item->same_shape(first) || !begins_paragraph(text, *item)) break;
    const std::optional<std::uint32_t> end = plain_until(text, item->text);
    if (!end) break;
    texts.push_back(without_blanks_behind(text, {item->text, *end}));
    last = at;
    at = next_line(text, *end);
  }
  if (texts.size() == known || ends_paragraph(text, at, first)) return at;
  texts.pop_back();
  return last;
}

}  // namespace

std::optional<ItemRun> find_item_run(const std::string& text, TextRange lines,
                                     std::vector<TextRange>& texts) {
  const std::size_t known = texts.size();
  while (lines.begin < lines.end) {
    const std::optional<Item> first = item_at(text, lines.begin);
    if (!first || !may_be_paragraph(text, *first)) {
      lines.begin = offset32(std::min<std::size_t>(text.find('\n', lines.begin), lines.end)) + 1;
      continue;
    }
    const Line line = line_at(text, lines.begin);
    const bool may_be_text = may_go_on_with_paragraph(text, lines.begin, *first);
    lines.begin = append_items(text, {line.next, lines.end}, *first, texts);
    if (may_be_text) texts.resize(known);
    if (texts.size() > known)
      return ItemRun{without_blanks_behind(text, {first->text, line.end}), {line.next, lines.begin}};
  }
  return std::nullopt;
}

}  // namespace baton
