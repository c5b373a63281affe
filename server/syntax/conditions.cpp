// Brackets are paired first, in one walk; then each pair is asked whether it begins with modes. Names that
// are no mode make a condition only beside one that is, or, before the word "mode", where they are near one.
#include "server/syntax/conditions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/tasks.h"
#include "server/syntax/wide_blanks.h"

namespace baton {
namespace {

constexpr std::size_t deepest = 64;  // brackets within brackets; beyond, they are text
constexpr std::size_t most_modes =
    64;  // each bracket is held against each; of more modes, the rest make no condition

struct Name {
  TextRange range;
  std::optional<Index> mode;
};

struct Head {
  TextRange range;  // names to the last word, in the passage
  std::vector<Name> names;
  bool mode_word = false;
  bool colon = false;
  std::uint32_t behind = 0;  // behind the colon
};

bool is_name_character(char c) {
  return is_word(c) || c == '-' || is_beyond_ascii(c);
}

// The bytes of a mark that joins names at `i`, or 0.
std::uint32_t joiner_size(std::string_view text, std::uint32_t i) {
  const std::string_view rest = text.substr(i);
  constexpr std::array<std::string_view, 7> marks = {"/", ",", "&", "|", "+", "，", "、"};
  for (const std::string_view mark : marks) {
    if (!rest.starts_with(mark)) continue;
    // ", and"
    const std::uint32_t next = behind_blanks(text, i + offset32(mark.size()));
    for (const std::string_view word : {"and", "or"})
      if (starts_with_lower(text.substr(next), word) && blank_size(text, next + offset32(word.size())) > 0)
        return next + offset32(word.size()) - i;
    return offset32(mark.size());
  }
  for (const std::string_view word : {"and", "or"})
    if (starts_with_lower(rest, word) && blank_size(rest, offset32(word.size())) > 0)
      return offset32(word.size());
  return 0;
}

// "：", "，" and a wide blank are letters by their bytes, but end a name.
std::uint32_t name_end(std::string_view text, std::uint32_t i) {
  while (i < text.size() && is_name_character(text[i])) {
    if (is_beyond_ascii(text[i])) {
      const std::string_view rest = text.substr(i);
      if (rest.starts_with("：") || rest.starts_with("，") || rest.starts_with("、") ||
          rest.starts_with("–") || rest.starts_with("—") || blank_size(rest, 0) > 0)
        break;
      i += utf8_at(text, i).size;
    } else {
      ++i;
    }
  }
  return i;
}

// A name at `i`: a mode of the file if one stands there (the longest), else a word.
std::optional<Name> read_name(std::string_view text, std::uint32_t i, const ModeNames& modes) {
  const std::uint32_t end = name_end(text, i);
  Name out{{i, end}, std::nullopt};
  std::uint32_t longest = 0;
  for (Index mode = 0; mode < modes.names.size(); ++mode) {
    const std::string& name = modes.names[mode];
    const std::uint32_t size = offset32(name.size());
    if (size <= longest || i + size > text.size()) continue;
    if (!is_beyond_ascii(text[i]) && to_lower(text[i]) != modes.folded[mode].front()) continue;
    const std::string_view written = text.substr(i, size);
    if (fold_case(written) != modes.folded[mode]) continue;
    if (i + size < text.size() && name_end(text, i + size) != i + size) continue;
    longest = size;
    out = {{i, i + size}, mode};
  }
  if (longest > 0) return out;
  if (out.range.empty() || is_digit(text[i]) || text[i] == '-') return std::nullopt;
  return out;
}

bool word_at(std::string_view text, std::uint32_t i, std::string_view word) {
  if (!starts_with_lower(text.substr(std::min<std::size_t>(i, text.size())), word)) return false;
  return i + word.size() >= text.size() || name_end(text, i + offset32(word.size())) == i + word.size();
}

enum class Behind { colon, end, text };

Behind what_is_behind(std::string_view text, std::uint32_t i) {
  if (i >= text.size()) return Behind::end;
  const std::string_view rest = text.substr(i);
  if (rest.front() == ':' || rest.starts_with("：")) return Behind::colon;
  constexpr std::array<std::string_view, 9> marks = {"-", "–", "—", ",", ";", "(", ".", "，", "|"};
  for (const std::string_view mark : marks)
    if (rest.starts_with(mark)) return Behind::end;
  return Behind::text;
}

// Reads the head of the bracket whose inside begins at `begin`; `inside` is the passage up to the closing
// bracket.
std::optional<Head> read_head(std::string_view inside, std::uint32_t begin, const ModeNames& modes) {
  std::uint32_t i = begin;
  for (;;) {
    i = behind_blanks(inside, i);
    if (i >= inside.size() || (inside[i] != '*' && inside[i] != '_')) break;
    ++i;
  }
  Head head;
  std::uint32_t comma = 0;  // before the last joiner, if that is a comma
  for (;;) {
    const auto name = read_name(inside, i, modes);
    if (!name) return std::nullopt;
    head.names.push_back(*name);
    i = name->range.end;
    const std::uint32_t next = behind_blanks(inside, i);
    const std::uint32_t joiner = next < inside.size() ? joiner_size(inside, next) : 0;
    if (joiner == 0) break;
    comma = inside[next] == ',' ? i : 0;
    i = behind_blanks(inside, next + joiner);
    if (i >= inside.size()) return std::nullopt;
  }
  const auto read_rest = [&]() -> Behind {
    head.range = {head.names.front().range.begin, head.names.back().range.end};
    head.mode_word = false;
    bool only = false;
    for (const std::string_view word : {"modes", "mode", "only"}) {
      const std::uint32_t next = behind_blanks(inside, head.range.end);
      if (!word_at(inside, next, word) || (word == "mode" && head.mode_word)) continue;
      head.range.end = next + offset32(word.size());
      (word == "only" ? only : head.mode_word) = true;
    }
    std::uint32_t next = behind_blanks(inside, head.range.end);
    while (next < inside.size() && (inside[next] == '*' || inside[next] == '_')) ++next;
    const Behind behind = what_is_behind(inside, next);
    head.colon = behind == Behind::colon;
    if (head.colon) {
      head.behind = next + (inside[next] == ':' ? 1 : offset32(std::string_view("：").size()));
      while (head.behind < inside.size() && (inside[head.behind] == '*' || inside[head.behind] == '_'))
        ++head.behind;
    }
    return behind == Behind::text && only ? Behind::end : behind;
  };
  Behind behind = read_rest();
  if (behind == Behind::text && comma > 0 && head.names.size() > 1) {  // "[Enterprise, skip if …]"
    head.names.pop_back();
    behind = read_rest();
  }
  if (behind == Behind::text) return std::nullopt;
  return head;
}

bool names_a_mode(std::string_view text, const Head& head, const ModeNames& modes) {
  for (const Name& name : head.names)
    if (name.mode) return true;
  if (!head.mode_word) return false;
  for (const Name& name : head.names)
    if (nearest(fold_case(piece(text, name.range)), modes.folded)) return true;
  return false;
}

// True where only blanks and marks stand before `offset`.
bool at_very_start(std::string_view text, std::uint32_t offset) {
  constexpr std::string_view marks = "*_>#";
  for (std::uint32_t i = 0; i < offset; ++i)
    if (!is_space(text[i]) && marks.find(text[i]) == std::string_view::npos) return false;
  return true;
}

class Reader {
 public:
  Reader(Document& document, const Passage& passage, const ModeNames& modes)
      : document_(document), passage_(passage), modes_(modes) {}

  void read() {
    pair_brackets();
    std::vector<std::pair<std::uint32_t, Index>> around;  // where each open condition ends
    for (const TextRange pair : pairs_) {
      while (!around.empty() && around.back().first <= pair.begin) around.pop_back();
      if (const auto index = read_pair(pair)) {
        if (!around.empty()) document_.conditions[*index].parent = around.back().second;
        around.emplace_back(pair.end, *index);
      }
    }
  }

 private:
  void pair_brackets() {
    const std::string_view text = passage_.text;
    RangeCursor dead(*passage_.dead);
    std::vector<std::uint32_t> open;
    std::size_t too_deep = 0;
    bool blank_line = false;
    std::size_t opening = text.find('[');
    std::size_t escape = text.find('\\');
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (open.empty() && too_deep == 0) {  // nothing else counts here
        if (opening < at) opening = text.find('[', at);
        if (escape < at) escape = text.find('\\', at);
        at = std::min(opening, escape);
        if (at == std::string_view::npos) break;
      }
      if (text[at] != '[' && text[at] != ']' && text[at] != '\\' && text[at] != '\n') continue;
      const auto i = offset32(at);
      if (const TextRange* code = dead.at(i)) {
        at = code->end - 1;
        continue;
      }
      if (text[i] == '\\') {
        ++at;  // an escaped bracket is text
      } else if (text[i] == '\n') {
        const std::uint32_t next = skip_blanks(text, i + 1);
        blank_line = next < text.size() && is_line_end(text[next]);
        if (blank_line && !passage_.task) open.clear(), too_deep = 0;  // in prose a paragraph holds the whole
      } else if (text[i] == '[') {
        if (open.size() < deepest)
          open.push_back(i);
        else
          ++too_deep;
      } else if (too_deep > 0) {
        --too_deep;
      } else if (!open.empty()) {
        pairs_.push_back({open.back(), i + 1});
        open.pop_back();
      }
    }
    std::sort(pairs_.begin(), pairs_.end());
  }

  std::optional<Index> read_pair(TextRange pair) {
    const std::string_view text = passage_.text;
    const std::uint32_t end = pair.end - 1;
    const auto head = read_head(text.substr(0, end), pair.begin + 1, modes_);
    if (!head || !names_a_mode(text, *head, modes_)) return std::nullopt;
    const bool link = pair.end < text.size() && (text[pair.end] == '(' || text[pair.end] == '[');
    const bool definition = !head->colon && pair.end < text.size() && text[pair.end] == ':';
    if (link || definition) return std::nullopt;
    const bool whole_task = !head->colon && passage_.task && at_very_start(text, pair.begin);
    if (!head->colon && !whole_task) return std::nullopt;
    Condition condition;
    condition.range = passage_.in_file(pair);
    condition.head = passage_.in_file(head->range);
    condition.whole_task = whole_task;
    condition.skip_if_missing = says_skip_if_missing(piece(text, {head->range.end, end}));
    condition.task = passage_.task;
    condition.text = {condition.head.end, condition.head.end};
    if (head->colon) {
      const TextRange live = trimmed(text, {head->behind, end});
      condition.text = passage_.in_file(live);
    }
    for (const Name& name : head->names)
      condition.names.push_back(
          {{std::string(piece(text, name.range)), passage_.in_file(name.range)}, name.mode});
    const Index index = offset32(document_.conditions.size());
    if (whole_task) document_.tasks[*passage_.task].condition = index;
    document_.conditions.push_back(std::move(condition));
    return index;
  }

  Document& document_;
  const Passage& passage_;
  const ModeNames& modes_;
  std::vector<TextRange> pairs_;
};

}  // namespace

ModeNames mode_names(const Document& document) {
  ModeNames out;
  for (const Mode& mode : document.modes) {
    if (out.names.size() == most_modes) break;
    out.names.push_back(mode.name);
    out.folded.push_back(fold_case(mode.name));
  }
  return out;
}

void read_conditions(Document& document, const Passage& passage, const ModeNames& modes) {
  if (modes.names.empty() || passage.text.find('[') == std::string_view::npos) return;
  Reader(document, passage, modes).read();
}

bool prompt_says_skip(const Document& document, const Task& task, Index index) {
  for (auto it = document.conditions.rbegin(); it != document.conditions.rend() && it->task == index; ++it)
    if (it->skip_if_missing) return true;
  if (!task.prompt) return false;
  const std::string_view text = task.prompt->text;
  const Line first = line_at(text, line_begin(text, skip_spaces(text, 0)));
  return says_skip_if_missing(piece(text, first.range()));
}

std::optional<Index> condition_around(const Document& document, TextRange range) {
  const auto after =
      std::upper_bound(document.conditions.begin(), document.conditions.end(), range.begin,
                       [](std::uint32_t at, const Condition& c) { return at < c.range.begin; });
  if (after == document.conditions.begin()) return std::nullopt;
  std::optional<Index> index = offset32(static_cast<std::size_t>(after - document.conditions.begin()) - 1);
  while (index) {
    const Condition& condition = document.conditions[*index];
    if (!condition.whole_task && condition.range.contains(range)) return index;
    index = condition.parent;
  }
  return std::nullopt;
}

}  // namespace baton
