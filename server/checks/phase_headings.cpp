// See phase_headings.h.
#include "server/checks/phase_headings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/checks/misnumbered_phases.h"
#include "server/checks/near_phase_heading.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/phases.h"

namespace baton {
namespace {

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
  const auto number = digits_at(text, 0);
  if (!number) return std::nullopt;
  const std::string_view behind = trimmed(text.substr(number->end));
  const bool ends = behind.empty() || behind.starts_with(": ") || behind.starts_with("- ") ||
                    behind.starts_with("– ") || behind.starts_with("— ") || behind == ":";
  return ends ? std::optional(number->value) : std::nullopt;
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
    const auto number = digits_at(text, i);
    if (!number) {
      i = std::max(i + 1, std::min(text.find_first_not_of("0123456789", i), text.size()));
      continue;
    }
    i = number->end;
    const char next = i < text.size() ? text[i] : ' ';
    const bool part = is_letter(next) || (next == '.' && i + 1 < text.size() && is_digit(text[i + 1]));
    while (part && i < text.size() && (is_word(text[i]) || text[i] == '.')) ++i;
    out.first = any ? std::min(out.first, number->value) : number->value;
    out.last = std::max(out.last, number->value);
    out.part = out.part || part;
    any = true;
  }
  return any ? std::optional(out) : std::nullopt;
}

}  // namespace

PhaseHeadings::PhaseHeadings(const Document& document) : document_(document) {
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
    const Heading& heading = document.body.headings[i];
    const std::string_view text = trimmed(heading.text);
    if (std::ranges::any_of(text, is_digit)) {
      const std::string folded = fold_case(text);
      if (const auto behind = behind_phase_word(folded)) {
        if (const auto named = numbers_of(*behind)) {
          found.emplace_back(named->first, named->last);
          names_parts_ = names_parts_ || named->part;
        }
      } else {
        note_misspelt(heading);
      }
    }
    note_nearly(heading);
  }
  // Without tasks duplicate-phase says nothing.
  if (!document.tasks.empty())
    for (const auto& [misnumbered, meant] : misnumbered_phases(document))
      note(meant, {.heading = &document.body.headings[misnumbered->heading],
                   .word = misnumbered->number_range,
                   .meant = std::to_string(meant),
                   .twice = true});
  std::ranges::sort(found);
  for (const Span& span : found) {
    if (!spans_.empty() && span.first <= spans_.back().second)
      spans_.back().second = std::max(spans_.back().second, span.second);
    else
      spans_.push_back(span);
  }
}

// "Phse 2: Train".
void PhaseHeadings::note_misspelt(const Heading& heading) {
  const std::string_view text = trimmed(heading.text);
  const std::string_view word = text.substr(0, std::min(text.find(' '), text.size()));
  if (word.size() < 3 || word.size() == text.size()) return;
  const auto number = lone_number(trimmed(text.substr(word.size())));
  const auto meant = number ? meant_word(word) : std::nullopt;
  if (!meant) return;
  NearPhase found{.heading = &heading, .meant = *meant};
  const TextRange written{heading.text_range.begin, heading.text_range.begin + offset32(word.size())};
  if (document_.slice(written) == word) found.word = written;
  note(*number, std::move(found));
}

// A phase of another level or parent than the file's, and what lacks a mark or has an odd one: "Phase 2
// Train", "Phase II", "Phase 2) Train".
void PhaseHeadings::note_nearly(const Heading& heading) {
  if (heading.code_in_one_reading) return;
  NearPhase found{.heading = &heading};
  if (const auto read = read_phase_heading(heading.text)) {
    found.elsewhere = true;
    return note(read->number, std::move(found));
  }
  const auto near = read_near_phase_heading(heading.text);
  if (!near || (near->total && !phases_.empty() && *near->total < phases_.back())) return;
  const TextRange written{heading.text_range.begin, heading.text_range.begin + near->end};
  if (near->end > 0 && document_.slice(written) == std::string_view(heading.text).substr(0, near->end)) {
    found.word = written;
    found.meant = near->meant;
  }
  note(near->number, std::move(found));
}

void PhaseHeadings::note(unsigned long long number, NearPhase found) {
  const auto [known, is_new] = near_.try_emplace(number, found);
  if (!is_new && known->second.elsewhere && !found.elsewhere) known->second = std::move(found);
}

// "##Phase 2: Train" is no heading. Looked for only where an answer may depend on one: it takes a look at
// every line.
void PhaseHeadings::note_glued() {
  if (std::exchange(glued_noted_, true)) return;
  const std::string_view text = document_.text;
  std::size_t task = 0;  // the first that does not end above the line
  Line line = line_at(text, document_.front_matter.range.end);
  for (;; line = line_at(text, line.next)) {
    const std::string_view words = trimmed(piece(text, line.range()));
    const std::size_t level = std::min(words.find_first_not_of('#'), words.size());
    if (level > 0 && level <= 6 && !document_.body.in_code(line.begin)) {
      const auto read = read_phase_heading(words.substr(level));
      while (task < document_.tasks.size() && document_.tasks[task].range.end <= line.begin) ++task;
      const bool in_task = task < document_.tasks.size() && document_.tasks[task].range.contains(line.begin);
      if (read && read->word.begin == 0 && !in_task) {
        const std::uint32_t begin = skip_blanks(text, line.begin);
        const TextRange range{begin, begin + offset32(words.size())};
        glued_.push_back({static_cast<std::uint8_t>(level), range, range, std::string(words)});
        const std::string_view word = words.substr(level, read->word.end);
        note(read->number, {.heading = &glued_.back(),
                            .word = {begin, begin + offset32(level + word.size())},
                            .meant = std::string(words.substr(0, level)) + ' ' + std::string(word)});
      }
    }
    if (line.next >= text.size()) return;
  }
}

const NearPhase* PhaseHeadings::near_phase(unsigned long long number) {
  const auto known = near_.find(number);
  // Of what is known a line without its blank replaces only what stands elsewhere.
  if (known != near_.end() && !known->second.elsewhere) return &known->second;
  note_glued();
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

bool PhaseHeadings::name_others() {
  const auto any_near = [&] {
    return std::ranges::any_of(near_, [&](const auto& one) {
      return !one.second.elsewhere && !std::ranges::binary_search(phases_, one.first);
    });
  };
  const auto names_others = [&](const Span& span) {
    const auto first = std::ranges::lower_bound(phases_, span.first);
    const auto behind = std::ranges::upper_bound(phases_, span.second);
    return static_cast<unsigned long long>(behind - first) <= span.second - span.first;
  };
  if (names_parts_ || any_near() || std::ranges::any_of(spans_, names_others)) return true;
  note_glued();
  return any_near();
}

}  // namespace baton
