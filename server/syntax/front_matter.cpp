// Where the block ends decides what is read as YAML and what as Markdown; an author who forgot the closing
// line still meant the lines that look like entries, and the next "---" is then a thematic break of the body.
#include "server/syntax/front_matter.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/front_matter_end.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

bool is_marker(std::string_view text, const Line& line, std::string_view marker) {
  std::string_view words = text.substr(line.begin, line.end - line.begin);
  while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
  return words == marker;
}

// The first line "---" or "...", if there is one.
std::optional<Line> closing_line(std::string_view text, std::uint32_t begin) {
  for (std::uint32_t at = begin; at < text.size();) {
    const Line line = line_at(text, at);
    if (is_marker(text, line, "---") || is_marker(text, line, "...")) return line;
    at = line.next;
  }
  return std::nullopt;
}

bool is_sound(const YamlTree& tree) {
  return std::ranges::all_of(tree.problems, [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::duplicate_key;
  });
}

}  // namespace

FrontMatter parse_front_matter(std::string_view text) {
  FrontMatter out;
  const std::uint32_t begin = text_begin(text);
  const Line first = line_at(text, begin);
  if (!is_marker(text, first, "---")) return out;
  const TextRange open{begin, begin + 3};
  const std::optional<Line> close = closing_line(text, first.next);
  std::optional<std::uint32_t> end;  // without a closing line
  YamlTree tree;
  if (close) {
    const TextRange content{first.next, close->begin};
    tree = parse_yaml_mapping(text, content);
    if (!is_sound(tree)) end = end_before_text(text, content);
  } else {
    end = end_of_unclosed(text, first.next);
    // A thematic break on the first line, and text behind it.
    if (!end) return out;
  }
  if (end) tree = parse_yaml_mapping(text, {first.next, *end});
  out.present = true;
  out.closed = !end;
  out.open = open;
  out.content = {first.next, end ? *end : close->begin};
  out.close = end ? TextRange{*end, *end} : TextRange{close->begin, close->begin + 3};
  out.range = {begin, end ? *end : close->next};
  out.root = std::move(tree.root);
  out.problems = std::move(tree.problems);
  return out;
}

}  // namespace baton
