// See front_matter_end.h. What is looked at are lines alone: YAML that is broken tells nothing of where its
// author meant it to end.
#include "server/syntax/front_matter_end.h"

#include <algorithm>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

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

// The line behind `line` that holds something, if there is one.
std::string_view next_words(std::string_view text, const Line& line, std::uint32_t end) {
  for (std::uint32_t at = line.next; at < end;) {
    const Line next = line_at(text, at);
    const std::string_view words = piece(text, next.range());
    if (!trimmed(words).empty()) return words;
    at = next.next;
  }
  return {};
}

bool is_blank_behind(std::string_view text, const Line& line, std::uint32_t end) {
  return line.next >= end || trimmed(piece(text, line_at(text, line.next).range())).empty();
}

// In the first column no YAML has such a line; behind blanks it may be part of a text that goes on below.
bool ends_by_slip(std::string_view text, const Line& line, std::uint32_t end) {
  const std::string_view words = piece(text, line.range());
  if (!is_slip_of_close(words)) return false;
  const std::string_view next = next_words(text, line, end);
  return next.empty() || is_heading(next) || (!is_blank(words.front()) && is_blank_behind(text, line, end)) ||
         !continues(next);
}

// "key: value": a list in the first column has no place below it.
bool has_value(std::string_view entry) {
  const std::size_t colon = entry.find(':');
  return colon != std::string_view::npos && !trimmed(entry.substr(colon + 1)).empty();
}

}  // namespace

bool is_slip_of_close(std::string_view line) {
  const std::string_view words = trimmed(line);
  if (words.empty()) return false;
  if (is_blank(line.front())) return words == "---";
  const std::size_t other = words.find_first_not_of(words.front());
  const std::size_t marks = std::min(other, words.size());
  if (words.front() == '*' || words.front() == '_') return marks == words.size() && marks >= 3;
  if (words.front() != '-' || words == "---") return false;
  return marks == words.size() ? marks >= 2 : marks >= 3 && words.find(':') == std::string_view::npos;
}

std::optional<std::uint32_t> end_of_unclosed(std::string_view text, std::uint32_t begin) {
  std::uint32_t end = begin;
  bool behind_blank = false;
  bool has_entry = false;
  for (std::uint32_t at = begin; at < text.size();) {
    const Line line = line_at(text, at);
    const std::string_view words = piece(text, line.range());
    at = line.next;
    if (trimmed(words).empty()) {
      behind_blank = true;
      continue;
    }
    if (is_heading(words) || (behind_blank && !continues(words))) break;
    if (has_entry && ends_by_slip(text, line, offset32(text.size()))) break;
    has_entry = has_entry || (continues(words) && words.find(':') != std::string_view::npos);
    behind_blank = false;
    end = line.next;
  }
  return has_entry ? std::optional(end) : std::nullopt;
}

std::optional<std::uint32_t> end_before_text(std::string_view text, TextRange content) {
  std::optional<std::uint32_t> end;  // behind the last entry before what may be the body
  std::uint32_t last = content.begin;
  std::string_view entry;
  bool behind_blank = false;
  bool found = false;
  for (std::uint32_t at = content.begin; at < content.end;) {
    const Line line = line_at(text, at);
    const std::string_view words = piece(text, line.range());
    at = line.next;
    const bool was_behind_blank = behind_blank;
    behind_blank = trimmed(words).empty();
    if (found || behind_blank) continue;
    const bool heading = was_behind_blank && is_heading(words) && is_blank_behind(text, line, content.end);
    const bool foreign = was_behind_blank && words.front() != '#' &&
                         (!continues(words) || (words.front() == '-' && has_value(entry)));
    found = !entry.empty() && (foreign || ends_by_slip(text, line, content.end));
    if (!entry.empty() && !end && (heading || found)) end = last;
    if (words.front() == '#') continue;
    last = line.next;
    if (words.front() != '-' && !is_blank(words.front()) && continues(words)) entry = words;
  }
  return found && behind_blank ? end : std::nullopt;
}

}  // namespace baton
