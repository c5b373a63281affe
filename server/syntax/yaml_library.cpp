// yaml-cpp tells where things begin; a cursor goes along behind it and finds where they end. Aliases become
// copies of what they stand for. The library's exceptions end here.
#include "server/syntax/yaml_library.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <map>
#include <streambuf>
#include <string>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

constexpr std::size_t max_depth = 64;
constexpr std::size_t max_alias_nodes = 10000;
constexpr std::size_t max_alias_bytes = 4 << 20;  // of the texts in them

struct TooDeep {};

// What would make the library read another encoding, stop early, or count bytes otherwise is hidden behind a
// letter that means nothing to YAML, also behind a backslash.
constexpr char hidden = 'q';

std::string readable(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size();) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte < 0x80) {
      if (byte < 0x20 && out[i] != '\n' && out[i] != '\t') out[i] = hidden;
      ++i;
      continue;
    }
    const Utf8Character character = utf8_at(text, i);
    if (!character.valid || character.code_point == 0xFEFF)
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(i), character.size, hidden);
    i += character.size;
  }
  return out;
}

class MemoryStream : public std::streambuf {
 public:
  explicit MemoryStream(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

struct Weight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
};
void weigh(const YamlNode& node, Weight& weight) {
  ++weight.nodes;
  weight.bytes += node.text.size();
  for (const YamlNode& item : node.items) weigh(item, weight);
  for (const YamlEntry& entry : node.entries) {
    weight.bytes += entry.key.size();
    weigh(entry.value, weight);
  }
}

class Builder : public YAML::EventHandler {
 public:
  // `shown` is what the library sees of the source from `begin` on.
  Builder(std::string_view source, std::uint32_t begin, std::string_view shown)
      : source_(source), shown_(shown), begin_(begin), cursor_(begin) {}

  YamlNode take_root() { return std::move(root_); }
  // The library takes a quoted text that nothing closes for a whole one if a line end stands before the end,
  // and a line without ":" in a mapping for a key.
  bool complete() const { return complete_ && !unclosed_ && !bare_line_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override {
    // The library's mark is the next token's: the place is behind the ":" or "-" that the value is missing
    // from.
    skip_to_indicator();
    YamlNode node;
    node.range = {cursor_, cursor_};
    node.map = SourceMap::identity(cursor_, 0);
    add(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::uint32_t at = place(mark);
    const std::uint32_t end = behind_name(at);
    weigh(anchors_[anchor], aliased_);
    if (aliased_.nodes > max_alias_nodes || aliased_.bytes > max_alias_bytes) throw TooDeep();
    YamlNode node = anchors_[anchor];
    node.range = {at, end};
    cursor_ = end;
    add(std::move(node), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    std::uint32_t at = behind_properties(place(mark));
    const std::string_view next = source_.substr(at, 1);
    const bool missing =
        value.empty() && (next.empty() || std::string_view("\"'|>").find(next) == std::string_view::npos);
    if (missing) at = trimmed(source_, {place(mark), at}).end;  // only a tag or an anchor
    YamlNode node = missing ? empty_at(at) : scalar_at(at, value);
    node.tagged_string = tag.ends_with(":str");
    cursor_ = std::max(cursor_, node.range.end);
    add(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(mark, anchor, YamlNode::Kind::sequence, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, anchor, YamlNode::Kind::mapping, style);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    bool flow = false;
    char bracket = 0;  // what closes it; none: a pair in a list ("[a: b]"), or a block
    bool has_key = false;
    std::uint32_t column = 0;  // of a block collection
    YamlEntry entry;           // the mapping's entry whose value is awaited
  };

  static bool is_flow_mark(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

  std::uint32_t place(const YAML::Mark& mark) const {
    const auto at = begin_ + static_cast<std::uint32_t>(mark.pos < 0 ? 0 : mark.pos);
    return std::min(at, offset32(source_.size()));
  }

  // Behind the "&name" or "*name" at `at`.
  std::uint32_t behind_name(std::uint32_t at) const {
    while (at < source_.size() && !is_space(shown_[at - begin_]) && !is_flow_mark(shown_[at - begin_])) ++at;
    return at;
  }

  // Behind the "!tag" at `at`: it ends at the first character that no tag has, and the value may follow at
  // once.
  std::uint32_t behind_tag(std::uint32_t at) const {
    const std::string_view tag = shown_.substr(at - begin_);
    if (tag.starts_with("!<")) return at + offset32(std::min(tag.find('>'), tag.size() - 1)) + 1;
    const auto is_part = [](char c) {
      return is_word(c) || std::string_view("!-#;/?:@&=+$.~*'()%").find(c) != std::string_view::npos;
    };
    std::size_t end = 0;
    while (end < tag.size() && is_part(tag[end])) ++end;
    return at + offset32(end);
  }

  // Behind "&anchor" and "!tag" in front of a value.
  std::uint32_t behind_properties(std::uint32_t at) const {
    while (at < source_.size() && (source_[at] == '&' || source_[at] == '!'))
      at = skip_spaces(source_, source_[at] == '&' ? behind_name(at) : behind_tag(at));
    return at;
  }

  // The indent that the lines of a scalar must exceed; within brackets the library asks for none.
  std::int64_t indent() const {
    return stack_.empty() || in_flow() ? -1 : std::int64_t{stack_.back().column};
  }
  bool in_flow() const { return !stack_.empty() && stack_.back().flow; }

  static YamlNode empty_at(std::uint32_t at) {
    YamlNode out;
    out.kind = YamlNode::Kind::scalar;
    out.range = {at, at};
    out.map = SourceMap::identity(at, 0);
    return out;
  }

  // Where a scalar's text stands: without quotes or block header.
  TextRange inside(const ScannedScalar& scalar) const {
    const bool quoted =
        scalar.style == ScalarStyle::double_quoted || scalar.style == ScalarStyle::single_quoted;
    if (quoted && scalar.range.size() >= 2) return {scalar.range.begin + 1, scalar.range.end - 1};
    const bool block = scalar.style == ScalarStyle::literal || scalar.style == ScalarStyle::folded;
    if (!block) return scalar.range;
    return {std::min(line_at(source_, scalar.range.begin).next, scalar.range.end), scalar.range.end};
  }

  // The library makes other bytes of these escapes than UTF-8.
  bool has_odd_escape(const ScannedScalar& scalar) const {
    const std::string_view written = piece(source_, scalar.range);
    return scalar.style == ScalarStyle::double_quoted &&
           (written.find("\\_") != std::string_view::npos || written.find("\\N") != std::string_view::npos);
  }

  YamlNode scalar_at(std::uint32_t at, const std::string& value) {
    ScannedScalar scan;
    const char first = at < source_.size() ? source_[at] : '\n';
    if (first == '"' || first == '\'') {
      QuotedScan quoted = scan_quoted(source_, at, -1);
      unclosed_ = unclosed_ || !quoted.closed;
      scan = std::move(quoted.scalar);
    } else if ((first == '|' || first == '>') && !in_flow()) {
      scan = scan_block(source_, at, indent()).scalar;
    } else {
      scan = scan_plain(source_, at, indent(), in_flow(), false).scalar;
    }
    if (scan.text != value && readable(scan.text) != value && !has_odd_escape(scan)) {
      // A corner in which the two readings differ: the library's text, which stands for its source as a
      // whole.
      scan.text = value;
      scan.map = SourceMap();
      const TextRange where = inside(scan);
      scan.map.append_whole(where.begin, where.size(), offset32(value.size()));
    }
    return scalar_node(std::move(scan));
  }

  // "? key"
  bool is_explicit(TextRange key) const {
    std::uint32_t at = key.begin;
    while (at > begin_ && is_space(source_[at - 1])) --at;
    return at > begin_ && source_[at - 1] == '?';
  }

  void skip_to_indicator() {
    std::uint32_t at = cursor_;
    const bool of_mapping = !stack_.empty() && stack_.back().node.is_mapping();
    const bool behind = !of_mapping || stack_.back().has_key;
    while (at < source_.size()) {
      at = skip_spaces(source_, at);
      if (at < source_.size() && source_[at] == '#')
        at = line_at(source_, at).next;
      else
        break;
    }
    const char wanted = of_mapping ? ':' : '-';
    const bool there = at < source_.size() && source_[at] == wanted;
    if (of_mapping && behind && !in_flow() && !there && !is_explicit(stack_.back().entry.key_range))
      bare_line_ = true;
    if (behind && !in_flow() && at < source_.size() && source_[at] == wanted) cursor_ = at + 1;
    if (behind && in_flow() && at < source_.size() && source_[at] == ':') cursor_ = at + 1;
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind,
            YAML::EmitterStyle::value style) {
    if (stack_.size() >= max_depth) throw TooDeep();
    Open open;
    const std::uint32_t at = behind_properties(place(mark));
    open.node.kind = kind;
    open.node.range = {at, at};
    open.anchor = anchor;
    // A pair without a key, "[: a]", says of no style that it is one.
    open.flow = style == YAML::EmitterStyle::Flow || (style == YAML::EmitterStyle::Default && in_flow());
    // An anchor or tag in front of its first key begins its line.
    const std::uint32_t line = line_begin(source_, at);
    open.column = (place(mark) >= line ? place(mark) : at) - line;
    const char first = at < source_.size() ? source_[at] : '\n';
    if (open.flow && kind == YamlNode::Kind::sequence && first == '[') open.bracket = ']';
    if (open.flow && kind == YamlNode::Kind::mapping && first == '{') open.bracket = '}';
    cursor_ = std::max(cursor_, open.bracket != 0 ? at + 1 : at);
    stack_.push_back(std::move(open));
  }

  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (done.bracket != 0) {
      std::uint32_t at = cursor_;
      while (at < source_.size() && source_[at] != done.bracket) {
        if (source_[at] == '#' && at > 0 && is_space(source_[at - 1]))
          at = line_at(source_, at).next;
        else
          ++at;
      }
      cursor_ = std::min(at + 1, offset32(source_.size()));
    }
    done.node.range.end = std::max(done.node.range.begin, cursor_);
    add(std::move(done.node), done.anchor);
  }

  void add(YamlNode&& node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (stack_.empty()) {
      root_ = std::move(node);
      complete_ = true;
      return;
    }
    Open& top = stack_.back();
    if (top.node.is_sequence()) {
      top.node.items.push_back(std::move(node));
    } else if (!top.has_key) {
      top.entry = {};
      const bool scalar = node.is_scalar();
      top.entry.key = scalar ? std::move(node.text) : std::string(piece(source_, node.range));
      top.entry.key_range = node.range;
      top.has_key = true;
    } else {
      top.entry.range = {top.entry.key_range.begin, std::max(top.entry.key_range.end, node.range.end)};
      top.entry.value = std::move(node);
      top.node.entries.push_back(std::move(top.entry));
      top.has_key = false;
    }
  }

  std::string_view source_;
  std::string_view shown_;
  std::uint32_t begin_;
  std::uint32_t cursor_;  // behind the last thing that was read
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  Weight aliased_;
  YamlNode root_;
  bool complete_ = false;
  bool unclosed_ = false;
  bool bare_line_ = false;
};

}  // namespace

LibraryReading read_yaml_by_library(std::string_view source, TextRange where) {
  LibraryReading out;
  // What stands before it in its line ("- ") is blank to the library, so that columns stay what they are.
  const std::uint32_t begin = line_begin(source, where.begin);
  std::string text = readable(source.substr(begin, where.end - begin));
  std::fill_n(text.begin(), where.begin - begin, ' ');
  MemoryStream memory(text);
  std::istream stream(&memory);
  try {
    YAML::Parser parser(stream);
    Builder builder(source.substr(0, where.end), begin, text);
    if (!parser.HandleNextDocument(builder) || !builder.complete()) return out;
    // A second document would be one that "---" begins, and that ends the front matter.
    Builder behind(source.substr(0, where.end), begin, text);
    if (parser.HandleNextDocument(behind)) return out;
    out.node = builder.take_root();
  } catch (const TooDeep&) {
    out.too_deep = true;
  } catch (const YAML::DeepRecursion&) {
    out.too_deep = true;
  } catch (const YAML::Exception&) {
    return out;
  }
  return out;
}

}  // namespace baton
