// See argument_hint.h. Both answers are on the safe side: what may be an argument is one.
#include "server/checks/argument_hint.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::string_view hint_key = "argument-hint";

bool has_text(const YamlNode& value) {
  if (!value.is_scalar()) return !value.items.empty() || !value.entries.empty();
  if (value.style == ScalarStyle::plain && scalar_type(value) == ScalarType::null) return false;
  return !trimmed(value.text).empty();
}

// "$1", "${1", "$ARGUMENTS", "${ARGUMENTS" at the "$"; not "$100" nor "$1.50", which is money.
bool is_argument(std::string_view text) {
  std::uint32_t i = 1;
  if (i < text.size() && text[i] == '{') ++i;
  if (text.substr(i).starts_with("ARGUMENTS")) return true;
  if (i >= text.size()) return false;
  if (text[i] == '@' || text[i] == '*') return true;
  if (!is_digit(text[i])) return false;
  if (i == 2) return true;
  const char next = i + 1 < text.size() ? text[i + 1] : ' ';
  const char behind = i + 2 < text.size() ? text[i + 2] : ' ';
  return !is_word(next) && next != '%' && !((next == '.' || next == ',') && is_digit(behind));
}

}  // namespace

const YamlEntry* argument_hint(const Document& document) {
  const YamlEntry* entry = document.front_matter.root.find(hint_key);
  return entry != nullptr && has_text(entry->value) ? entry : nullptr;
}

bool may_document_arguments(const Document& document) {
  const FrontMatter& front_matter = document.front_matter;
  if (front_matter.present && !front_matter.closed) return true;
  const bool broken = std::ranges::any_of(front_matter.problems, [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::syntax || problem.kind == YamlProblem::Kind::too_deep;
  });
  return broken || std::ranges::any_of(front_matter.root.entries, [](const YamlEntry& entry) {
           return starts_with_lower(entry.key, "arg") || edit_distance(entry.key, hint_key, 2) <= 2 ||
                  starts_with_lower(entry.key, "param") || starts_with_lower(entry.key, "usage");
         });
}

bool reads_arguments(const Document& document) {
  const std::uint32_t begin = document.front_matter.present ? document.front_matter.range.end : 0;
  const std::string_view body = std::string_view(document.text).substr(begin);
  // Without a place for them, runners put them at the end, behind this word: a body that says it reads them.
  if (body.find("ARGUMENTS") != body.npos) return true;
  constexpr std::array<std::string_view, 3> other_tools = {"{{args}}", "{{arguments}}", "{args}"};
  for (const std::string_view other : other_tools)
    if (body.find(other) != body.npos) return true;
  const bool named = document.front_matter.root.find("arguments") != nullptr;  // read as "$name"
  for (std::size_t at = body.find('$'); at != body.npos; at = body.find('$', at + 1)) {
    if (is_argument(body.substr(at))) return true;
    if (named && at + 1 < body.size() && (is_letter(body[at + 1]) || body[at + 1] == '{')) return true;
  }
  return false;
}

}  // namespace baton
