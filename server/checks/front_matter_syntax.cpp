// front-matter-syntax: each entry that is no YAML, by its own; the rest of the front matter is still read.
#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// "{{name}}" and "{% if %}" are filled in before anything reads the YAML.
bool holds_a_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

constexpr std::size_t longest_front_matter = 200;  // in lines, of one that is not opened as it should be

// "--" or "-----" or a long dash, alone in its line.
bool is_dashes(std::string_view line) {
  while (line.starts_with("\xE2\x80\x93") || line.starts_with("\xE2\x80\x94")) line.remove_prefix(3);
  return line.find_first_not_of('-') == std::string_view::npos;
}

// A key that tools read, at the begin of its line.
bool holds_known_key(std::string_view line, std::span<const KnownKey> known) {
  const std::string_view key = line.substr(0, line.find(':'));
  return key.size() < line.size() && std::ranges::find(known, key, &KnownKey::name) != known.end();
}

// Lines of entries up to a line "---", as front matter has them: two of its keys and nothing that is none.
bool closes_front_matter(const Document& document, std::uint32_t at, std::span<const KnownKey> known) {
  std::size_t keys = 0;
  for (std::size_t i = 0; i < longest_front_matter && at < document.text.size(); ++i) {
    const Line line = line_at(document.text, at);
    const std::string_view words = document.slice(line.range());
    at = line.next;
    if (trimmed(words) == "---") return keys >= 2;
    if (words.empty() || is_blank(words.front()) || words.starts_with("- ") || words.front() == '#') continue;
    const std::size_t colon = words.find(':');
    if (colon == std::string_view::npos || words.substr(0, colon).find(' ') != std::string_view::npos)
      return false;
    keys += holds_known_key(words, known) ? 1 : 0;
  }
  return false;
}

// A file whose front matter does not begin as tools want it has none for them.
void judge_opening(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  const std::span<const KnownKey> known = known_keys(input.kind, KeyPlace::top);
  std::uint32_t at = text_begin(document.text);
  Line line = line_at(document.text, at);
  const bool blank_above = trimmed(document.slice(line.range())).empty();
  while (line.next < document.text.size() && trimmed(document.slice(line.range())).empty())
    line = line_at(document.text, line.next);
  const TextRange first = trimmed(document.text, line.range());
  if (first.empty()) return;
  const std::string_view words = document.slice(first);
  const bool dashes = is_dashes(words);
  if (!dashes && !holds_known_key(words, known)) return;
  if (!closes_front_matter(document, dashes ? line.next : line.begin, known)) return;
  if (words == "---" && blank_above) {
    Diagnostic& found =
        findings.add(first, "front matter begins on the first line of its file, and this is line " +
                                std::to_string(document.lines.line_of(first.begin) + 1) +
                                "; take away the blank lines above it");
    found.fixes.push_back({"Take away the blank lines", false, {{input.path, {{at, line.begin}, ""}}}});
  } else if (dashes) {
    Diagnostic& found = findings.add(first, quoted(words) + " opens no front matter; write \"---\"");
    found.fixes.push_back({"Change to \"---\"", false, {{input.path, {first, "---"}}}});
  } else {
    Diagnostic& found = findings.add(first,
                                     "this front matter is closed, and nothing opens it; put a line "
                                     "\"---\" before its first entry");
    found.fixes.push_back(
        {"Open the front matter", false, {{input.path, {{line.begin, line.begin}, "---\n"}}}});
  }
}

// "---" twice in a row, and then the entries.
void judge_early_close(const CheckInput& input, Findings& findings) {
  const FrontMatter& front = input.document.front_matter;
  if (!trimmed(input.document.slice(front.content)).empty()) return;
  if (!closes_front_matter(input.document, front.range.end, known_keys(input.kind, KeyPlace::top))) return;
  Diagnostic& found = findings.add(
      front.close, "the front matter is closed here, before its first entry; take this line away");
  found.fixes.push_back(
      {"Take the line away", false, {{input.path, {{front.close.begin, front.range.end}, ""}}}});
}

// "----", which is often meant to close the front matter.
bool is_line_of_dashes(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of('-') == std::string_view::npos;
}

}  // namespace

void check_front_matter_syntax(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (!document.front_matter.present) judge_opening(input, findings);
  if (document.front_matter.closed) judge_early_close(input, findings);
  for (const YamlProblem& problem : document.front_matter.problems) {
    if (problem.kind != YamlProblem::Kind::syntax && problem.kind != YamlProblem::Kind::too_deep) continue;
    const std::uint32_t line = document.lines.line_of(problem.range.begin);
    if (holds_a_template(document.slice(document.lines.line(document.text, line)))) continue;
    if (is_line_of_dashes(document.slice(problem.range))) {
      findings.add(
          problem.range,
          "this line of dashes is no YAML, and it does not close the front matter: that takes three");
      continue;
    }
    const std::string what = problem.kind == YamlProblem::Kind::too_deep
                                 ? std::string("this is nested too deeply to be read")
                                 : problem.message;
    const std::string where = problem.subject.empty() ? std::string("the front matter is no YAML here: ")
                                                      : quoted(problem.subject) + " is no YAML: ";
    findings.add(problem.range, where + what);
  }
}

}  // namespace baton
