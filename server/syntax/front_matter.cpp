// Where the block ends decides what is read as YAML and what as Markdown; an author who forgot the closing
// line still meant the lines that look like entries.
#include "server/syntax/front_matter.h"

#include <string_view>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

bool is_marker(std::string_view text, const Line& line, std::string_view marker) {
  std::string_view words = text.substr(line.begin, line.end - line.begin);
  while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
  return words == marker;
}

// A line of YAML as front matter has them: "key: …", "- …", a comment, or what is indented below.
bool continues(std::string_view line) {
  if (line.empty() || is_blank(line.front())) return true;
  if (line.front() == '-' && line.size() > 1 && line[1] == ' ') return true;
  if (line.front() == ']' || line.front() == '}') return true;
  std::size_t end = 0;
  while (end < line.size() && (is_word(line[end]) || line[end] == '-' || line[end] == '.' ||
                               line[end] == '"' || line[end] == '\'' || is_beyond_ascii(line[end])))
    ++end;
  return end > 0 && end < line.size() && line[end] == ':' &&
         (end + 1 == line.size() || is_blank(line[end + 1]));
}

bool is_heading(std::string_view line) {
  std::size_t marks = 0;
  while (marks < line.size() && line[marks] == '#') ++marks;
  return marks > 0 && marks <= 6 && (marks == line.size() || line[marks] == ' ');
}

// Without a closing line: the lines before the first heading, or before the first blank line that is followed
// by what is no YAML.
std::uint32_t end_of_unclosed(std::string_view text, std::uint32_t begin, bool& has_entry) {
  std::uint32_t end = begin;
  bool behind_blank = false;
  for (std::uint32_t at = begin; at < text.size();) {
    const Line line = line_at(text, at);
    const std::string_view words = text.substr(line.begin, line.end - line.begin);
    at = line.next;
    if (trimmed(words).empty()) {
      behind_blank = true;
      continue;
    }
    if (is_heading(words) || (behind_blank && !continues(words))) break;
    has_entry = has_entry || (continues(words) && words.find(':') != std::string_view::npos);
    behind_blank = false;
    end = line.next;
  }
  return end;
}

}  // namespace

FrontMatter parse_front_matter(std::string_view text) {
  FrontMatter out;
  const std::uint32_t begin = text_begin(text);
  const Line first = line_at(text, begin);
  if (!is_marker(text, first, "---")) return out;
  const TextRange open{begin, begin + 3};
  for (std::uint32_t at = first.next; at < text.size();) {
    const Line line = line_at(text, at);
    if (is_marker(text, line, "---") || is_marker(text, line, "...")) {
      out.closed = true;
      out.close = {line.begin, line.begin + 3};
      out.content = {first.next, line.begin};
      out.range = {begin, line.next};
      break;
    }
    at = line.next;
  }
  bool has_entry = false;
  if (!out.closed) {
    const std::uint32_t end = end_of_unclosed(text, first.next, has_entry);
    // A thematic break on the first line, and text behind it.
    if (!has_entry) return out;
    out.content = {first.next, end};
    out.close = {end, end};
    out.range = {begin, end};
  }
  out.present = true;
  out.open = open;
  YamlTree tree = parse_yaml_mapping(text, out.content);
  out.root = std::move(tree.root);
  out.problems = std::move(tree.problems);
  return out;
}

}  // namespace baton
