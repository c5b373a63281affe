// What is no path is silent: the rules stand in `is_judged_target`, in the order of language.md.
#include "server/syntax/links.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "server/base/char_set.h"
#include "server/syntax/conditions.h"
#include "server/syntax/lines.h"
#include "server/syntax/passage.h"

namespace baton {
namespace {

bool has_scheme(std::string_view target) {
  if (target.empty() || !is_letter(target.front())) return false;
  for (const char c : target) {
    if (c == ':') return true;
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '.' && c != '-') return false;
  }
  return false;
}

bool has_variable(std::string_view target) {
  constexpr CharSet marks("{}<>*");
  if (marks.occurs_in(target)) return true;
  for (std::size_t at = target.find('$'); at != std::string_view::npos; at = target.find('$', at + 1))
    if (at + 1 < target.size() && (is_word(target[at + 1]) || target[at + 1] == '(')) return true;
  return target.find("...") != std::string_view::npos || target.find("…") != std::string_view::npos;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Where a character that begins the next part stands in the target's bytes. An entity's "#" ("&#35;") is
// none.
std::size_t find_part(std::string_view written, char mark) {
  for (std::size_t at = written.find(mark); at != std::string_view::npos; at = written.find(mark, at + 1))
    if (!(mark == '#' && at > 0 && written[at - 1] == '&')) return at;
  return std::string_view::npos;
}

Link make_link(const Document& document, Link::Kind kind, TextRange range, TextRange target_range,
               std::string target) {
  Link out;
  out.kind = kind;
  out.range = range;
  out.target_range = target_range;
  out.target = std::move(target);
  out.judged = is_judged_target(out.target);

  const std::string_view whole = out.target;
  const std::size_t hash = whole.find('#');
  std::string_view path = whole.substr(0, hash);
  path = path.substr(0, path.find('?'));  // a query is no part of the file's name
  out.path = decode_percent(path);
  if (hash != std::string_view::npos) out.fragment = decode_percent(whole.substr(hash + 1));
  out.has_fragment = !out.fragment.empty();

  const std::string_view written = document.slice(target_range);
  const std::size_t written_hash = hash == std::string_view::npos ? hash : find_part(written, '#');
  const std::size_t path_end =
      std::min({written.size(), written_hash, find_part(written.substr(0, written_hash), '?')});
  out.path_range = {target_range.begin, target_range.begin + offset32(path_end)};
  out.fragment_range = {target_range.end, target_range.end};
  if (out.has_fragment && written_hash != std::string_view::npos)
    out.fragment_range = {target_range.begin + offset32(written_hash) + 1, target_range.end};
  return out;
}

Link::Kind kind_of(MarkdownLink::Kind kind) {
  switch (kind) {
    case MarkdownLink::Kind::reference:
      return Link::Kind::reference;
    case MarkdownLink::Kind::image:
      return Link::Kind::image;
    case MarkdownLink::Kind::inline_link:
      break;
  }
  return Link::Kind::inline_link;
}

}  // namespace

std::string decode_percent(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_judged_target(std::string_view target) {
  if (target.empty() || has_scheme(target)) return false;
  constexpr std::string_view absolute = "/\\~";
  if (absolute.find(target.front()) != std::string_view::npos || target.front() == '@') return false;
  if (target == "#" || equals_lower(target, "#top")) return false;
  constexpr CharSet line_ends("\n\r");
  if (has_variable(target) || line_ends.occurs_in(target)) return false;
  constexpr CharSet parts("./#");
  if (!parts.occurs_in(target)) return false;
  if (target == "." || target == ".." || target == "./" || target == "../") return true;
  return std::any_of(target.begin(), target.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_' || is_beyond_ascii(c); });
}

void read_links(Document& document, const std::vector<TextRange>& prompts_in_body) {
  for (Index i = 0; i < document.external_docs.size(); ++i) {
    const TextItem& path = document.external_docs[i].path;
    Link link = make_link(document, Link::Kind::external_doc, path.range, path.range, path.text);
    link.external_doc = i;
    document.links.push_back(std::move(link));
  }
  const std::size_t first = document.links.size();
  const auto append = [&](const MarkdownLink& found, std::optional<Index> task) {
    Link link = make_link(document, kind_of(found.kind), found.range, found.target_range, found.target);
    link.task = task;
    link.condition = condition_around(document, link.range);
    document.links.push_back(std::move(link));
  };
  RangeCursor in_prompt(prompts_in_body);
  for (const MarkdownLink& link : document.body.links)
    if (in_prompt.at(link.range.begin) == nullptr) append(link, std::nullopt);
  for (Index i = 0; i < document.tasks.size(); ++i)
    if (document.tasks[i].prompt)
      for (const MarkdownLink& link : document.tasks[i].prompt->markdown.links) append(link, i);
  std::stable_sort(document.links.begin() + static_cast<std::ptrdiff_t>(first), document.links.end(),
                   [](const Link& a, const Link& b) { return a.range < b.range; });
}

}  // namespace baton
