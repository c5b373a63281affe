// See explicit_anchors.h. Files with such anchors are few, so their tags are looked for again here.
#include "server/workspace/explicit_anchors.h"

#include <algorithm>
#include <set>
#include <string>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_html.h"
#include "server/syntax/slug.h"

namespace baton {
namespace {

constexpr std::size_t longest_tag = 2000;

// Between a tag and a heading that it belongs to stand the tag's end, if anything, and the heading's marks
// ("## "). Read from the front, where the next of many tags stops it.
bool is_nothing(std::string_view between) {
  std::uint32_t at = skip_spaces(between, 0);
  if (between.substr(at).starts_with("</a>")) at = skip_spaces(between, at + 4);
  while (at < between.size() && (between[at] == '#' || is_blank(between[at]))) ++at;
  return at == between.size();
}

// The name itself where it is written without escapes, else the tag.
TextRange name_in(std::string_view text, TextRange tag, const std::string& name) {
  const std::string_view written = piece(text, tag);
  for (const char before : {'"', '\'', '='}) {
    const std::size_t at = written.find(before + name);
    if (at == std::string_view::npos) continue;
    const std::uint32_t begin = tag.begin + offset32(at) + 1;
    return {begin, begin + offset32(name.size())};
  }
  return tag;
}

}  // namespace

void append_explicit_anchors(std::string_view text, const LineIndex& lines, const Markdown& body,
                             std::vector<FileHeading>& headings) {
  std::set<std::string> wanted(body.anchors.begin(), body.anchors.end());
  const auto count = static_cast<std::ptrdiff_t>(headings.size());
  std::vector<TextRange> comments;
  std::vector<std::string> found, shown;
  for (std::size_t at = text.find('<'); at != std::string_view::npos && !wanted.empty();
       at = text.find('<', at + 1)) {
    const std::uint32_t begin = offset32(at);
    if (text.substr(at).starts_with("<!--") || body.in_code(begin)) continue;
    found.clear();
    const std::uint32_t limit = offset32(std::min(text.size(), at + longest_tag));
    shown.clear();
    const std::uint32_t end = read_html_tag(text, begin, limit, {comments, found, shown});
    for (const std::string& heading : shown) found.push_back(slug(heading));
    for (const std::string& name : found) {
      if (wanted.erase(name) == 0) continue;
      const auto behind = std::upper_bound(headings.begin(), headings.begin() + count, end,
                                           [](std::uint32_t offset, const FileHeading& heading) {
                                             return offset <= heading.spot.range.begin;
                                           });
      FileHeading anchor{name, name, 0, spot_in(text, lines, name_in(text, {begin, end}, name)), {}};
      if (behind != headings.begin() + count && is_nothing(piece(text, {end, behind->spot.range.begin}))) {
        anchor.text = behind->text;
        anchor.opening = behind->opening;
      }
      headings.push_back(std::move(anchor));
    }
  }
}

}  // namespace baton
