// See the header.
#include "server/syntax/markdown_repair.h"

#include <algorithm>
#include <cstddef>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

constexpr std::ptrdiff_t most_columns = 64;

bool ends_table(std::string_view text, std::uint32_t line) {
  const std::uint32_t begin = skip_blanks(text, line);
  const std::string_view rest = text.substr(begin);
  if (rest.starts_with("```") || rest.starts_with("~~~")) return true;
  for (unsigned level = 1; level <= 6 && rest.starts_with('#'); ++level)
    if (atx_text(text, begin, level)) return true;
  return false;
}

}  // namespace

std::vector<std::uint32_t> end_tables(std::string& text) {
  std::vector<std::uint32_t> out;
  for (std::size_t bar = text.find('|'); bar != std::string::npos; bar = text.find('|', bar + 1)) {
    const std::uint32_t blanks = skip_blanks(text, offset32(bar) + 1);
    if (blanks >= text.size() || !is_line_end(text[blanks])) continue;
    const std::uint32_t below = line_at(text, blanks).next;
    if (!ends_table(text, below) || text[bar - (bar > 0 ? 1 : 0)] == '\\') continue;
    const std::uint32_t first = skip_blanks(text, line_begin(text, offset32(bar)));
    if (text[first] != '|' || first == bar) continue;
    text[blanks - 1] = '\n';
    out.push_back(blanks - 1);
  }
  return out;
}

void replace_heading_tabs(std::string& text) {
  for (std::size_t tab = text.find('\t'); tab < text.size();) {
    const Line line = line_at(text, line_begin(text, offset32(tab)));
    std::uint32_t i = line.begin;
    while (i < line.end && (is_blank(text[i]) || text[i] == '>')) ++i;
    const std::uint32_t marks = skip_list_marker(text, i);
    i = marks;
    while (i < line.end && text[i] == '#') ++i;
    if (i > marks) {
      const auto to_space = [&](std::uint32_t at) {
        if (text[at] == '\t') text[at] = ' ';
      };
      for (; i < line.end && is_blank(text[i]); ++i) to_space(i);
      std::uint32_t end = line.end;
      for (; end > i && is_blank(text[end - 1]); --end) to_space(end - 1);
      while (end > i && text[end - 1] == '#') --end;
      for (; end > i && is_blank(text[end - 1]); --end) to_space(end - 1);
    }
    tab = text.find('\t', line.next);
  }
}

void refuse_wide_tables(std::string& text) {
  for (std::size_t bar = text.find('|'); bar < text.size();) {
    const Line line = line_at(text, line_begin(text, offset32(bar)));
    const std::string_view marks = piece(text, line.range());
    const bool underline = marks.find_first_not_of("|:- \t>") == std::string_view::npos;
    if (underline && std::count(marks.begin(), marks.end(), '|') > most_columns) {
      const std::size_t last = marks.rfind('-');
      if (last != std::string_view::npos) text[line.begin + last] = '=';
    }
    bar = text.find('|', line.next);
  }
}

void restore_bars(Markdown& markdown, std::string_view original, const std::vector<std::uint32_t>& changed) {
  const auto restore = [&](TextRange& range) {
    const std::uint32_t bar = skip_blanks(original, range.end);
    if (std::binary_search(changed.begin(), changed.end(), bar) && original[bar] == '|') range.end = bar + 1;
  };
  for (MarkdownTable& table : markdown.tables) restore(table.range);
  for (TextRange& paragraph : markdown.paragraphs) restore(paragraph);
}

}  // namespace baton
