// Candidates are grouped by level and parent heading; the group whose sections hold the most tasks is the
// file's.
#include "server/syntax/phases.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "server/base/char_set.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/phase_words.h"
#include "server/syntax/wide_blanks.h"

namespace baton {
namespace {

// The bytes of `text` that are `lower` in any case; 0 where it does not start so.
std::uint32_t word_size(std::string_view text, std::string_view lower) {
  if (starts_with_lower(text, lower)) return offset32(lower.size());
  if (text.empty() || (!is_beyond_ascii(text[0]) && to_lower(text[0]) != lower[0]) ||
      !std::any_of(lower.begin(), lower.end(), is_beyond_ascii))
    return 0;
  // Capitals beyond ASCII: as many characters as the word has, folded.
  std::uint32_t size = 0;
  for (std::uint32_t count = code_point_length(lower); count > 0 && size < text.size(); --count)
    size += utf8_at(text, size).size;
  return same_folded(text.substr(0, size), lower) ? size : 0;
}

// A digit at `i`, ASCII or full-width: its value and bytes.
std::optional<std::pair<unsigned, std::uint32_t>> digit_at(std::string_view text, std::uint32_t i) {
  if (i >= text.size()) return std::nullopt;
  if (is_digit(text[i])) return std::pair{static_cast<unsigned>(text[i] - '0'), 1u};
  if (!is_beyond_ascii(text[i])) return std::nullopt;
  const Utf8Character c = utf8_at(text, i);
  if (!c.valid || c.code_point < 0xFF10 || c.code_point > 0xFF19) return std::nullopt;
  return std::pair{static_cast<unsigned>(c.code_point - 0xFF10), c.size};
}

// Behind the mark between number and title, or nothing where what follows the number makes it text.
std::optional<std::uint32_t> behind_mark(std::string_view text, std::uint32_t i) {
  const std::uint32_t mark = behind_blanks(text, i);
  if (mark >= text.size()) return mark;
  const std::string_view rest = text.substr(mark);
  if (rest.front() == ':') return mark + 1;
  if (rest.starts_with("：")) return mark + offset32(std::string_view("：").size());
  if (rest.front() == '.') {  // "Phase 1. Title", not "Phase 1.5"
    if (mark != i || (rest.size() > 1 && blank_size(rest, 1) == 0)) return std::nullopt;
    return mark + 1;
  }
  constexpr std::array<std::string_view, 4> dashes = {"-", "–", "—", "－"};
  for (const std::string_view dash : dashes) {
    if (!rest.starts_with(dash)) continue;
    std::uint32_t behind = mark + offset32(dash.size());
    while (behind < text.size() && text[behind] == '-') ++behind;  // "Phase 1 -- Title"
    // "Phase 1-3" and "Phase 1 - 3: both" are ranges.
    std::uint32_t j = behind_blanks(text, behind);
    const std::uint32_t first = j;
    while (const auto digit = digit_at(text, j)) j += digit->second;
    if (j > first) {
      const std::uint32_t next = behind_blanks(text, j);
      if (first == behind || next >= text.size() || text[next] == ':' || text.substr(next).starts_with("："))
        return std::nullopt;
    }
    return behind;
  }
  return std::nullopt;
}

// The title where marks of emphasis or code stand inside it: from behind the mark that follows the number to
// the end of the heading, without marks that close what opened before the title.
TextRange title_with_marks(std::string_view text, TextRange behind_number) {
  const std::string_view rest = text.substr(0, behind_number.end);
  std::uint32_t i = behind_number.begin;
  const auto skip = [&](std::string_view marks) {
    const std::uint32_t from = i;
    while (i < rest.size() && marks.find(rest[i]) != std::string_view::npos) ++i;
    return i != from;
  };
  bool closed = skip("*_`");
  i = behind_blanks(rest, i);
  for (const std::string_view mark : {":", "：", ".", "–", "—", "－", "-"})
    while (rest.substr(i).starts_with(mark)) i += offset32(mark.size());
  const std::uint32_t begin = i;
  const bool marks = skip("*_`");
  if (marks && blank_size(rest, i) > 0)
    closed = true;  // "**Phase 1:** title"
  else
    i = begin;
  i = behind_blanks(rest, i);
  std::uint32_t end = behind_number.end;
  // "**Phase 1: *title***"
  const std::uint32_t line = line_begin(text, behind_number.begin);
  std::uint32_t opened = skip_blanks(text, line);
  while (text[opened] == '#' || is_blank(text[opened])) ++opened;
  while (!closed && end > i && text[end - 1] == text[opened] && (text[opened] == '*' || text[opened] == '_'))
    --end, ++opened;
  return {i, end};
}

// The heading's phase found again in the bytes of the file, where marks ("**Phase 1**: x") may stand in
// between.
void place_in_file(const Document& document, const Heading& heading, const PhaseHeading& read, Phase& phase) {
  const std::string_view raw = document.slice(heading.text_range);
  const std::uint32_t from = heading.text_range.begin;
  const auto find = [&](TextRange part, std::uint32_t after) -> std::optional<TextRange> {
    const std::size_t at = raw.find(piece(heading.text, part), after);
    if (at == std::string_view::npos) return std::nullopt;
    return TextRange{offset32(at), offset32(at) + part.size()};
  };
  const TextRange whole = heading.text_range;
  phase.name_range = phase.number_range = whole;
  phase.title.range = {whole.end, whole.end};
  const auto word = find(read.word, 0);
  if (!word) return;
  const auto number = find(read.number_range, word->end);
  if (!number) return;
  phase.name_range = {from + word->begin, from + number->end};
  phase.number_range = {from + number->begin, from + number->end};
  if (read.title.empty()) return;
  if (const auto title = find(read.title, number->end)) {
    phase.title.range = {from + title->begin, from + title->end};
    return;
  }
  phase.title.range = title_with_marks(document.text, {phase.number_range.end, whole.end});
}

// For each section the nearest heading above it of a higher level, or the number of headings for none.
std::vector<Index> find_parents(const std::vector<Heading>& headings,
                                const std::vector<PhaseSection>& phases) {
  const Index none = offset32(headings.size());
  std::array<Index, 8> last{};
  last.fill(none);
  std::vector<Index> out;
  std::size_t next = 0;
  for (Index i = 0; i < headings.size() && next < phases.size(); ++i) {
    if (headings[i].code_in_one_reading) continue;
    const std::size_t level = std::min<std::size_t>(headings[i].level, 6);
    if (phases[next].heading == i) {
      Index parent = none;
      for (std::size_t above = 1; above < level; ++above)
        if (last[above] != none) parent = last[above];
      out.push_back(parent);
      ++next;
    }
    last[level] = i;
    for (std::size_t below = level + 1; below < last.size(); ++below) last[below] = none;
  }
  return out;
}

// Where each heading's section ends: at the next heading of its level or above.
std::vector<std::uint32_t> find_section_ends(const Document& document) {
  const std::vector<Heading>& headings = document.body.headings;
  std::vector<std::uint32_t> out(headings.size(), offset32(document.text.size()));
  std::vector<Index> open;
  for (Index i = 0; i < headings.size(); ++i) {
    if (headings[i].code_in_one_reading) continue;
    while (!open.empty() && headings[open.back()].level >= headings[i].level) {
      out[open.back()] = headings[i].range.begin;
      open.pop_back();
    }
    open.push_back(i);
  }
  return out;
}

struct Group {
  std::vector<PhaseSection> members;
  std::size_t order = 0;
  std::size_t runnable = 0;
  std::size_t tasks = 0;
};

// Each task counts for every group of whose sections one is around it. Sections nest, a few deep.
struct Section {
  TextRange range;
  Group* group = nullptr;
};
void count_tasks(const std::vector<Task>& tasks, const std::vector<Section>& sections) {
  std::vector<Section> open;
  std::size_t next = 0;
  for (const Task& task : tasks) {
    for (; next < sections.size() && sections[next].range.begin <= task.range.begin; ++next) {
      while (!open.empty() && open.back().range.end <= sections[next].range.begin) open.pop_back();
      open.push_back(sections[next]);
    }
    while (!open.empty() && open.back().range.end <= task.range.begin) open.pop_back();
    for (const Section& section : open) {
      ++section.group->tasks;
      if (task.form != Task::Form::prose) ++section.group->runnable;
    }
  }
}

// What the word can begin with: small letters, capitals, and anything beyond ASCII.
constexpr CharSet first_bytes = [] {
  std::string bytes;
  for (const PhaseWord& word : phase_words) {
    const char first = word.text.front();
    bytes += first;
    if (is_letter(first)) bytes += static_cast<char>(first - 'a' + 'A');
  }
  for (int byte = 0x80; byte < 0x100; ++byte) bytes += static_cast<char>(byte);
  return CharSet(bytes);
}();

}  // namespace

std::optional<PhaseHeading> read_phase_heading(std::string_view text) {
  const std::uint32_t begin = behind_blanks(text, 0);
  if (begin == text.size() || !first_bytes.holds(text[begin])) return std::nullopt;
  // Without a number it is none; the wide digits are beyond ASCII.
  if (std::ranges::none_of(text, [](char c) { return is_digit(c) || is_beyond_ascii(c); }))
    return std::nullopt;
  for (const PhaseWord& word : phase_words) {
    const std::uint32_t size = word_size(text.substr(begin), word.text);
    if (size == 0) continue;
    PhaseHeading out;
    out.word = {begin, begin + size};
    std::uint32_t i = behind_blanks(text, out.word.end);
    if (word.needs_space && i == out.word.end) continue;
    out.number_range.begin = i;
    while (const auto digit = digit_at(text, i)) {
      if (out.number > 1'000'000'000'000'000ULL) return std::nullopt;
      out.number = out.number * 10 + digit->first;
      i += digit->second;
    }
    out.number_range.end = i;
    if (out.number_range.empty()) continue;
    const auto behind = behind_mark(text, i);
    if (!behind) return std::nullopt;
    const std::uint32_t title = behind_blanks(text, *behind);
    out.title = trimmed(text, {title, offset32(text.size())});
    return out;
  }
  return std::nullopt;
}

std::optional<PhaseLine> read_phase_line(std::string_view line) {
  const std::string_view words = trimmed(line);
  PhaseLine out;
  out.level = std::min(words.find_first_not_of('#'), words.size());
  if (out.level == 0 || out.level == words.size() || !is_blank(words[out.level])) return std::nullopt;
  std::string said(words.substr(out.level));
  std::erase_if(said, [](char c) { return c == '*' || c == '_' || c == '`'; });
  const auto heading = read_phase_heading(said);
  if (!heading) return std::nullopt;
  out.number = heading->number;
  return out;
}

std::vector<PhaseSection> phase_sections(const Document& document) {
  const std::vector<Heading>& headings = document.body.headings;
  std::vector<PhaseSection> out;
  for (Index i = 0; i < headings.size(); ++i) {
    if (headings[i].code_in_one_reading) continue;
    if (auto read = read_phase_heading(headings[i].text)) out.push_back({i, *read, {}});
  }
  if (out.empty()) return out;
  const std::vector<std::uint32_t> ends = find_section_ends(document);
  for (PhaseSection& phase : out) phase.range = {headings[phase.heading].range.begin, ends[phase.heading]};
  return out;
}

void read_phases(Document& document) {
  std::vector<PhaseSection> found = phase_sections(document);
  if (found.empty()) return;
  const std::vector<Heading>& headings = document.body.headings;
  const std::vector<Index> parents = find_parents(headings, found);
  std::map<std::pair<Index, unsigned>, Group> groups;
  std::vector<Section> sections;
  for (std::size_t i = 0; i < found.size(); ++i) {
    Group& group = groups[{parents[i], headings[found[i].heading].level}];
    if (group.members.empty()) group.order = i;
    sections.push_back({found[i].range, &group});
    group.members.push_back(std::move(found[i]));
  }
  count_tasks(document.tasks, sections);
  Group* best = nullptr;
  for (auto& [key, group] : groups) {
    const auto rank = [](const Group& g) {
      return std::tuple(g.runnable, g.tasks, -static_cast<std::ptrdiff_t>(g.order));
    };
    if (best == nullptr || rank(group) > rank(*best)) best = &group;
  }
  for (const PhaseSection& member : best->members) {
    Phase phase;
    phase.number = member.read.number;
    phase.heading = member.heading;
    phase.range = member.range;
    const Heading& heading = headings[member.heading];
    phase.title.text = piece(heading.text, member.read.title);
    place_in_file(document, heading, member.read, phase);
    document.phases.push_back(std::move(phase));
  }
  Index phase = 0;
  for (Task& task : document.tasks) {
    while (phase < document.phases.size() && document.phases[phase].range.end <= task.range.begin) ++phase;
    if (phase < document.phases.size() && document.phases[phase].range.contains(task.range.begin))
      task.phase = phase;
  }
}

}  // namespace baton
