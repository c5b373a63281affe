// Puts the two readings of fences together: CommonMark's, by md4c, and the one in which fences nest, by md4c
// again over the text without what that reading takes for code. Most files read the same in both; those are
// run through md4c once.
#include "server/syntax/markdown.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_changes.h"
#include "server/syntax/markdown_fences.h"
#include "server/syntax/markdown_insert.h"
#include "server/syntax/markdown_move.h"
#include "server/syntax/markdown_reader.h"
#include "server/syntax/markdown_repair.h"

namespace baton {
namespace {

bool overlaps_any(const std::vector<TextRange>& sorted, TextRange range) {
  const auto first = std::upper_bound(sorted.begin(), sorted.end(), range.begin,
                                      [](std::uint32_t at, TextRange other) { return at < other.end; });
  return first != sorted.end() && first->overlaps(range);
}

void blank_out(std::string& text, const std::vector<TextRange>& ranges) {
  for (const TextRange range : ranges)
    for (char& c : std::span(text).subspan(range.begin, range.size())) c = is_line_end(c) ? c : ' ';
}

bool stands_before(const Heading& a, const Heading& b) {
  return a.range.begin < b.range.begin;
}

void add_headings(Markdown& first, std::vector<Heading> second, const FenceReading& nested) {
  if (nested.even)
    for (Heading& heading : first.headings)
      heading.code_in_one_reading = overlaps_any(nested.code, heading.range);
  std::vector<Heading> more;
  for (Heading& heading : second) {
    if (std::binary_search(first.headings.begin(), first.headings.end(), heading, stands_before)) continue;
    heading.code_in_one_reading = true;
    heading.shown = false;
    more.push_back(std::move(heading));
  }
  std::vector<Heading> all(first.headings.size() + more.size());
  std::merge(std::make_move_iterator(first.headings.begin()), std::make_move_iterator(first.headings.end()),
             std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()), all.begin(),
             stands_before);
  first.headings = std::move(all);
}

void add_anchors(std::vector<std::string>& first, std::vector<std::string> second) {
  std::vector<std::string> known = first;
  std::sort(known.begin(), known.end());
  for (std::string& anchor : second)
    if (!std::binary_search(known.begin(), known.end(), anchor)) first.push_back(std::move(anchor));
}

// Lines that CommonMark takes for text become code, and hold nothing else.
void add_code(std::string_view text, Markdown& markdown, const std::vector<TextRange>& lines) {
  std::erase_if(markdown.code, [&](const CodeRange& code) { return overlaps_any(lines, code.range); });
  std::erase_if(markdown.tables,
                [&](const MarkdownTable& table) { return overlaps_any(lines, table.range); });
  std::erase_if(markdown.paragraphs, [&](TextRange paragraph) { return overlaps_any(lines, paragraph); });
  for (const TextRange range : lines) {
    CodeRange& code = markdown.code.emplace_back();
    code.range = code.content = {range.begin, trimmed(text, range).end};
    code.nested = true;
  }
  std::sort(markdown.code.begin(), markdown.code.end(),
            [](const CodeRange& a, const CodeRange& b) { return a.range < b.range; });
}

// A link definition holds for the whole text.
bool may_define_links(std::string_view text) {
  return text.find("]:") != std::string_view::npos;
}

Markdown read_or_take_over(const std::string& text, const FenceReading& nested, bool separable,
                           const ReadMarkdown& before) {
  if (separable)
    if (auto out = read_changes(text, before)) return std::move(*out);
  Markdown out = run_md4c(text, CodeLines{nested.deep ? read_fences(text, false).code : nested.code, false});
  out.separable = out.separable && separable;
  return out;
}

Markdown read_as_it_stands(std::string_view text, const ReadMarkdown& before) {
  std::string copy(text);
  for (std::size_t at = copy.find('\0'); at != std::string::npos; at = copy.find('\0', at)) copy[at] = ' ';
  replace_heading_tabs(copy);
  refuse_wide_tables(copy);
  const std::vector<std::uint32_t> changed = end_tables(copy);
  const FenceReading nested = read_fences(copy, true);
  Markdown out = read_or_take_over(copy, nested, copy == text && !may_define_links(copy), before);
  restore_bars(out, text, changed);
  if (nested.code.empty()) return out;
  const FenceDifference difference = compare_fences(copy, nested, out.code);
  if (!difference.any) return out;
  out.separable = false;

  blank_out(copy, nested.code);
  Markdown second = run_md4c(copy, {nested.code, true});
  add_headings(out, std::move(second.headings), nested);
  add_anchors(out.anchors, std::move(second.anchors));
  std::erase_if(out.links, [&](const MarkdownLink& link) { return overlaps_any(nested.code, link.range); });
  if (nested.even) add_code(text, out, difference.nested_only);
  return out;
}

}  // namespace

bool Markdown::in_code(std::uint32_t offset) const {
  const auto range_around = [&](const auto& items, auto range_of) {
    const auto behind =
        std::upper_bound(items.begin(), items.end(), offset,
                         [&](std::uint32_t at, const auto& item) { return at < range_of(item).begin; });
    return behind != items.begin() && range_of(*std::prev(behind)).contains(offset);
  };
  return range_around(code, [](const CodeRange& block) { return block.range; }) ||
         range_around(html_comments, [](TextRange comment) { return comment; });
}

Markdown read_markdown(std::string_view text, const ReadMarkdown& before) {
  const std::optional<ChangedText> changed = text_for_md4c(text);
  if (!changed) return read_as_it_stands(text, before);
  Markdown out = read_as_it_stands(changed->text, {});
  out.separable = false;
  move_to_source(out, changed->map);
  return out;
}

}  // namespace baton
