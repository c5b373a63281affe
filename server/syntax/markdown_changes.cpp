// See the header.
#include "server/syntax/markdown_changes.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "server/syntax/before.h"
#include "server/syntax/lines.h"
#include "server/syntax/markdown_places.h"
#include "server/syntax/markdown_reader.h"
#include "server/syntax/shift.h"

namespace baton {
namespace {

// A part that costs more than this share of the whole is not read by itself.
constexpr std::size_t worth_of_a_part = 2;

// "# …" in the first column: no quotation, list or fence is open behind it.
bool ends_all(std::string_view text, const Heading& heading) {
  return heading.range.begin < text.size() && text[heading.range.begin] == '#' &&
         atx_text(text, heading.range.begin, heading.level).has_value();
}

std::uint32_t begin_of(TextRange range) {
  return range.begin;
}
template <typename Item>
std::uint32_t begin_of(const Item& item) {
  return item.range.begin;
}

// The bytes of the old text that are read anew, and those of the new one.
struct Part {
  TextRange before;
  TextRange now;
  bool to_the_end = false;  // else `now` ends where the next heading begins

  Shift shift_behind() const { return now.end - before.end; }
};

Part part_around(std::string_view text, const ReadMarkdown& before) {
  const CommonEnds common = common_ends(before.text, text);
  const auto& headings = before.markdown->headings;
  const std::uint32_t changed_end = offset32(before.text.size()) - common.end;
  const auto stands = [&](const Heading& heading) { return ends_all(before.text, heading); };
  const auto behind = std::ranges::partition_point(
      headings, [&](const Heading& heading) { return heading.range.end < common.begin; });
  const auto first = std::find_if(std::make_reverse_iterator(behind), headings.rend(), stands);
  const auto next = std::find_if(behind, headings.end(), [&](const Heading& heading) {
    return heading.range.begin > changed_end && stands(heading);
  });
  Part out;
  out.before.begin = out.now.begin = first == headings.rend() ? 0 : first->range.begin;
  out.to_the_end = next == headings.end();
  out.before.end = out.to_the_end ? offset32(before.text.size()) : next->range.begin;
  out.now.end = offset32(text.size()) - (offset32(before.text.size()) - out.before.end);
  return out;
}

// What stands before the part, `read` in it, and what stands behind it.
template <typename Item>
std::vector<Item> joined(const std::vector<Item>& before, std::vector<Item> read, const Part& part) {
  const auto first_from = [&](std::uint32_t offset) {
    return std::ranges::partition_point(before, [&](const Item& item) { return begin_of(item) < offset; });
  };
  const auto changed = first_from(part.before.begin);
  const auto behind = part.to_the_end ? before.end() : first_from(part.before.end);
  std::vector<Item> out;
  out.reserve(before.size() + read.size());
  out.assign(before.begin(), changed);
  for (Item& item : read) {
    shift(item, part.now.begin);
    if (begin_of(item) < part.now.end || part.to_the_end) out.push_back(std::move(item));
  }
  for (auto item = out.insert(out.end(), behind, before.end()); item != out.end(); ++item)
    shift(*item, part.shift_behind());
  return out;
}

}  // namespace

std::optional<Markdown> read_changes(const std::string& text, const ReadMarkdown& before) {
  if (before.markdown == nullptr || !before.markdown->separable) return std::nullopt;
  const Part part = part_around(text, before);
  const std::uint32_t end = part.to_the_end ? part.now.end : line_at(text, part.now.end).next;
  if ((end - part.now.begin) * worth_of_a_part > text.size()) return std::nullopt;
  Markdown read = run_md4c(text.substr(part.now.begin, end - part.now.begin));
  if (!read.separable) return std::nullopt;
  // The heading behind it still has to be one: a fence may have been opened.
  if (!part.to_the_end &&
      (read.headings.empty() || read.headings.back().range.begin + part.now.begin != part.now.end))
    return std::nullopt;
  const Markdown& known = *before.markdown;
  read.headings = joined(known.headings, std::move(read.headings), part);
  read.links = joined(known.links, std::move(read.links), part);
  read.tables = joined(known.tables, std::move(read.tables), part);
  read.code = joined(known.code, std::move(read.code), part);
  read.html_comments = joined(known.html_comments, std::move(read.html_comments), part);
  read.paragraphs = joined(known.paragraphs, std::move(read.paragraphs), part);
  return read;
}

}  // namespace baton
