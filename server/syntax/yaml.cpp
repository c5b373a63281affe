// From a text to a tree: the quick way, else yaml-cpp, else entry by entry.
#include "server/syntax/yaml.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/shift.h"
#include "server/syntax/yaml_fast.h"
#include "server/syntax/yaml_library.h"
#include "server/syntax/yaml_recovery.h"

namespace baton {
namespace {

// Beyond this a mapping is read entry by entry at once: the library is too slow to try it as a whole.
constexpr std::uint32_t max_whole = 1 << 20;

void find_duplicates(const YamlNode& node, std::vector<YamlProblem>& problems) {
  std::unordered_map<std::string_view, TextRange> seen;
  for (const YamlEntry& entry : node.entries) {
    const auto [first, is_new] = seen.emplace(entry.key, entry.key_range);
    const bool is_written = !entry.range.empty();  // not so in "{,,}"
    if (!is_new && is_written) {
      YamlProblem problem;
      problem.kind = YamlProblem::Kind::duplicate_key;
      problem.range = entry.key_range;
      if (problem.range.empty()) problem.range.end = std::max(problem.range.end, entry.range.end);
      problem.subject = entry.key;
      problem.related = first->second;
      problems.push_back(std::move(problem));
    }
    find_duplicates(entry.value, problems);
  }
  for (const YamlNode& item : node.items) find_duplicates(item, problems);
}

void move_to(const SourceMap& file, YamlNode& node) {
  node.range = file.to_source(node.range);
  node.map = node.map.through(file);
  for (YamlNode& item : node.items) move_to(file, item);
  for (YamlEntry& entry : node.entries) {
    entry.key_range = file.to_source(entry.key_range);
    entry.range = file.to_source(entry.range);
    move_to(file, entry.value);
  }
}

// The first line with more than blanks and a comment, or the end.
std::uint32_t first_text(std::string_view source, TextRange where) {
  for (std::uint32_t at = where.begin; at < where.end;) {
    const Line line = line_at(source, at);
    const std::uint32_t first = skip_blanks(source, at);
    if (first < line.end && source[first] != '#') return first;
    at = line.next;
  }
  return where.end;
}

// `source` ends where the mapping does, and its line ends are "\n".
YamlTree read_mapping(std::string_view source, std::uint32_t begin) {
  YamlTree out;
  const TextRange where{first_text(source, {begin, offset32(source.size())}), offset32(source.size())};
  out.root.range = {begin, begin};
  if (where.empty()) return out;
  const std::uint32_t column = where.begin - line_begin(source, where.begin);
  if (FastReading fast = read_yaml_fast(source, where, column); fast.node) {
    out.root = std::move(*fast.node);
  } else {
    LibraryReading whole;
    if (!fast.refused && where.size() <= max_whole) whole = read_yaml_by_library(source, where);
    if (whole.node && whole.node->is_mapping())
      out.root = std::move(*whole.node);
    else
      out.root = recover_mapping(source, where, column, out.problems);
  }
  find_duplicates(out.root, out.problems);
  std::stable_sort(out.problems.begin(), out.problems.end(),
                   [](const YamlProblem& a, const YamlProblem& b) { return a.range.begin < b.range.begin; });
  return out;
}

// A copy with "\n" for every line end, and the way back.
std::string with_plain_line_ends(std::string_view text, TextRange where, SourceMap& file) {
  std::string out;
  const std::string_view until_end = text.substr(0, where.end);
  file = SourceMap::identity(where.begin, 0);
  for (std::uint32_t at = where.begin; at < where.end;) {
    const Line line = line_at(until_end, at);
    out += until_end.substr(line.begin, line.end - line.begin);
    if (line.end > line.begin) file.append(line.begin, line.end - line.begin, line.end - line.begin);
    if (line.next > line.end) {
      out += '\n';
      file.append(line.end, line.next - line.end, 1);
    }
    at = line.next;
  }
  return out;
}

bool is_integer(std::string_view text) {
  const auto all = [](std::string_view digits, std::string_view allowed) {
    return !digits.empty() && digits.find_first_not_of(allowed) == std::string_view::npos;
  };
  if (text.starts_with("0o")) return all(text.substr(2), "01234567");
  if (text.starts_with("0x")) return all(text.substr(2), "0123456789abcdefABCDEF");
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return all(text, "0123456789");
}

bool is_floating(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return true;
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - begin;
  };
  std::size_t count = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    count += digits();
  }
  if (count == 0) return false;
  if (at < text.size() && to_lower(text[at]) == 'e') {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

// What stands above is out of sight: it gives no names, and costs nothing.
YamlTree read_from_its_line(std::string_view text, TextRange where) {
  const std::uint32_t from = line_begin(text, where.begin);
  YamlTree out = read_mapping(piece(text, {from, where.end}), where.begin - from);
  if (from == 0) return out;
  shift(out.root, from);
  for (YamlProblem& problem : out.problems) shift(problem, from);
  return out;
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

TextRange YamlNode::content_range() const {
  const bool quoted = style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted;
  if (!is_scalar() || !quoted || range.size() < 2) return range;
  return {range.begin + 1, range.end - 1};
}

bool YamlNode::operator==(const YamlNode&) const = default;

ScalarType scalar_type(const YamlNode& scalar) {
  if (scalar.kind == YamlNode::Kind::null) return ScalarType::null;
  if (!scalar.is_scalar() || scalar.style != ScalarStyle::plain || scalar.tagged_string)
    return ScalarType::string;
  const std::string_view text = scalar.text;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
    return ScalarType::null;
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"})
    if (text == word) return ScalarType::boolean;
  if (is_integer(text)) return ScalarType::integer;
  if (is_floating(text)) return ScalarType::floating;
  return ScalarType::string;
}

YamlTree parse_yaml_mapping(std::string_view text, TextRange where) {
  where.end = std::min(where.end, offset32(text.size()));
  where.begin = std::min(where.begin, where.end);
  // A byte-order mark is no indent.
  const bool marked = where.begin != 0 && where.begin == text_begin(text);
  if (!marked && piece(text, where).find('\r') == std::string_view::npos)
    return read_from_its_line(text, where);
  SourceMap file;
  const std::string copy = with_plain_line_ends(text, where, file);
  YamlTree out = read_mapping(copy, 0);
  move_to(file, out.root);
  for (YamlProblem& problem : out.problems) {
    problem.range = file.to_source(problem.range);
    problem.related = file.to_source(problem.related);
  }
  return out;
}

}  // namespace baton
