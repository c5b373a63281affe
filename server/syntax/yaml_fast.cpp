// A recursive descent by columns. Every function returns false on the first thing that is not plainly what it
// expects; the caller then forgets what was read.
#include "server/syntax/yaml_fast.h"

#include <algorithm>
#include <utility>

#include "server/base/char_set.h"
#include "server/base/utf8.h"
#include "server/base/visible.h"
#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

constexpr int max_depth = 64;

// Bytes that YAML or yaml-cpp treat in a way of their own.
bool is_unusual(std::string_view text) {
  if (!holds_of_all(text, [](char c) { return is_beyond_ascii(c) || is_printable_ascii(c) || c == '\n'; }))
    return true;
  if (std::ranges::none_of(text, is_beyond_ascii)) return false;
  if (first_invalid_utf8(text) != std::string_view::npos) return true;
  // Line ends of Unicode and the byte-order mark.
  for (const std::string_view odd : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"})
    if (text.find(odd) != std::string_view::npos) return true;
  return false;
}

bool may_begin_plain(char c) {
  constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`";
  return indicators.find(c) == std::string_view::npos;
}

class FastReader {
 public:
  FastReader(std::string_view source, std::uint32_t at) : source_(source), at_(at) {}

  // Behind it only blanks and comments.
  bool at_end() const { return next_line().end; }
  bool refused() const { return refused_; }

  // At a mapping's first key, `column` bytes behind its line's begin. Ends at the first line that is not its
  // own.
  bool read_mapping(YamlNode& out, std::uint32_t column) {
    if (++depth_ > max_depth) return false;
    out.kind = YamlNode::Kind::mapping;
    out.range = {at_, at_};
    for (;;) {
      YamlEntry& entry = out.entries.emplace_back();
      if (!read_key(entry) || !read_value(entry.value, column, true)) return false;
      entry.range = {entry.key_range.begin, entry.value.range.end};
      out.range.end = entry.range.end;
      const Next next = next_line();
      if (next.bad || (!next.end && next.column > column)) return false;
      if (next.end || next.column < column) break;
      at_ = next.first;
    }
    --depth_;
    return true;
  }

 private:
  struct Next {
    std::uint32_t first = 0;   // the next line's first character that is no blank
    std::uint32_t column = 0;  // how far behind its begin
    bool end = false;
    bool bad = false;
  };

  char here() const { return at_ < source_.size() ? source_[at_] : '\n'; }

  // From a line's begin to the next line with text; comments and blank lines aside.
  Next next_line() const {
    std::uint32_t begin = at_;
    while (begin < source_.size()) {
      std::uint32_t first = begin;
      while (first < source_.size() && source_[first] == ' ') ++first;
      if (first >= source_.size()) break;
      if (source_[first] == '\n') {
        begin = first + 1;
        continue;
      }
      if (source_[first] == '#') {
        begin = line_at(source_, first).next;
        continue;
      }
      if (first == begin && (source_.substr(first, 3) == "---" || source_.substr(first, 3) == "..."))
        return {first, 0, false, true};
      return {first, first - begin, false, false};
    }
    return {begin, 0, true, false};
  }

  // Behind a value: nothing but blanks and a comment up to the line's end; then the next line.
  bool end_line() {
    const std::uint32_t rest = skip_blanks(source_, at_);
    if (rest < source_.size() && source_[rest] != '\n' && !(source_[rest] == '#' && rest > at_)) return false;
    at_ = line_at(source_, rest).next;
    return true;
  }
  bool line_is_over() const {
    const std::uint32_t rest = skip_blanks(source_, at_);
    return rest >= source_.size() || source_[rest] == '\n' || (source_[rest] == '#' && rest > at_);
  }

  bool read_quoted(ScannedScalar& out) {
    QuotedScan scan = scan_quoted(source_, at_, -1);
    if (!scan.closed || !scan.bad_escapes.empty()) return false;
    if (source_.substr(at_, scan.scalar.range.size()).find('\n') != std::string_view::npos) return false;
    at_ = scan.scalar.range.end;
    out = std::move(scan.scalar);
    return true;
  }

  // A key and its ":"; the place is then behind it.
  bool read_key(YamlEntry& entry) {
    if (here() == '"' || here() == '\'') {
      ScannedScalar key;
      if (!read_quoted(key)) return false;
      entry.key = std::move(key.text);
      entry.key_range = key.range;
      at_ = skip_blanks(source_, at_);
    } else {
      const std::uint32_t begin = at_;
      const std::uint32_t colon = plain_key_end(at_);
      if (colon == 0) return false;
      std::uint32_t end = colon;
      while (end > begin && is_blank(source_[end - 1])) --end;
      entry.key = source_.substr(begin, end - begin);
      entry.key_range = {begin, end};
      at_ = colon;
    }
    // yaml-cpp takes no key beyond this many characters.
    if (entry.key_range.size() > 1000 || here() != ':' || !ends_token(source_, at_ + 1)) return false;
    ++at_;
    return true;
  }

  // The ":" behind a plain key that begins here, or 0.
  std::uint32_t plain_key_end(std::uint32_t from) const {
    if (from >= source_.size() || !may_begin_plain(source_[from])) return 0;
    for (std::uint32_t i = from; i < source_.size() && source_[i] != '\n'; ++i) {
      if (source_[i] == ':' && ends_token(source_, i + 1)) return i;
      if (source_[i] == '#' && i > from && source_[i - 1] == ' ') return 0;
    }
    return 0;
  }

  bool begins_mapping() {
    const std::uint32_t saved = at_;
    YamlEntry probe;
    const bool yes = here() != '[' && here() != '{' && read_key(probe);
    at_ = saved;
    return yes;
  }

  bool at_dash() const { return here() == '-' && ends_token(source_, at_ + 1); }

  // Behind ":" or "-": a value on this line or on the next ones. `column`: of the collection it stands in.
  bool read_value(YamlNode& out, std::uint32_t column, bool of_mapping) {
    if (line_is_over()) return read_value_below(out, column, of_mapping);
    at_ = skip_blanks(source_, at_);
    if (!of_mapping) {
      const std::uint32_t own = at_ - line_begin(source_, at_);
      if (at_dash()) return read_sequence(out, own);
      if (begins_mapping()) return read_mapping(out, own);
    }
    return read_scalar_or_flow(out, column, of_mapping);
  }

  bool read_value_below(YamlNode& out, std::uint32_t column, bool of_mapping) {
    const std::uint32_t behind = at_;
    if (!end_line()) return false;
    const Next next = next_line();
    if (next.bad) return false;
    if (!next.end) {
      const std::uint32_t line_start = at_;
      at_ = next.first;
      if (next.column > column || (of_mapping && next.column == column && at_dash())) {
        if (at_dash()) return read_sequence(out, next.column);
        return begins_mapping() && read_mapping(out, next.column);
      }
      at_ = line_start;
    }
    out.kind = YamlNode::Kind::null;
    out.range = {behind, behind};
    out.map = SourceMap::identity(behind, 0);
    return true;
  }

  bool read_sequence(YamlNode& out, std::uint32_t column) {
    if (++depth_ > max_depth) return false;
    out.kind = YamlNode::Kind::sequence;
    out.range = {at_, at_};
    for (;;) {
      ++at_;  // "-"
      YamlNode& item = out.items.emplace_back();
      if (!read_value(item, column, false)) return false;
      out.range.end = item.range.end;
      const Next next = next_line();
      if (next.bad || (!next.end && next.column > column)) return false;
      if (next.end || next.column < column) break;
      const std::uint32_t line_start = at_;
      at_ = next.first;
      if (!at_dash()) {
        at_ = line_start;  // a list that stands in its key's column ends at the next key
        break;
      }
    }
    --depth_;
    return true;
  }

  bool read_scalar_or_flow(YamlNode& out, std::uint32_t column, bool of_mapping) {
    const char c = here();
    if (c == '|' || c == '>') {
      BlockScan scan = scan_block(source_, at_, column);
      if (!scan.bad_header.empty() || scan.tab || !scan.shallow.empty() || !scan.deep_blank.empty() ||
          scan.unusual)
        return false;
      at_ = scan.next;
      out = scalar_node(std::move(scan.scalar));
      return true;
    }
    if (c == '"' || c == '\'') {
      ScannedScalar scalar;
      if (!read_quoted(scalar)) return false;
      out = scalar_node(std::move(scalar));
      return end_line();
    }
    if (c == '[' || c == '{') {
      if (!read_flow(out, column)) return false;
      // "argument-hint: [path] [--fast]"
      refused_ = of_mapping && source_.substr(skip_blanks(source_, at_)).starts_with('[');
      return end_line();
    }
    if (!may_begin_plain(c)) return false;
    PlainScan scan = scan_plain(source_, at_, column, false, false);
    // No second key may stand in the line of a mapping's key.
    refused_ = scan.stop == PlainScan::Stop::colon && of_mapping && scan.stop_at < line_at(source_, at_).end;
    if (scan.stop == PlainScan::Stop::colon || scan.stop == PlainScan::Stop::indicator) return false;
    at_ = scan.scalar.range.end;
    out = scalar_node(std::move(scan.scalar));
    return end_line();
  }

  // Blanks, and line ends where the next line is indented by more than the collection around the brackets.
  bool skip_in_flow(std::uint32_t column) {
    at_ = skip_blanks(source_, at_);
    while (at_ < source_.size() && source_[at_] == '\n') {
      const std::uint32_t line = at_ + 1;
      at_ = skip_blanks(source_, line);
      if (here() != '\n' && at_ - line <= column) return false;
    }
    return at_ < source_.size() && source_[at_] != '#';
  }

  bool read_flow_scalar(YamlNode& out) {
    ScannedScalar scalar;
    if (here() == '"' || here() == '\'') {
      if (!read_quoted(scalar)) return false;
    } else {
      if (!may_begin_plain(here())) return false;
      PlainScan scan = scan_plain(source_, at_, -1, true, false);
      const std::string_view text = source_.substr(at_, scan.scalar.range.end - at_);
      if (text.find('\n') != std::string_view::npos || scan.stop == PlainScan::Stop::comment) return false;
      if (text.find_first_of("#:?") != std::string_view::npos) return false;
      at_ = scan.scalar.range.end;
      scalar = std::move(scan.scalar);
    }
    out = scalar_node(std::move(scalar));
    return true;
  }

  bool read_flow_value(YamlNode& out, std::uint32_t column) {
    if (here() == '[' || here() == '{') return read_flow(out, column);
    return read_flow_scalar(out);
  }

  bool read_flow(YamlNode& out, std::uint32_t column) {
    if (++depth_ > max_depth) return false;
    const bool list = here() == '[';
    const char close = list ? ']' : '}';
    out.kind = list ? YamlNode::Kind::sequence : YamlNode::Kind::mapping;
    out.range = {at_, at_};
    ++at_;
    if (!skip_in_flow(column)) return false;
    while (here() != close) {
      if (list) {
        if (!read_flow_value(out.items.emplace_back(), column)) return false;
      } else if (!read_flow_entry(out.entries.emplace_back(), column)) {
        return false;
      }
      if (!skip_in_flow(column)) return false;
      if (here() == ',') {
        ++at_;
        if (!skip_in_flow(column)) return false;
      } else if (here() != close) {
        return false;
      }
    }
    ++at_;
    out.range.end = at_;
    --depth_;
    return true;
  }

  bool read_flow_entry(YamlEntry& entry, std::uint32_t column) {
    YamlNode key;
    if (!read_flow_scalar(key)) return false;
    entry.key = std::move(key.text);
    entry.key_range = key.range;
    at_ = skip_blanks(source_, at_);
    if (here() != ':' || at_ + 1 >= source_.size() || source_[at_ + 1] != ' ') return false;
    ++at_;
    if (!skip_in_flow(column) || here() == ',' || here() == '}') return false;
    if (!read_flow_value(entry.value, column)) return false;
    entry.range = {entry.key_range.begin, entry.value.range.end};
    return true;
  }

  std::string_view source_;
  std::uint32_t at_;
  int depth_ = 0;
  bool refused_ = false;
};

}  // namespace

FastReading read_yaml_fast(std::string_view source, TextRange where, std::uint32_t indent) {
  if (is_unusual(source.substr(where.begin, where.size()))) return {};
  FastReader reader(source.substr(0, where.end), where.begin);
  YamlNode out;
  if (!reader.read_mapping(out, indent) || !reader.at_end()) return {std::nullopt, reader.refused()};
  return {std::move(out), false};
}

}  // namespace baton
