// Two walks over the lines note what is to change, in the order of the text; then one copy is made.
#include "server/syntax/markdown_insert.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/syntax/fence.h"
#include "server/syntax/lines.h"
#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

constexpr std::uint32_t most_lines = 1024;  // of a paragraph, if it can be ended there
constexpr std::size_t most_columns = 64;    // of a table; see refuse_wide_tables
constexpr std::size_t most_marks = 3;

// At `at` comes `text`, and `skip` bytes of the original are left out.
struct Change {
  std::uint32_t at = 0;
  std::string_view text;
  std::uint32_t skip = 0;
};

std::uint32_t behind_quotation_marks(std::string_view text, Line line) {
  std::uint32_t i = line.begin;
  while (i < line.end && (is_blank(text[i]) || text[i] == '>')) ++i;
  return i;
}

std::uint32_t blanks_before(std::string_view text, Line line, std::uint32_t at) {
  std::uint32_t begin = at;
  while (begin > line.begin && is_blank(text[begin - 1])) --begin;
  return at - begin;
}

// Only the marks of a table's second line, at least one bar among them.
bool is_underline(std::string_view marks) {
  return marks.find_first_not_of("|:- \t") == std::string_view::npos &&
         marks.find('|') != std::string_view::npos && marks.find('-') != std::string_view::npos;
}

std::vector<TextRange> cells_of(std::string_view text, TextRange row) {
  row = trimmed(text, row);
  if (row.begin < row.end && text[row.begin] == '|') ++row.begin;
  std::vector<TextRange> out;
  std::uint32_t begin = row.begin;
  for (std::uint32_t i = row.begin; i < row.end; ++i) {
    if (text[i] == '\\') {
      ++i;
      continue;
    }
    if (text[i] != '|') continue;
    out.push_back(trimmed(text, {begin, i}));
    begin = i + 1;
  }
  if (begin < row.end) out.push_back(trimmed(text, {begin, row.end}));
  return out;
}

// ":-", "-", "-:": a cell of the second line, too short for md4c.
bool is_short_cell(std::string_view cell) {
  if (cell.empty() || cell.size() >= most_marks) return false;
  if (cell.starts_with(':')) cell.remove_prefix(1);
  if (cell.ends_with(':')) cell.remove_suffix(1);
  return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
}

void lengthen_underlines(std::string_view text, std::vector<Change>& changes) {
  Line above{};
  for (std::size_t bar = text.find('|'); bar < text.size();) {
    const Line line = line_at(text, line_begin(text, offset32(bar)));
    bar = text.find('|', line.next);
    const std::uint32_t first = behind_quotation_marks(text, line);
    const bool below_bars = above.next == line.begin && above.next > above.end;
    const Line header = above;
    above = line;
    if (!below_bars || !is_underline(piece(text, {first, line.end}))) continue;
    const std::vector<TextRange> cells = cells_of(text, {first, line.end});
    const std::uint32_t names = skip_list_marker(text, behind_quotation_marks(text, header));
    if (cells.size() > most_columns || cells_of(text, {names, header.end}).size() != cells.size()) continue;
    for (const TextRange cell : cells) {
      if (!is_short_cell(piece(text, cell))) continue;
      const std::size_t dash = text.find('-', cell.begin);
      changes.push_back({offset32(dash), std::string_view("--").substr(cell.size() - 1)});
    }
  }
}

bool is_heading(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks >= 1 && marks <= 6 && (marks == line.size() || is_blank(line[marks]));
}

// What a paragraph's line holds open for the next one: brackets, a link's target, code.
class OpenMarks {
 public:
  void reset() { *this = {}; }
  void take(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\')
        ++i;
      else if (line[i] == '[')
        ++brackets_;
      else if (line[i] == ']' && brackets_ > 0)
        --brackets_;
      else if (line[i] == '`')
        in_code_ = !in_code_;
    }
    const std::size_t target = line.rfind("](");
    in_target_ = target != std::string_view::npos && line.find(')', target) == std::string_view::npos;
  }
  bool any() const { return brackets_ > 0 || in_code_ || in_target_; }

 private:
  std::size_t brackets_ = 0;
  bool in_code_ = false;
  bool in_target_ = false;
};

// What goes on with a paragraph, and would be text at the head of one as well.
bool is_text_anywhere(std::string_view line) {
  if (line.empty() || is_digit(line.front())) return false;
  if (line.front() == '[') return line.find("]:") == std::string_view::npos;
  return std::string_view("#=-+*_`~<|:>").find(line.front()) == std::string_view::npos;
}

// A tag alone on its line begins a block of HTML, which a blank line would end.
bool is_tag(std::string_view line) {
  return line.starts_with('<') && line.find('>') == line.size() - 1;
}

// Where the text of a paragraph's first line begins, counted from its line's begin or quotation marks.
std::uint32_t column_of_text(std::string_view text, Line line, std::uint32_t first) {
  return skip_list_marker(text, first) - first + blanks_before(text, line, first);
}

// How many of the blanks before a paragraph's later line have to go, if it is to begin one, below text of
// that column: what stood deeper would be code, and what stood less deep, too, if it is deep enough.
std::uint32_t blanks_to_drop(std::string_view blanks, std::uint32_t column) {
  if (blanks.find('\t') != std::string_view::npos) return column == 0 ? offset32(blanks.size()) : 0;
  const auto own = offset32(blanks.size());
  if (own > column + 3) return own - column;
  return own < column && own > 3 ? own : 0;
}

bool is_blank_or_mark(char c) {
  return is_blank(c) || c == '>' || c == '\r';
}

// From the begin or an empty line on, the next empty line is never as far as that many lines have to take, of
// a letter and its line end each.
bool has_empty_lines_throughout(std::string_view text) {
  constexpr std::size_t window = 2 * most_lines - 1;
  for (std::size_t at = 0; at + window <= text.size();) {
    const std::size_t empty_line = text.substr(at, window).rfind("\n\n");
    if (empty_line == std::string_view::npos) return false;
    at += empty_line + 1;
  }
  return true;
}

// Whether that many lines stand together, without a blank one between them: nearly no text has that, and all
// others are let off here. A lone "\r" counts as the end of a line that is not blank.
bool may_have_long_paragraph(std::string_view text) {
  const bool has_returns = text.find('\r') != std::string_view::npos;
  if (!has_returns && has_empty_lines_throughout(text)) return false;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const bool blank = std::ranges::all_of(line, is_blank_or_mark);
    lines = blank ? 0 : lines + 1;
    if (has_returns && !blank) lines += static_cast<std::size_t>(std::ranges::count(line, '\r'));
    if (lines >= most_lines) return true;
  }
  return false;
}

void end_long_paragraphs(std::string_view text, std::vector<Change>& changes) {
  std::uint32_t lines = 0;
  std::uint32_t column = 0;
  bool begun = false;  // and ended once or more, so that these are no first lines
  bool whole = false;  // a table or HTML
  OpenMarks marks;
  FenceReader fences(false);
  const auto restart = [&] {
    lines = 0;
    begun = whole = false;
    marks.reset();
  };
  for (std::uint32_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    at = line.next;
    const std::uint32_t first = behind_quotation_marks(text, line);
    const std::string_view words = piece(text, trimmed(text, {first, line.end}));
    const bool code = fences.step(text, line);
    if (words.empty() || code || is_heading(words) || skip_list_marker(text, first) != first) restart();
    if (words.empty() || code || whole) continue;
    ++lines;
    if (lines == 1 && !begun) column = column_of_text(text, line, first);
    whole = !begun && ((lines == 1 && is_tag(words)) || (lines == 2 && is_underline(words)));
    marks.take(words);
    if (whole || lines < most_lines || line.next == line.end || line.next >= text.size()) continue;
    const Line next = line_at(text, line.next);
    const std::uint32_t text_below = behind_quotation_marks(text, next);
    if (lines < 2 * most_lines && (marks.any() || !is_text_anywhere(piece(text, {text_below, next.end}))))
      continue;
    changes.push_back({line.next, "\n"});
    const std::uint32_t blanks = text_below - blanks_before(text, next, text_below);
    if (const std::uint32_t drop = blanks_to_drop(piece(text, {blanks, text_below}), column))
      changes.push_back({blanks, "", drop});
    restart();
    begun = true;
  }
}

ChangedText changed(std::string_view text, const std::vector<Change>& changes) {
  ChangedText out;
  std::uint32_t taken = 0;
  const auto take_until = [&](std::uint32_t end) {
    if (end <= taken) return;
    out.text += piece(text, {taken, end});
    out.map.append(taken, end - taken, end - taken);
    taken = end;
  };
  for (const Change& change : changes) {
    take_until(change.at);
    out.text += change.text;
    out.map.append(change.at, 0, offset32(change.text.size()));
    taken += change.skip;
  }
  take_until(offset32(text.size()));
  return out;
}

}  // namespace

std::optional<ChangedText> text_for_md4c(std::string_view text) {
  std::vector<Change> changes;
  lengthen_underlines(text, changes);
  if (may_have_long_paragraph(text)) end_long_paragraphs(text, changes);
  if (changes.empty()) return std::nullopt;
  std::ranges::stable_sort(changes, {}, &Change::at);
  return changed(text, changes);
}

}  // namespace baton
