// Faults within a line: in names, keys, paths, anchors, numbers, brackets, quotes.
#include <cctype>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "tests/mutants/mutant.h"

namespace baton::testing {
namespace {

struct Pattern {
  const char* where;  // part of the path
  const char* words;  // the first group is the word, or the digit, or the mark
};

constexpr Pattern names[] = {
    {".md",
     R"(\b(release-manager|changelog-writer|test-runner|data-profiler|backfill-operator|report-writer)\b)"},
    {".md", R"((?:^|[^/])\b(data-desk|release-train)\b)"},
    {"release.md", R"(\b([Hh]otfix|[Ff]ull)\b)"},
    {".md", R"(^(?:  )*(?:- )?([a-z][A-Za-z_-]*):(?:\s|$))"},
    {".json", R"re("([a-z]+)":)re"},
    {".json", R"re("(?:name|source)": "(?:\./plugins/)?([a-z-]+)")re"},
    {"/commands/", R"(([a-z-]+)\.md\b)"},
    {"/commands/", R"(\.\./(docs)/)"},
    {"/commands/", R"(#([a-z-]+)\))"},
    {"/commands/", R"(\{(phase)[0-9])"},
    {"/commands/", R"(\.(output)\})"},
    {"/commands/", R"(\$(ARGUMENTS))"},
    {"/commands/", R"(</?(Task|AskUserQuestion)>)"},
    {"/commands/", R"(^## (Phase) [0-9])"},
    {"/commands/", R"((subagent_type)=)"},
    {"/commands/", R"(^- (Prompt):)"},
    {"/commands/", R"(^(Task):$)"},
    {"/commands/", R"(^```(yaml)$)"},
    {"/commands/", R"(^command: /([a-z-]+)$)"},
    {"/docs/", R"(^## (.+)$)"},
    {".md", R"(^model: ([a-z]+)$)"},
    {".md", R"(: (true|false)$)"},
};

constexpr Pattern numbers[] = {
    {"/commands/", R"(^## Phase ([0-9]))"},
    {"/commands/", R"(\{phase([0-9])\.)"},
    {"/commands/", R"(\$([0-9]))"},
};

constexpr Pattern marks[] = {
    {"/commands/", R"re(([][{}()<>"]))re"},
    {"/commands/", R"(\{phase[0-9](\.))"},
    {"/commands/", R"((\.)output\})"},
    {"/commands/", R"(^ *(?:- )?[a-z_]+(:)(?:\s|$))"},
    {"/commands/", R"(^prompt:( \|)$)"},
    {"/commands/", R"(^ *(- )[a-z])"},
    {"/commands/", R"(^(#)#? )"},
    {"/commands/", R"((`)``)"},
    {"/commands/", R"((/)release-|(/)notes-|(/)quality-)"},
    {"/commands/", R"(\[[A-Z][A-Za-z ]*(:) )"},
    {"/agents/", R"(^[a-z]+(:) )"},
    {"/agents/", R"(^(-)--$)"},
    {"/commands/", R"(^(-)--$)"},
    {".json", R"re(([][{}",:]))re"},
};

// Calls found(where the group begins, its text) for each hit, line by line.
template <typename Found>
void each_hit(const std::string& path, const std::string& text, const Pattern& pattern, const Found& found) {
  if (path.find(pattern.where) == std::string::npos || path.ends_with("README.md")) return;
  const std::regex expression(pattern.words);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    for (std::sregex_iterator hit(line.begin(), line.end(), expression), last; hit != last; ++hit)
      for (std::size_t group = 1; group < hit->size(); ++group)
        if ((*hit)[group].matched)
          found(begin + static_cast<std::size_t>(hit->position(group)), (*hit)[group].str());
    begin = end + 1;
  }
}

void replace(const std::string& path, std::size_t at, const std::string& old, std::string with,
             const std::string& how, std::vector<Mutant>& mutants) {
  const auto begin = static_cast<std::uint32_t>(at);
  const auto end = static_cast<std::uint32_t>(at + old.size());
  std::string what = how + ": " + old + (with.empty() ? "" : " -> " + with);
  mutants.push_back({path, {{{begin, end}, std::move(with)}}, std::move(what)});
}

void misspell(const std::string& path, std::size_t at, const std::string& word,
              std::vector<Mutant>& mutants) {
  const std::size_t middle = word.size() / 2;
  std::string other = word;
  other.erase(middle, 1);
  replace(path, at, word, other, "a letter dropped", mutants);
  other = word;
  std::swap(other[middle - 1], other[middle]);
  if (other != word) replace(path, at, word, other, "two letters swapped", mutants);
  other = word;
  other.insert(middle, 1, word[middle]);
  replace(path, at, word, other, "a letter doubled", mutants);
  other = word;
  const auto first = static_cast<unsigned char>(word[0]);
  other[0] = static_cast<char>(std::isupper(first) != 0 ? std::tolower(first) : std::toupper(first));
  replace(path, at, word, other, "another case", mutants);
}

}  // namespace

void add_words(const std::string& path, const std::string& text, std::vector<Mutant>& mutants) {
  for (const Pattern& pattern : names)
    each_hit(path, text, pattern,
             [&](std::size_t at, const std::string& word) { misspell(path, at, word, mutants); });
  for (const Pattern& pattern : numbers)
    each_hit(path, text, pattern, [&](std::size_t at, const std::string& digit) {
      for (const int step : {-1, 1}) {
        const char other = static_cast<char>(digit[0] + step);
        replace(path, at, digit, std::string(1, other), "a number moved", mutants);
      }
    });
  for (const Pattern& pattern : marks)
    each_hit(path, text, pattern, [&](std::size_t at, const std::string& mark) {
      replace(path, at, mark, "", "a mark dropped", mutants);
    });
}

}  // namespace baton::testing
