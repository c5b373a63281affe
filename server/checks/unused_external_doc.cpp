// unused-external-doc: the front matter gives a doc a name, and the body never sends a reader there. A path
// in plain text or code, and the name in marks, send there too.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/link_places.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"

namespace baton {
namespace {

// Words of the body as they could stand for a doc: file names in any case, and names in marks.
class Mentions {
 public:
  explicit Mentions(const Document& document) {
    const std::uint32_t begin = document.front_matter.present ? document.front_matter.range.end : 0;
    const std::string_view body = std::string_view(document.text).substr(begin);
    for (std::size_t i = 0; i < body.size();) {
      std::size_t end = i;
      while (end < body.size() && !ends_word(body[end])) ++end;
      if (end > i)
        add(body.substr(i, end - i), i > 0 ? body[i - 1] : ' ', end < body.size() ? body[end] : ' ');
      i = end + 1;
    }
  }
  // Of a file name with blanks the last word: more than enough to be silent.
  bool hold_file(std::string_view path) const {
    const std::string_view name = path::file_name(path);
    return files_.contains(fold_case(name.substr(name.find_last_of(" ()") + 1)));
  }
  bool hold_name(std::string_view name) const { return names_.contains(fold_case(name)); }

 private:
  static bool ends_word(char c) {
    static constexpr auto ends = [] {
      std::array<bool, 256> table{};
      for (const char end : std::string_view(" \t\r\n\f\v()[]{}<>`\"'|,;*"))
        table[static_cast<unsigned char>(end)] = true;
      return table;
    }();
    return ends[static_cast<unsigned char>(c)];
  }
  void add(std::string_view word, char before, char behind) {
    constexpr std::string_view marks = "`{[\"'*<";
    constexpr std::string_view ends = ".:!?";
    while (!word.empty() && ends.find(word.back()) != ends.npos) word.remove_suffix(1);
    if (word.empty()) return;
    if (marks.find(before) != marks.npos && !is_space(behind)) names_.insert(fold_case(word));
    // "external_docs.guide"
    if (const std::size_t docs = word.find("docs."); docs != word.npos)
      names_.insert(fold_case(word.substr(docs + 5)));
    word = word.substr(0, word.find_first_of("#?"));
    if (word.find('.') != word.npos) files_.insert(fold_case(decode_percent(path::file_name(word))));
  }

  std::set<std::string> files_;
  std::set<std::string> names_;
};

// From the name to the end of the path, quotes included, where that is one line; else the name.
TextRange entry_range(const Document& document, const ExternalDoc& doc) {
  TextRange range{std::min(doc.name.range.begin, doc.path.range.begin),
                  std::max(doc.name.range.end, doc.path.range.end)};
  if (document.slice(range).find_first_of("\r\n") != std::string_view::npos) return doc.name.range;
  const std::string_view text = document.text;
  const std::uint32_t before = doc.path.range.begin;
  if (before > 0 && range.end < text.size() && (text[before - 1] == '"' || text[before - 1] == '\'') &&
      text[range.end] == text[before - 1])
    ++range.end;
  return range;
}

std::set<std::string> linked_files(const std::vector<LinkPlace>& links) {
  std::set<std::string> out;
  for (const LinkPlace& place : links)
    if (place.link->kind != Link::Kind::external_doc) out.insert(place.target.path);
  return out;
}

}  // namespace

void check_unused_external_doc(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.external_docs.empty()) return;
  const std::set<std::string> linked = linked_files(input.links);
  std::optional<Mentions> mentions;  // read when the first doc is not linked
  for (const LinkPlace& place : input.links) {
    if (place.link->kind != Link::Kind::external_doc) continue;
    const ExternalDoc& doc = document.external_docs[*place.link->external_doc];
    if (doc.name.text.empty()) continue;
    const PathLookup& target = place.target;
    // One that is not there is missing-external-doc's matter.
    if (target.presence != Presence::exists || target.is_folder) continue;
    if (linked.contains(target.path)) continue;
    if (!mentions) mentions.emplace(document);
    if (mentions->hold_file(target.path) || mentions->hold_file(place.link->path) ||
        mentions->hold_name(doc.name.text))
      continue;
    findings
        .add(entry_range(document, doc), "the body never links the external doc " + quoted(doc.name.text) +
                                             " (" + path_words(input, place) + ')')
        .unnecessary = true;
  }
}

}  // namespace baton
