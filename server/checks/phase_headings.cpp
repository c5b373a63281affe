// See phase_headings.h.
#include "server/checks/phase_headings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/phase_words.h"
#include "server/syntax/phases.h"
#include "server/syntax/wide_blanks.h"

namespace baton {
namespace {

constexpr std::size_t most_digits = 15;
constexpr std::size_t longest_plural = 2;  // "phases", "fases"

// Behind the word "phase" or its plural and the blanks after it, or nothing.
std::optional<std::string_view> behind_word(std::string_view folded) {
  for (const PhaseWord& word : phase_words) {
    if (!folded.starts_with(word.text)) continue;
    std::uint32_t i = offset32(word.text.size());
    for (std::size_t plural = 0; plural < longest_plural && i < folded.size() && is_letter(folded[i]);
         ++plural)
      ++i;
    return folded.substr(skip_spaces(folded, i));
  }
  return std::nullopt;
}

// "Phse", "Pahse", "Fse": one slip from the word; with what is meant in its place, and in its case.
std::optional<std::string> meant_word(std::string_view word) {
  const std::string folded = fold_case(word);
  for (const std::string_view known : {"phase", "fase"}) {
    if (folded == known || edit_distance(folded, known, 1) > 1 || folded.front() != known.front()) continue;
    std::string out(known);
    if (word.front() != folded.front()) out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out;
  }
  return std::nullopt;
}

// The number of "Phse 2: Train" behind its word: all of the rest, or a mark of punctuation and a title behind
// it.
std::optional<unsigned long long> lone_number(std::string_view text) {
  unsigned long long number = 0;
  std::size_t i = 0;
  for (; i < text.size() && is_digit(text[i]) && i < most_digits; ++i)
    number = number * 10 + static_cast<unsigned>(text[i] - '0');
  if (i == 0) return std::nullopt;
  const std::string_view behind = trimmed(text.substr(i));
  const bool ends = behind.empty() || behind.starts_with(": ") || behind.starts_with("- ") ||
                    behind.starts_with("– ") || behind.starts_with("— ") || behind == ":";
  return ends ? std::optional(number) : std::nullopt;
}

// "and 3" and "to phase 3", behind a number: a heading of several phases.
bool goes_on_with_number(std::string_view text) {
  std::uint32_t i = 0;
  while (i < text.size() && is_letter(text[i])) ++i;
  const std::string folded = fold_case(text.substr(skip_spaces(text, i)));
  const std::string_view behind = behind_word(folded).value_or(folded);
  return !behind.empty() && is_digit(behind.front());
}

struct Named {
  unsigned long long first = 0, last = 0;
  bool part = false;  // "2.5", "2b"
};

// "2-3: both" is 2 to 3, "2 & 4" is 2 to 4: rather too much than too little.
std::optional<Named> numbers_of(std::string_view text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  Named out;
  bool any = false;
  for (std::size_t i = 0; i < text.size() && text[i] != ':';) {
    unsigned long long number = 0;
    const std::size_t begin = i;
    for (; i < text.size() && is_digit(text[i]); ++i)
      if (i - begin < most_digits) number = number * 10 + static_cast<unsigned>(text[i] - '0');
    if (i == begin) {
      ++i;
      continue;
    }
    const char next = i < text.size() ? text[i] : ' ';
    const bool part = is_letter(next) || (next == '.' && i + 1 < text.size() && is_digit(text[i + 1]));
    while (part && i < text.size() && (is_word(text[i]) || text[i] == '.')) ++i;
    out.first = any ? std::min(out.first, number) : number;
    out.last = std::max(out.last, number);
    out.part = out.part || part;
    any = true;
  }
  return out;
}

}  // namespace

PhaseHeadings::PhaseHeadings(const Document& document) {
  for (const Phase& phase : document.phases) phases_.push_back(phase.number);
  std::ranges::sort(phases_);
  phases_.erase(std::ranges::unique(phases_).begin(), phases_.end());
  std::size_t phase = 0;
  std::vector<Span> found;
  for (Index i = 0; i < document.body.headings.size(); ++i) {
    if (phase < document.phases.size() && document.phases[phase].heading == i) {
      ++phase;
      continue;
    }
    const std::string_view text = trimmed(document.body.headings[i].text);
    if (std::ranges::none_of(text, is_digit)) continue;
    const std::string folded = fold_case(text);
    if (const auto behind = behind_word(folded)) {
      if (const auto named = numbers_of(*behind)) {
        found.emplace_back(named->first, named->last);
        names_parts_ = names_parts_ || named->part;
        note_unmarked(document, document.body.headings[i]);
      }
    } else {
      note_slip(document, document.body.headings[i]);
    }
  }
  std::ranges::sort(found);
  for (const Span& span : found) {
    if (!spans_.empty() && span.first <= spans_.back().second)
      spans_.back().second = std::max(spans_.back().second, span.second);
    else
      spans_.push_back(span);
  }
}

void PhaseHeadings::note_slip(const Document& document, const Heading& heading) {
  const std::string_view text = trimmed(heading.text);
  const std::string_view word = text.substr(0, std::min(text.find(' '), text.size()));
  if (word.size() < 3 || word.size() == text.size()) return;
  const auto number = lone_number(trimmed(text.substr(word.size())));
  const auto meant = number ? meant_word(word) : std::nullopt;
  if (!meant) return;
  NearPhase found{&heading, {}, *meant};
  const TextRange written{heading.text_range.begin, heading.text_range.begin + offset32(word.size())};
  if (document.slice(written) == word) found.word = written;
  note(*number, std::move(found));
}

// "Phase 2 Train" and "Phase 2 (Train)" lack the mark before their title.
void PhaseHeadings::note_unmarked(const Document& document, const Heading& heading) {
  if (heading.code_in_one_reading) return;
  NearPhase found{&heading, {}, {}};
  const std::string_view text = heading.text;
  auto read = read_phase_heading(text);
  if (read) {
    found.elsewhere = true;
  } else {
    const std::size_t digits = std::min(text.find_first_of("0123456789"), text.size());
    const std::size_t behind = std::min(text.find_first_not_of("0123456789", digits), text.size());
    const std::string_view rest = text.substr(behind_blanks(text, offset32(behind)));
    if (rest.empty() || !(is_letter(rest.front()) || rest.front() == '(') ||
        blank_size(text, offset32(behind)) == 0 || goes_on_with_number(rest))
      return;
    read = read_phase_heading(text.substr(0, behind));
    if (!read) return;
    const TextRange written{heading.text_range.begin, heading.text_range.begin + offset32(behind)};
    found.meant = std::string(text.substr(0, behind)) + ':';
    if (document.slice(written) == text.substr(0, behind)) found.word = written;
  }
  note(read->number, std::move(found));
}

void PhaseHeadings::note(unsigned long long number, NearPhase found) {
  const auto [known, is_new] = near_.try_emplace(number, found);
  if (!is_new && known->second.elsewhere && !found.elsewhere) known->second = std::move(found);
}

const NearPhase* PhaseHeadings::near_phase(unsigned long long number) const {
  const auto found = near_.find(number);
  return found == near_.end() ? nullptr : &found->second;
}

std::string meant_words(const Document& document, const NearPhase& near) {
  const std::uint32_t line = document.lines.line_of(near.heading->range.begin);
  const std::string where = quoted(near.heading->text) + " on line " + std::to_string(line + 1);
  if (near.elsewhere)
    return "; " + where + " is none of its phases, which stand on another level or under another heading";
  return "; is " + where + " meant to be it?";
}

bool PhaseHeadings::name_between(unsigned long long low, unsigned long long high) const {
  // The first one that reaches above `low`.
  const auto span =
      std::ranges::partition_point(spans_, [&](const Span& before) { return before.second <= low; });
  return span != spans_.end() && span->first < high;
}

bool PhaseHeadings::name_others() const {
  return names_parts_ || std::ranges::any_of(spans_, [&](const Span& span) {
           const auto first = std::ranges::lower_bound(phases_, span.first);
           const auto behind = std::ranges::upper_bound(phases_, span.second);
           return static_cast<unsigned long long>(behind - first) <= span.second - span.first;
         });
}

}  // namespace baton
