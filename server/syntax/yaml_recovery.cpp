// A mapping or list is cut into parts (see yaml_parts.h). Each is tried by itself, and what still is no YAML
// is looked at by its first character, to tell what its author meant and what is wrong.
#include "server/syntax/yaml_recovery.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_aliases.h"
#include "server/syntax/yaml_fast.h"
#include "server/syntax/yaml_library.h"
#include "server/syntax/yaml_marks.h"
#include "server/syntax/yaml_meant.h"
#include "server/syntax/yaml_parts.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

constexpr int max_depth = 64;

class Recovery {
 public:
  Recovery(std::string_view source, std::vector<YamlProblem>& problems, std::uint32_t size)
      : source_(source), problems_(problems), aliases_(source), budget_(std::size_t{8} * size + 65536) {}

  YamlNode mapping(TextRange where, std::uint32_t column);

 private:
  std::optional<YamlNode> whole(const Part& part);
  LibraryReading with_anchors(const Part& part);
  YamlNode unread(const Part& part) const;
  bool begins_fields(const Part& part) const;
  bool take_items(const Part& part, YamlNode& list, YamlNode& out);
  void entry(const Part& part, YamlNode& out);
  YamlNode sequence(TextRange where, std::uint32_t column);
  YamlNode below(const Part& part, std::uint32_t behind, std::uint32_t next, std::string_view key);
  YamlNode value(const Part& part, std::uint32_t at, std::string_view key);
  YamlNode quoted(const Part& part, std::uint32_t at, std::string_view key);
  YamlNode flow(const Part& part, std::uint32_t at, std::string_view key);
  YamlNode block(const Part& part, std::uint32_t at, std::string_view key);
  YamlNode unquoted(const Part& part, std::uint32_t at, std::string_view key);
  YamlNode meant(MeantValue&& value, std::string_view key);
  YamlNode as_text(const Part& part, std::uint32_t at);
  std::optional<YamlNode> alias_at(const Part& part, std::uint32_t at);
  void tell(TextRange range, std::string_view key, std::string message);
  void tell_entry(const Part& part, std::string_view key, std::string message);
  void tell_unread(const Part& part, std::string_view key);
  std::string out_of_place(std::uint32_t first) const;
  std::optional<TextRange> line_behind(const Part& part, std::uint32_t end) const;
  bool spend(std::size_t bytes);
  bool is_line_over(std::uint32_t at) const { return baton::is_line_over(source_, at); }
  std::string_view upto(const Part& part) const { return source_.substr(0, part.range.end); }

  std::string_view source_;
  std::vector<YamlProblem>& problems_;
  UnknownAliases aliases_;
  std::size_t budget_;  // bytes that may still be tried: faults inside faults cost a few readings
  int depth_ = 0;
  int fields_depth_ = 1;       // in a list of fields, which belongs in no list, of its items
  bool silent_ = false;        // something in the entry is no YAML by itself, and yet no fault
  int tries_ = 64;             // how many more entries are read with the anchors above them
  std::vector<Part> anchors_;  // sound entries of the outermost mapping that name a value for later ones
};

// A reading that fails has a price of its own, however short it is.
bool Recovery::spend(std::size_t bytes) {
  constexpr std::size_t price = 256;
  if (bytes + price > budget_) return false;
  budget_ -= bytes + price;
  return true;
}

void Recovery::tell(TextRange range, std::string_view key, std::string message) {
  YamlProblem problem;
  problem.range = range;
  if (range.empty() && range.end < source_.size()) ++problem.range.end;
  problem.subject = key;
  problem.message = std::move(message);
  problems_.push_back(std::move(problem));
}

// On the first line of the entry.
void Recovery::tell_entry(const Part& part, std::string_view key, std::string message) {
  const Line line = line_at(source_, part.range.begin);
  tell(trimmed(source_, {part.range.begin, std::min(line.end, part.range.end)}), key, std::move(message));
}

// Where nothing better is known: a tab that indents, a line that stands deeper than it may, or the entry.
void Recovery::tell_unread(const Part& part, std::string_view key) {
  Line line = line_at(source_, part.range.begin);
  while (line.next < part.range.end) {
    line = line_at(source_, line.next);
    const std::uint32_t first = skip_blanks(source_, line.begin);
    if (first >= line.end) continue;
    const std::size_t tab = source_.substr(line.begin, first - line.begin).find('\t');
    if (tab == std::string_view::npos) continue;
    const std::uint32_t at = line.begin + offset32(tab);
    return tell({at, at + 1}, key, "a tab indents this line, where YAML wants blanks");
  }
  tell_entry(part, key,
             "its value is neither a text, a list nor a mapping that YAML can read; put a text in quotes");
}

// What is wrong with a line that stands behind a whole value.
std::string Recovery::out_of_place(std::uint32_t first) const {
  if (depth_ == 1 && source_[first] == '-' && ends_token(source_, first + 1))
    return "this line begins a list's item, and no list stands above it; leave out the \"- \"";
  return "this line is indented, yet belongs to no list or mapping";
}

// The next line of a part that holds something, behind a value that ends at `end`. A tab is told of
// otherwise.
std::optional<TextRange> Recovery::line_behind(const Part& part, std::uint32_t end) const {
  for (std::uint32_t at = line_at(upto(part), end).next; at < part.range.end;) {
    const Line line = line_at(upto(part), at);
    std::uint32_t first = line.begin;
    while (first < line.end && source_[first] == ' ') ++first;
    if (first < line.end && source_[first] == '\t') return std::nullopt;
    if (first < line.end && source_[first] != '#') return TextRange{first, line.end};
    at = line.next;
  }
  return std::nullopt;
}

// An entry that uses names which entries above it define: read with them, and everything else blank.
LibraryReading Recovery::with_anchors(const Part& part) {
  if (depth_ > 1 || tries_ == 0 || anchors_.empty() || !has_mark(piece(source_, part.range), '*')) return {};
  const TextRange where{anchors_.front().range.begin, part.range.end};
  if (!spend(where.size())) return {};
  --tries_;
  std::string text(source_.substr(0, where.begin));
  for (const Part& anchor : anchors_) {
    text.resize(anchor.range.begin - anchor.column, '\n');
    text.append(anchor.column, ' ').append(piece(source_, anchor.range));
  }
  text.resize(part.range.begin - part.column, '\n');
  text.append(part.column, ' ').append(piece(source_, part.range));
  LibraryReading library = read_yaml_by_library(text, where);
  if (library.node)
    std::erase_if(library.node->entries,
                  [&](const YamlEntry& entry) { return entry.key_range.begin < part.range.begin; });
  return library;
}

// The key or dash of a part whose value is not read.
YamlNode Recovery::unread(const Part& part) const {
  YamlNode out;
  const std::uint32_t colon = key_end(source_, part.range.begin, line_at(upto(part), part.range.begin).end);
  const std::uint32_t behind = (colon == 0 ? part.range.begin : colon) + 1;
  YamlNode value;
  value.range = {behind, behind};
  value.map = SourceMap::identity(behind, 0);
  if (source_[part.range.begin] == '-') {
    out.kind = YamlNode::Kind::sequence;
    out.range = {part.range.begin, behind};
    out.items.push_back(std::move(value));
  } else if (colon != 0) {
    out.kind = YamlNode::Kind::mapping;
    out.range = {part.range.begin, behind};
    YamlEntry& entry = out.entries.emplace_back();
    entry.key = trimmed(source_.substr(part.range.begin, colon - part.range.begin));
    entry.key_range = {part.range.begin, part.range.begin + offset32(entry.key.size())};
    entry.range = out.range;
    entry.value = std::move(value);
  }
  return out;
}

std::optional<YamlNode> Recovery::whole(const Part& part) {
  FastReading fast = read_yaml_fast(source_, part.range, part.column);
  if (fast.node || fast.refused || !spend(part.range.size())) return std::move(fast.node);
  LibraryReading library = read_yaml_by_library(source_.substr(0, part.range.end), part.range);
  if (!library.node && !library.too_deep) library = with_anchors(part);
  if (library.node && depth_ == 1 && has_mark(piece(source_, part.range), '&')) anchors_.push_back(part);
  if (!library.node && !library.too_deep && has_mark(piece(source_, part.range), '*') &&
      spend(part.range.end))
    library.node = aliases_.read(part.range, part.column);
  if (!library.too_deep) return std::move(library.node);
  YamlProblem problem;
  problem.kind = YamlProblem::Kind::too_deep;
  problem.range = trimmed(source_, line_at(upto(part), part.range.begin).range());
  problem.range.begin = part.range.begin;
  YamlNode out = unread(part);
  if (out.is_mapping()) problem.subject = out.entries.front().key;
  problems_.push_back(std::move(problem));
  return out;
}

YamlNode Recovery::mapping(TextRange where, std::uint32_t column) {
  YamlNode out;
  out.range = {where.begin, where.begin};
  if (++depth_ > max_depth) {
    YamlProblem problem;
    problem.kind = YamlProblem::Kind::too_deep;
    problem.range = {where.begin, std::max(where.begin + 1, line_at(source_, where.begin).end)};
    problems_.push_back(std::move(problem));
  } else {
    bool told_column = false;  // the first line that is out of line stands for those below it
    for (const Part& part : parts_of(source_, where, column, false)) {
      if (depth_ == 1) silent_ = false;
      const bool out_of_line = part.column < column;
      if (out_of_line && !told_column)
        tell(trimmed(source_, line_at(upto(part), part.range.begin).range()), "",
             "this line is indented less than the entries above it, and so belongs to none of them");
      told_column = told_column || out_of_line;
      std::optional<YamlNode> read = whole(part);
      if (!read && depth_ == 1 && begins_fields(part)) {
        fields_depth_ = 3;
        read = sequence(part.range, part.column);
        fields_depth_ = 1;
      }
      if (read) {
        if (take_items(part, *read, out)) continue;
        for (YamlEntry& entry : read->entries) out.entries.push_back(std::move(entry));
        if (!read->is_sequence() && !read->is_scalar()) continue;
      }
      entry(part, out);
    }
  }
  --depth_;
  leave_out_unknown(out);
  if (out.entries.empty()) return out;
  out.kind = YamlNode::Kind::mapping;
  out.range = {out.entries.front().range.begin, out.entries.back().range.end};
  return out;
}

// "- key: value"
bool Recovery::begins_fields(const Part& part) const {
  const std::uint32_t at = part.range.begin;
  const Line line = line_at(upto(part), at);
  if (source_[at] != '-' || !ends_token(source_, at + 1)) return false;
  const std::uint32_t key = skip_blanks(source_, at + 1);
  return key < line.end && key_end(source_, key, line.end) != 0;
}

// A list of them where "key: value" belongs: what the items of the list hold was meant as entries.
bool Recovery::take_items(const Part& part, YamlNode& list, YamlNode& out) {
  const auto is_new = [&](const YamlEntry& entry) { return out.find(entry.key) == nullptr; };
  const auto holds_fields = [&](const YamlNode& item) {
    return item.is_mapping() && std::ranges::all_of(item.entries, is_new);
  };
  if (depth_ != 1 || source_[part.range.begin] != '-' || !list.is_sequence()) return false;
  if (!std::ranges::all_of(list.items, holds_fields)) return false;
  tell(trimmed(source_, line_at(upto(part), part.range.begin).range()), "",
       "its fields stand in a list; leave out the \"- \" before each");
  for (YamlNode& item : list.items)
    for (YamlEntry& entry : item.entries) out.entries.push_back(std::move(entry));
  return true;
}

void Recovery::entry(const Part& part, YamlNode& out) {
  const Line line = line_at(upto(part), part.range.begin);
  const std::uint32_t colon = key_end(source_, part.range.begin, line.end);
  if (colon == 0) {
    const TextRange range = trimmed(source_, {part.range.begin, line.end});
    if (range.empty()) return;  // a form feed
    // Deeper, a line with marks may be one of a text.
    const bool may_be_key = depth_ == 1 || is_letter(source_[range.begin]);
    const MarkedKey nearly = may_be_key ? nearly_key(piece(source_, range)) : MarkedKey{};
    // Of several such lines in a row the first stands for all.
    const bool again = !problems_.empty() && problems_.back().subject.empty() && nearly.name.empty() &&
                       trimmed(piece(source_, {problems_.back().range.end, range.begin})).empty();
    const std::string_view to_indent = "; indent it by two blanks if it goes on with the value above";
    if (again)
      problems_.back().range.end = range.end;
    else if (!nearly.fault.empty())
      tell(range, nearly.name, std::string(nearly.fault));
    else
      tell(range, "", "this line is no \"key: value\"" + std::string(out.entries.empty() ? "" : to_indent));
    return;
  }
  YamlEntry found;
  std::uint32_t end = colon;
  while (end > part.range.begin && is_blank(source_[end - 1])) --end;
  found.key_range = {part.range.begin, end};
  found.key = source_.substr(part.range.begin, end - part.range.begin);
  if (found.key.size() >= 2 && (found.key.front() == '"' || found.key.front() == '\'')) {
    QuotedScan key = scan_quoted(source_, part.range.begin, -1);
    if (key.closed && key.scalar.range.end == end) found.key = std::move(key.scalar.text);
  }
  const std::size_t told = problems_.size();
  // Deeper, it may be a line of a text; and so may one of several words be anywhere.
  if (const MarkedKey meant = key_in_marks(found.key); depth_ == fields_depth_ && !meant.name.empty()) {
    tell(found.key_range, meant.name, std::string(meant.fault));
    found.key = std::string(meant.name);
  }
  if (is_line_over(colon + 1))
    found.value = below(part, colon + 1, line.next, found.key);
  else
    found.value = value(part, skip_blanks(source_, colon + 1), found.key);
  if (problems_.size() == told && !silent_) tell_unread(part, found.key);
  found.range = {found.key_range.begin, std::max(colon + 1, found.value.range.end)};
  out.entries.push_back(std::move(found));
}

// A value that begins on a line below its key or dash.
YamlNode Recovery::below(const Part& part, std::uint32_t behind, std::uint32_t next, std::string_view key) {
  YamlNode out;
  out.range = {behind, behind};
  out.map = SourceMap::identity(behind, 0);
  for (std::uint32_t at = next; at < part.range.end;) {
    const Line line = line_at(upto(part), at);
    std::uint32_t first = line.begin;
    while (first < line.end && source_[first] == ' ') ++first;
    at = line.next;
    if (first >= line.end || source_[first] == '#') continue;
    if (source_[first] == '\t') return out;
    const TextRange inside{first, part.range.end};
    if (source_[first] == '-' && ends_token(source_, first + 1)) return sequence(inside, first - line.begin);
    if (key_end(source_, first, line.end) != 0) return mapping(inside, first - line.begin);
    return value(part, first, key);
  }
  return out;
}

YamlNode Recovery::sequence(TextRange where, std::uint32_t column) {
  YamlNode out;
  out.kind = YamlNode::Kind::sequence;
  out.range = {where.begin, where.begin};
  if (++depth_ > max_depth) {
    --depth_;
    return out;
  }
  for (const Part& part : parts_of(source_, where, column, true)) {
    if (std::optional<YamlNode> read = whole(part); read && read->is_sequence()) {
      for (YamlNode& item : read->items) out.items.push_back(std::move(item));
    } else if (source_[part.range.begin] != '-' || !ends_token(source_, part.range.begin + 1)) {
      tell_entry(part, "", "this line is no item of the list above it; begin it with \"- \"");
      continue;
    } else {
      const Line line = line_at(upto(part), part.range.begin);
      const std::uint32_t at = skip_blanks(source_, part.range.begin + 1);
      const std::uint32_t own = part.column + (at - part.range.begin);
      const std::size_t told = problems_.size();
      if (is_line_over(part.range.begin + 1))
        out.items.push_back(below(part, part.range.begin + 1, line.next, ""));
      else if (source_[at] == '-' && ends_token(source_, at + 1))
        out.items.push_back(sequence({at, part.range.end}, own));
      else if (key_end(source_, at, line.end) != 0 && source_[at] != '[' && source_[at] != '{')
        out.items.push_back(mapping({at, part.range.end}, own));
      else
        out.items.push_back(value(part, at, ""));
      if (problems_.size() == told && !silent_) tell_unread(part, "");
    }
    if (!out.items.empty()) out.range.end = std::max(out.range.end, out.items.back().range.end);
  }
  leave_out_unknown(out);
  --depth_;
  return out;
}

YamlNode Recovery::value(const Part& part, std::uint32_t at, std::string_view key) {
  switch (source_[at]) {
    case '"':
    case '\'':
      return quoted(part, at, key);
    case '[':
    case '{':
      return flow(part, at, key);
    case '|':
    case '>':
      return block(part, at, key);
    default:
      break;
  }
  if (std::optional<YamlNode> alias = alias_at(part, at)) return std::move(*alias);
  const PlainScan strict = scan_plain(upto(part), at, part.column, false, false);
  const Line line = line_at(upto(part), at);
  const bool bad_begin = std::string_view("@`*%&!,-?:#]}").find(source_[at]) != std::string_view::npos;
  if (bad_begin || (strict.stop == PlainScan::Stop::colon && strict.stop_at < line.end))
    return unquoted(part, at, key);
  if (strict.stop == PlainScan::Stop::colon) {
    const std::uint32_t begin = line_begin(source_, strict.stop_at);
    tell(trimmed(source_, {begin, line_at(upto(part), begin).end}), key,
         "this line of its text reads as a key of its own; put the whole text in quotes");
    return as_text(part, at);
  }
  YamlNode out = as_text(part, at);
  const std::uint32_t next = line_at(upto(part), out.range.end).next;
  const std::uint32_t first = next < part.range.end ? skip_spaces(source_, next) : part.range.end;
  if (first < part.range.end && source_[first] != '#' && source_[next] != '\t')
    tell({first, line_at(upto(part), first).end}, key,
         strict.stop == PlainScan::Stop::comment
             ? std::string("behind a comment this line does not go on with the text above; put the whole "
                           "text in quotes")
             : out_of_place(first));
  return out;
}

// "*name" alone, where something above is called so.
std::optional<YamlNode> Recovery::alias_at(const Part& part, std::uint32_t at) {
  if (source_[at] != '*' || !spend(at)) return std::nullopt;
  const auto alias = aliases_.alias_at(at, part.range.end);
  if (!alias || !is_line_over(alias->end)) return std::nullopt;
  silent_ = true;
  return unknown_value(*alias);
}

YamlNode Recovery::as_text(const Part& part, std::uint32_t at) {
  return scalar_node(scan_plain(upto(part), at, part.column, false, true).scalar);
}

YamlNode Recovery::meant(MeantValue&& value, std::string_view key) {
  YamlProblem problem;
  problem.kind = YamlProblem::Kind::unquoted_value;
  problem.range = value.range;
  problem.subject = key;
  problem.replacement = std::move(value.written);
  problems_.push_back(std::move(problem));
  YamlNode out = scalar_node(std::move(value.scalar));
  out.tagged_string = true;
  return out;
}

YamlNode Recovery::unquoted(const Part& part, std::uint32_t at, std::string_view key) {
  return meant(plain_as_meant(upto(part), at, part.column), key);
}

YamlNode Recovery::quoted(const Part& part, std::uint32_t at, std::string_view key) {
  QuotedScan scan = scan_quoted(upto(part), at, part.column);
  const std::string quote(1, source_[at]);
  if (!scan.closed) {
    tell_entry(part, key,
               "its text begins with " + quote + " and no " + quote +
                   " closes it; put one behind it, or none before it");
    YamlNode out = as_text(part, at);
    out.tagged_string = true;
    return out;
  }
  if (!is_line_over(scan.scalar.range.end)) {
    auto json = json_as_meant(upto(part), scan);
    return json ? meant(std::move(*json), key) : unquoted(part, at, key);
  }
  if (const auto odd = line_behind(part, scan.scalar.range.end); odd && scan.bad_escapes.empty())
    tell(*odd, key, out_of_place(odd->begin));
  for (const TextRange escape : scan.bad_escapes)
    tell(escape, key,
         "YAML has no escape \"" + std::string(piece(source_, escape)) +
             "\"; double the backslash, or put the text in single quotes");
  return scalar_node(std::move(scan.scalar));
}

YamlNode Recovery::flow(const Part& part, std::uint32_t at, std::string_view key) {
  const std::uint32_t end = flow_end(upto(part), at, part.column);
  const std::string open(1, source_[at]);
  if (end == 0) {
    tell_entry(
        part, key,
        "its \"" + open + "\" is never closed; close it with \"" + (source_[at] == '[' ? "]" : "}") + "\"");
    YamlNode out = as_text(part, at);
    out.tagged_string = true;
    return out;
  }
  const std::string_view inside = source_.substr(at, end - at);
  const bool is_text = inside.find(source_[at] == '[' ? "," : ":") == std::string_view::npos;
  // "[Full mode only]" above more text is text; "["a"]" is a list.
  const std::size_t first = std::min(inside.find_first_not_of(" \n", 1), inside.size() - 1);
  const bool holds_values = !is_text || inside[first] == '"' || inside[first] == '\'';
  if (const auto odd = line_behind(part, end); odd && holds_values && is_line_over(end) && spend(end - at)) {
    LibraryReading library = read_yaml_by_library(source_.substr(0, end), {at, end});
    if (library.node && (library.node->is_sequence() || library.node->is_mapping())) {
      tell(*odd, key, out_of_place(odd->begin));
      return std::move(*library.node);
    }
  }
  if (!is_line_over(end) || is_text) return unquoted(part, at, key);
  tell({at, end}, key, fault_in_brackets(inside));
  YamlNode out = as_text(part, at);
  out.tagged_string = true;
  return out;
}

YamlNode Recovery::block(const Part& part, std::uint32_t at, std::string_view key) {
  BlockScan scan = scan_block(upto(part), at, part.column);
  const std::string mark(1, source_[at]);
  if (!scan.bad_header.empty()) {
    if (scan.scalar.text.empty()) return unquoted(part, at, key);
    tell(scan.bad_header, key, "text stands behind \"" + mark + "\"; begin it on the next line");
  } else if (scan.tab) {
    tell(*scan.tab, key, "a tab indents this text, where YAML wants blanks");
  } else if (!scan.deep_blank.empty()) {
    tell(scan.deep_blank, key, "this line of blanks is indented more than the text below it; leave it empty");
  } else if (!scan.shallow.empty()) {
    tell(scan.shallow.front(), key, "this line is indented less than the text that it goes on with");
  }
  return scalar_node(std::move(scan.scalar));
}

}  // namespace

YamlNode recover_mapping(std::string_view source, TextRange where, std::uint32_t column,
                         std::vector<YamlProblem>& problems) {
  return Recovery(source.substr(0, where.end), problems, where.size()).mapping(where, column);
}

}  // namespace baton
