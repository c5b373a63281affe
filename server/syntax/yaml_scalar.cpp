// Plain and quoted scalars share one rule, line folding: blanks around a line end vanish, one line end
// becomes a blank, and of several all but the first stay. Block scalars are in yaml_block_scalar.cpp.
#include "server/syntax/yaml_scalar.h"

#include <utility>

#include "server/base/char_set.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {

void take(ScannedScalar& scalar, std::string_view source, std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  scalar.text.append(source.substr(begin, end - begin));
  scalar.map.append(begin, end - begin, end - begin);
}

YamlNode scalar_node(ScannedScalar&& scalar) {
  YamlNode out;
  out.kind = YamlNode::Kind::scalar;
  out.style = scalar.style;
  out.range = scalar.range;
  out.text = std::move(scalar.text);
  out.map = std::move(scalar.map);
  return out;
}

bool ends_token(std::string_view source, std::size_t at) {
  return at >= source.size() || source[at] == ' ' || source[at] == '\t' || source[at] == '\n';
}

bool looks_like_entry(std::string_view source, std::uint32_t first, std::uint32_t line_end) {
  if (source[first] == '-' && ends_token(source, first + 1)) return true;
  for (std::uint32_t i = first; i < line_end; ++i)
    if (source[i] == ':' && i > first && ends_token(source, i + 1)) return true;
  return false;
}

namespace {

// The line ends from `line_end` (which stands at one) to the next line with text, as a fold; returns where
// that text begins. `joined`: an escape before the first line end, which then leaves no blank.
struct Fold {
  std::uint32_t first = 0;  // the next text
  std::uint32_t line = 0;   // where its line begins
  std::uint32_t line_ends = 0;
};
Fold find_fold(std::string_view source, std::uint32_t line_end) {
  Fold out;
  std::uint32_t at = line_end;
  while (at < source.size() && source[at] == '\n') {
    ++out.line_ends;
    out.line = at + 1;
    at = skip_blanks(source, out.line);
  }
  out.first = at;
  return out;
}
void take_fold(ScannedScalar& scalar, std::string_view source, std::uint32_t line_end, const Fold& fold,
               bool joined) {
  if (fold.line_ends == 1) {
    if (joined) return;
    scalar.text += ' ';
    scalar.map.append(line_end, 1, 1);
    return;
  }
  for (std::uint32_t at = line_end + 1; at < fold.first; ++at) {
    if (source[at] != '\n') continue;
    scalar.text += '\n';
    scalar.map.append(at, 1, 1);
  }
}

bool is_flow_indicator(char c) {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

bool is_document_marker(std::string_view source, const Fold& fold) {
  const std::string_view words = source.substr(fold.first, 3);
  return fold.first == fold.line && (words == "---" || words == "...") && ends_token(source, fold.first + 3);
}

struct Escape {
  std::uint32_t size = 0;  // in the source; 0: no escape
  char32_t code_point = 0;
};
Escape read_escape(std::string_view source, std::uint32_t at) {
  if (at + 1 >= source.size()) return {};
  const char c = source[at + 1];
  constexpr std::string_view names = "0abt\tnvfre \"/\\N_LP";
  constexpr char32_t values[] = {0,  7,   8,   9,   9,    10,   11,   12,     13,
                                 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
  if (const std::size_t found = names.find(c); found != std::string_view::npos) return {2, values[found]};
  const std::uint32_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0 || at + 2 + digits > source.size()) return {};
  char32_t value = 0;
  for (std::uint32_t i = 0; i < digits; ++i) {
    const char digit = to_lower(source[at + 2 + i]);
    if (!is_digit(digit) && !(digit >= 'a' && digit <= 'f')) return {};
    value = value * 16 + static_cast<char32_t>(is_digit(digit) ? digit - '0' : digit - 'a' + 10);
  }
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {2 + digits, value};
}

// A comment's mark, a colon, and what ends a plain scalar in flow context.
constexpr CharSet may_end_plain("#:,[]{}");

}  // namespace

PlainScan scan_plain(std::string_view source, std::uint32_t at, std::int64_t indent, bool flow, bool colons) {
  PlainScan out;
  ScannedScalar& scalar = out.scalar;
  scalar.map = SourceMap::identity(at, 0);
  scalar.range = {at, at};
  std::uint32_t line_begin_at = at;
  for (;;) {
    std::uint32_t i = line_begin_at;
    for (; i < source.size() && source[i] != '\n'; ++i) {
      const char c = source[i];
      if (!may_end_plain.holds(c)) continue;
      if (c == '#' && i > line_begin_at && is_blank(source[i - 1])) {
        out.stop = PlainScan::Stop::comment;
        break;
      }
      if (colons || (c != ':' && !flow)) continue;
      const auto ends = [&] {
        return ends_token(source, i + 1) || (flow && is_flow_indicator(source[i + 1]));
      };
      if (c == ':' ? ends() : is_flow_indicator(c)) {
        out.stop = c == ':' ? PlainScan::Stop::colon : PlainScan::Stop::indicator;
        break;
      }
    }
    std::uint32_t text_end = i;
    while (text_end > line_begin_at && is_blank(source[text_end - 1])) --text_end;
    take(scalar, source, line_begin_at, text_end);
    if (text_end > line_begin_at) scalar.range.end = text_end;
    out.stop_at = i;
    if (out.stop != PlainScan::Stop::end || i >= source.size()) return out;
    const Fold fold = find_fold(source, i);
    if (fold.first >= source.size() || source[fold.first] == '#') return out;
    if (fold.first - fold.line <= indent || is_document_marker(source, fold)) {
      if (!flow) return out;
      const std::uint32_t end = line_at(source, fold.first).end;
      if (is_document_marker(source, fold) || is_flow_indicator(source[fold.first]) ||
          looks_like_entry(source, fold.first, end))
        return out;
    }
    if (flow && is_flow_indicator(source[fold.first])) return out;
    take_fold(scalar, source, i, fold, false);
    line_begin_at = fold.first;
  }
}

QuotedScan scan_quoted(std::string_view source, std::uint32_t at, std::int64_t indent) {
  QuotedScan out;
  ScannedScalar& scalar = out.scalar;
  const char quote = source[at];
  scalar.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  scalar.map = SourceMap::identity(at + 1, 0);
  scalar.range = {at, offset32(source.size())};
  std::uint32_t from = at + 1;  // what is not yet taken
  for (std::uint32_t i = at + 1; i < source.size();) {
    const char c = source[i];
    const bool escape = c == '\\' && quote == '"';
    if (c == quote && quote == '\'' && i + 1 < source.size() && source[i + 1] == '\'') {
      take(scalar, source, from, i);
      scalar.text += '\'';
      scalar.map.append(i, 2, 1);
      from = i += 2;
    } else if (c == quote) {
      take(scalar, source, from, i);
      scalar.range.end = i + 1;
      out.closed = true;
      return out;
    } else if (c == '\n' || (escape && i + 1 < source.size() && source[i + 1] == '\n')) {
      std::uint32_t end = i;
      while (!escape && end > from && is_blank(source[end - 1])) --end;
      take(scalar, source, from, end);
      const std::uint32_t line_end = escape ? i + 1 : i;
      const Fold fold = find_fold(source, line_end);
      if (fold.first >= source.size()) return out;
      if (is_document_marker(source, fold) ||
          (fold.first - fold.line <= indent &&
           looks_like_entry(source, fold.first, line_at(source, fold.first).end))) {
        scalar.range.end = end;
        return out;
      }
      take_fold(scalar, source, line_end, fold, escape);
      from = i = fold.first;
    } else if (escape) {
      const Escape read = read_escape(source, i);
      if (read.size == 0) {
        out.bad_escapes.push_back({i, i + 1 + (i + 1 < source.size() ? utf8_at(source, i + 1).size : 0)});
        ++i;  // the backslash is taken as written, and what follows it is looked at by itself
        if (i < source.size() && source[i] != '\n') ++i;
        continue;
      }
      take(scalar, source, from, i);
      const std::size_t before = scalar.text.size();
      append_utf8(scalar.text, read.code_point);
      scalar.map.append_whole(i, read.size, offset32(scalar.text.size() - before));
      from = i += read.size;
    } else {
      ++i;
    }
  }
  return out;
}

}  // namespace baton
