// See new_external_doc.h. The last entry shows the form: its indent or brackets, and its quotes.
#include "server/checks/new_external_doc.h"

#include <algorithm>

#include "server/base/path.h"
#include "server/syntax/lines.h"
#include "server/syntax/modes.h"

namespace baton {
namespace {

const YamlNode* external_docs(const Document& document) {
  for (const std::string_view key : external_doc_keys)
    if (const YamlEntry* found = document.front_matter.root.find(key)) return &found->value;
  return nullptr;
}

bool is_plain(std::string_view path) {
  return std::ranges::all_of(path, [](char c) { return is_word(c) || c == '-' || c == '.' || c == '/'; });
}

// Written in any style of YAML as it is, and read back as it is: a "%" or "#" would be read otherwise.
bool can_be_written(std::string_view path) {
  return !path.empty() && std::ranges::all_of(path, [](char c) {
    return is_word(c) || is_beyond_ascii(c) || c == '-' || c == '.' || c == '/' || c == ' ';
  });
}

std::string in_quotes_of(const Document& document, const YamlNode& last, std::string_view path) {
  const char first = last.range.empty() ? '"' : document.text[last.range.begin];
  if (first != '"' && first != '\'' && is_plain(path)) return std::string(path);
  const char quote = first == '\'' ? '\'' : '"';
  return quote + std::string(path) + quote;
}

// "release-guide" for "../docs/release-guide.md", with a number where the name is taken.
std::string name_for(std::string_view path, const YamlNode& docs) {
  std::string stem;
  for (const char c : path::stem(path)) stem += is_word(c) || is_beyond_ascii(c) || c == '-' ? c : '-';
  if (stem.empty() || !(is_letter(stem.front()) || is_beyond_ascii(stem.front()))) stem = "doc-" + stem;
  std::string name = stem;
  for (std::size_t i = 2; docs.find(name) != nullptr; ++i) name = stem + '-' + std::to_string(i);
  return name;
}

// What stands before `at` in its line.
std::string_view before_in_line(const Document& document, std::uint32_t at) {
  const std::uint32_t begin = line_begin(document.text, at);
  return document.slice({begin, at});
}

}  // namespace

std::optional<NewExternalDoc> add_external_doc(const CheckInput& input, std::string_view path) {
  const Document& document = input.document;
  const YamlNode* docs = external_docs(document);
  if (docs == nullptr || !can_be_written(path) || docs->range.empty()) return std::nullopt;
  const bool is_map = docs->is_mapping() && !docs->entries.empty();
  if (!is_map && (!docs->is_sequence() || docs->items.empty())) return std::nullopt;
  const YamlNode& last = is_map ? docs->entries.back().value : docs->items.back();
  const TextRange whole = is_map ? docs->entries.back().range : last.range;
  if (!last.is_scalar() || last.range.empty() ||
      document.slice(whole).find_first_of("\r\n") != std::string_view::npos)
    return std::nullopt;
  const std::string name = is_map ? name_for(path, *docs) : std::string(path);
  const std::string text = (is_map ? name + ": " : "") + in_quotes_of(document, last, path);
  const char open = document.text[docs->range.begin];
  if (open == '[' || open == '{') return NewExternalDoc{name, {{whole.end, whole.end}, ", " + text}};

  // A line of its own behind the last one's: "  name: path" or "  - path".
  const std::string_view before = before_in_line(document, whole.begin);
  const bool in_form = is_map ? trimmed(before).empty() : trimmed(before) == "-";
  if (!in_form) return std::nullopt;
  const Line line = line_at(document.text, line_begin(document.text, whole.begin));
  if (line.next == line.end) return std::nullopt;
  return NewExternalDoc{name,
                        {{line.next, line.next},
                         std::string(before) + text + std::string(document.slice({line.end, line.next}))}};
}

}  // namespace baton
