// The JSON library tells what it meets, in order, and not where; all that stands between two of its events is
// white space, commas and colons, so the place is found by walking along.
#include "server/workspace/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "server/base/utf8.h"

namespace baton {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest = 100;  // far from what a walk over the tree can bear

constexpr bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

// A word of letters and digits, a string to its quote or the line's end, or one character.
std::uint32_t token_end(std::string_view text, std::uint32_t begin) {
  std::size_t end = begin + 1;
  if (text[begin] == '"') {
    while (end < text.size() && text[end] != '"' && text[end] != '\n' && text[end] != '\r')
      end += text[end] == '\\' ? 2 : 1;
    end = std::min(end, text.size());
    if (end < text.size() && text[end] == '"') ++end;
  } else if (text.substr(begin, 2) == "//" || text.substr(begin, 2) == "/*") {
    end = begin + 2;
  } else if (!is_one_of(text[begin], "{}[],:'")) {
    while (end < text.size() && !is_white(text[end]) && !is_one_of(text[end], "{}[],:\"'/")) ++end;
  }
  return static_cast<std::uint32_t>(end);
}

// Behind the quote that closes the string which begins at `begin`, or the text's end.
std::size_t behind_string(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

class Reader : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(std::string_view text) : text_(text), at_(text_begin(text)) {}

  Manifest finish(bool complete) {
    if (complete) out_.root = std::move(root_);
    return std::move(out_);
  }

  bool null() override { return scalar(YamlNode::Kind::null, {}); }
  bool boolean(bool value) override { return scalar(YamlNode::Kind::scalar, value ? "true" : "false"); }
  bool number_integer(Json::number_integer_t) override { return number(); }
  bool number_unsigned(Json::number_unsigned_t) override { return number(); }
  bool number_float(Json::number_float_t, const Json::string_t&) override { return number(); }
  bool binary(Json::binary_t&) override { return false; }  // never in a text
  bool string(Json::string_t& value) override {
    const TextRange range = take_string();
    return place({YamlNode::Kind::scalar,
                  ScalarStyle::double_quoted,
                  range,
                  text_of(value, range),
                  {},
                  false,
                  {},
                  {}});
  }
  bool key(Json::string_t& value) override {
    YamlEntry entry;
    entry.key_range = take_string();
    entry.key = text_of(value, entry.key_range);
    entry.range = entry.key_range;
    open_.back().entries.push_back(std::move(entry));
    return true;
  }
  bool start_object(std::size_t) override { return start(YamlNode::Kind::mapping); }
  bool start_array(std::size_t) override { return start(YamlNode::Kind::sequence); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_too_large = 406;
    if (error.id == number_too_large) return false;  // JSON all the same: nothing more is said
    ManifestFault fault;
    fault.behind = at_;
    for (const YamlNode& node : open_) fault.open.push_back(node.range.begin);
    const auto bad = static_cast<std::uint32_t>(std::min(position > 0 ? position - 1 : 0, text_.size()));
    // On to the first thing that does not belong here; a comma and a colon may be what was read last.
    std::uint32_t at = skip_white(at_);
    char before = '\0';
    while (at < bad && is_one_of(text_[at], ",:")) {
      before = text_[at];
      at = skip_white(at + 1);
    }
    fault.token = at < text_.size() ? TextRange{at, token_end(text_, at)} : TextRange{at, at};
    fault.at = std::max(bad, at);
    fault.expected = expected(before);
    out_.fault = std::move(fault);
    return false;
  }

 private:
  ManifestFault::Expected expected(char before) const {
    using Expected = ManifestFault::Expected;
    if (open_.empty())
      return root_.kind == YamlNode::Kind::null && root_.range.empty() ? Expected::value : Expected::end;
    const YamlNode& node = open_.back();
    if (node.is_sequence())
      return before == ',' || node.items.empty() ? Expected::value : Expected::comma_or_close;
    if (before == ':') return Expected::value;
    if (before == ',' || node.entries.empty()) return Expected::key;
    return waits_for_value(node) ? Expected::colon : Expected::comma_or_close;
  }

  // An entry's range grows when its value is there.
  static bool waits_for_value(const YamlNode& object) {
    return !object.entries.empty() && object.entries.back().range == object.entries.back().key_range;
  }

  std::uint32_t skip_white(std::uint32_t at) const {
    while (at < text_.size() && is_white(text_[at])) ++at;
    return at;
  }
  // To the next token, of which the library says that it is there.
  void go_to_token() {
    while (at_ < text_.size() && (is_white(text_[at_]) || is_one_of(text_[at_], ",:"))) ++at_;
  }

  TextRange take_string() {
    go_to_token();
    const std::uint32_t begin = at_;
    at_ = static_cast<std::uint32_t>(behind_string(text_, begin));
    return {begin, at_};
  }

  // What the library read, or what stands between the quotes where it was not shown that: see shortened().
  std::string text_of(std::string& value, TextRange quoted) const {
    if (!value.empty()) return std::move(value);
    return std::string(text_.substr(quoted.begin + 1, quoted.size() - 2));
  }

  // RFC 8259, section 6. What is not a part of it is not taken: "01" is 0, and then something else.
  void take_number() {
    const auto take = [&](std::string_view characters) {
      if (at_ == text_.size() || !is_one_of(text_[at_], characters)) return false;
      ++at_;
      return true;
    };
    constexpr std::string_view digits = "0123456789";
    take("-");
    if (!take("0"))
      while (take(digits)) continue;
    if (take("."))
      while (take(digits)) continue;
    if (!take("eE")) return;
    take("+-");
    while (take(digits)) continue;
  }

  bool scalar(YamlNode::Kind kind, std::string_view word) {
    go_to_token();
    const std::uint32_t begin = at_;
    at_ += kind == YamlNode::Kind::null ? 4 : static_cast<std::uint32_t>(word.size());
    return place({kind, ScalarStyle::plain, {begin, at_}, std::string(word), {}, false, {}, {}});
  }

  bool number() {
    go_to_token();
    const std::uint32_t begin = at_;
    take_number();
    return place({YamlNode::Kind::scalar,
                  ScalarStyle::plain,
                  {begin, at_},
                  std::string(text_.substr(begin, at_ - begin)),
                  {},
                  false,
                  {},
                  {}});
  }

  bool start(YamlNode::Kind kind) {
    go_to_token();
    if (open_.size() == deepest) {
      out_.too_deep = true;
      return false;
    }
    YamlNode node;
    node.kind = kind;
    node.range = {at_, at_ + 1};
    ++at_;
    open_.push_back(std::move(node));
    return true;
  }

  bool end() {
    go_to_token();
    YamlNode node = std::move(open_.back());
    open_.pop_back();
    node.range.end = ++at_;
    return place(std::move(node));
  }

  bool place(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return true;
    }
    YamlNode& holder = open_.back();
    if (holder.is_sequence()) {
      holder.items.push_back(std::move(node));
    } else {
      YamlEntry& entry = holder.entries.back();
      entry.range.end = node.range.end;
      entry.value = std::move(node);
    }
    return true;
  }

  std::string_view text_;
  std::uint32_t at_;  // behind what was read last
  std::vector<YamlNode> open_;
  YamlNode root_;
  Manifest out_;
};

// The same for the library, which takes a byte at a time: one blank for many, and nothing between the quotes
// of a string that needs no escape.
std::string shortened(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at++;
    if (is_white(text[begin])) {
      while (at < text.size() && is_white(text[at])) ++at;
      out += ' ';
    } else if (text[begin] == '"') {
      const std::size_t close = text.find('"', at);
      if (close != std::string_view::npos && needs_no_escape(text.substr(at, close - at))) {
        at = close + 1;
        out += "\"\"";
      } else {
        at = behind_string(text, begin);
        out += text.substr(begin, at - begin);
      }
    } else {
      out += text[begin];
    }
  }
  return out;
}

}  // namespace

Manifest read_manifest(std::string_view text) {
  std::string valid;
  if (first_invalid_utf8(text) != std::string_view::npos) {
    valid = text;
    for (std::size_t at = 0; at < valid.size();) {
      const Utf8Character character = utf8_at(valid, at);
      if (!character.valid) valid[at] = '?';
      at += character.size;
    }
    text = valid;
  }
  Reader quick(text);
  if (Json::sax_parse(shortened(text), &quick)) return quick.finish(true);
  Reader reader(text);  // what is at fault, and where, the whole text says
  const bool complete = Json::sax_parse(text.begin(), text.end(), &reader);
  return reader.finish(complete);
}

std::shared_ptr<const ManifestFile> read_manifest_file(std::string text) {
  auto file = std::make_shared<ManifestFile>();
  file->manifest = read_manifest(text);
  file->text = std::move(text);
  return file;
}

std::shared_ptr<const Manifest> manifest_of(const Snapshot& snapshot, const std::string& path,
                                            const std::string& text) {
  const auto& known = *snapshot.parts().manifests;
  const auto found = known.find(path);
  if (found == known.end() || found->second->text != text)
    return std::make_shared<const Manifest>(read_manifest(text));
  return {found->second, &found->second->manifest};
}

bool is_string(const YamlNode& value) {
  return value.is_scalar() && value.style == ScalarStyle::double_quoted;
}

bool needs_no_escape(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < ' '); });
}

std::string_view string_at(const YamlNode& object, std::string_view key) {
  const YamlEntry* entry = object.find(key);
  if (entry == nullptr || !is_string(entry->value)) return {};
  return entry->value.text;
}

}  // namespace baton
