// See near_phase_heading.h.
#include "server/checks/near_phase_heading.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/phase_words.h"
#include "server/syntax/phases.h"
#include "server/syntax/wide_blanks.h"

namespace baton {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::size_t longest_plural = 2;  // "phases", "fases"

// "II" and "Two".
std::optional<WrittenNumber> written_number_at(std::string_view text, std::uint32_t i) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> numbers = {{{"I", "one"},
                                                                                      {"II", "two"},
                                                                                      {"III", "three"},
                                                                                      {"IV", "four"},
                                                                                      {"V", "five"},
                                                                                      {"VI", "six"},
                                                                                      {"VII", "seven"},
                                                                                      {"VIII", "eight"},
                                                                                      {"IX", "nine"},
                                                                                      {"X", "ten"}}};
  std::uint32_t end = i;
  while (end < text.size() && is_word(text[end])) ++end;
  // "Phase One-time", "Phase I/O"
  if (end < text.size() && (text[end] == '-' || text[end] == '/' || text[end] == '\'')) return std::nullopt;
  const std::string_view word = text.substr(i, end - i);
  for (std::size_t n = 0; n < numbers.size(); ++n)
    if (word == numbers[n].first || equals_lower(word, numbers[n].second)) return WrittenNumber{n + 1, end};
  return std::nullopt;
}

bool is_word_at(std::string_view text, std::uint32_t i) {
  return is_beyond_ascii(text[i]) ? is_letter_or_digit(utf8_at(text, i).code_point) : is_word(text[i]);
}

// Behind marks, signs and blanks: what is neither a letter nor a digit.
std::uint32_t behind_signs(std::string_view text, std::uint32_t i) {
  while (i < text.size() && (blank_size(text, i) > 0 || !is_word_at(text, i))) i += utf8_at(text, i).size;
  return i;
}

// The word for a phase at `begin`, and the number behind it.
std::optional<std::pair<std::string_view, WrittenNumber>> word_and_number(std::string_view text,
                                                                          std::uint32_t begin) {
  const auto is_phase = [](std::string_view word) {
    return !word.empty() && read_phase_heading(std::string(word) + " 1").has_value();
  };
  const auto word_before = [&](std::size_t end) {
    std::string_view word = trimmed(text.substr(begin, end - begin));
    while (word.ends_with('#')) word = trimmed(word.substr(0, word.size() - 1));
    return word;
  };
  if (const std::size_t at = text.find_first_of(digits, begin); at != std::string_view::npos)
    if (const auto number = digits_at(text, at))
      if (const std::string_view word = word_before(at); is_phase(word)) return std::pair{word, *number};
  const std::size_t blank = text.find(' ', begin);
  if (blank == std::string_view::npos) return std::nullopt;
  const std::uint32_t at = behind_blanks(text, offset32(blank));
  if (const auto number = written_number_at(text, at))
    if (const std::string_view word = word_before(at); is_phase(word)) return std::pair{word, *number};
  return std::nullopt;
}

// "/4" and " of 4" behind the number.
std::optional<WrittenNumber> total_at(std::string_view text, std::uint32_t i) {
  i = behind_blanks(text, i);
  if (text.substr(i).starts_with('/'))
    ++i;
  else if (starts_with_lower(text.substr(i), "of "))
    i += 3;
  else
    return std::nullopt;
  const auto total = digits_at(text, behind_blanks(text, i));
  const bool ends = total && (total->end == text.size() || !is_word(text[total->end]));
  return ends ? total : std::nullopt;
}

// Behind what stands in the place of the mark between number and title: ")", " |", " =>".
std::uint32_t behind_odd_mark(std::string_view text, std::uint32_t i) {
  const std::uint32_t begin = behind_blanks(text, i);
  std::uint32_t end = begin;
  while (end < text.size()) {
    if (std::string_view(")].|,;=>~").find(text[end]) != std::string_view::npos)
      ++end;
    else if (text.substr(end).starts_with("·") || text.substr(end).starts_with("•") ||
             text.substr(end).starts_with("→") || text.substr(end).starts_with("】") ||
             text.substr(end).starts_with("、"))
      end += utf8_at(text, end).size;
    else
      break;
  }
  return end == begin ? i : end;
}

}  // namespace

std::optional<WrittenNumber> digits_at(std::string_view text, std::size_t i) {
  constexpr std::size_t most_digits = 15;
  WrittenNumber out{0, offset32(i)};
  for (; out.end < text.size() && is_digit(text[out.end]); ++out.end) {
    if (out.end - i == most_digits) return std::nullopt;
    out.value = out.value * 10 + static_cast<unsigned>(text[out.end] - '0');
  }
  return out.end == i ? std::nullopt : std::optional(out);
}

std::optional<std::string_view> behind_phase_word(std::string_view folded) {
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

bool goes_on_with_number(std::string_view text) {
  std::uint32_t i = 0;
  while (i < text.size() && is_letter(text[i])) ++i;
  const std::string folded = fold_case(text.substr(skip_spaces(text, i)));
  const std::string_view behind = behind_phase_word(folded).value_or(folded);
  return !behind.empty() && is_digit(behind.front());
}

std::optional<NearPhaseHeading> read_near_phase_heading(std::string_view text) {
  const std::uint32_t begin = behind_signs(text, 0);
  const auto found = word_and_number(text, begin);
  if (!found) return std::nullopt;
  const auto& [word, number] = *found;
  NearPhaseHeading out;
  out.number = number.value;
  std::uint32_t end = number.end;
  if (const auto total = total_at(text, end)) {
    if (text[behind_blanks(text, end)] == '/') out.total = total->value;
    end = total->end;
  } else if (end < text.size()) {
    // "2b", "2.5", "2-3", "2 and 3".
    if (is_word_at(text, end) && blank_size(text, end) == 0) return std::nullopt;
    const bool remark = text.substr(behind_blanks(text, end)).starts_with('(');
    if (!remark && goes_on_with_number(text.substr(behind_signs(text, end)))) return std::nullopt;
  }
  const std::string phase = std::string(word) + ' ' + std::to_string(number.value);
  const auto mends = [&](const std::string& meant, std::uint32_t behind) {
    const auto read = read_phase_heading(meant + std::string(text.substr(behind)));
    if (!read || read->number != number.value) return false;
    out.end = behind;
    out.meant = meant;
    return true;
  };
  if (!mends(phase, end)) mends(phase + ':', behind_odd_mark(text, end));
  return out;
}

}  // namespace baton
