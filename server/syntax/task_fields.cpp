// A walk over the lines with four states. What decides between a field and prose behind the prompt ("Note: do
// x") is in `is_field_behind_prompt`.
#include "server/syntax/task_fields.h"

#include <algorithm>
#include <array>

#include "server/syntax/agent_references.h"
#include "server/syntax/fence.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

struct Field {
  std::string_view key;
  std::string_view value;  // trimmed
};

// "key: value" or "key:" behind the line's indent; no key: no field.
Field field_of(std::string_view words) {
  std::size_t i = 0;
  while (i < words.size() && (is_word(words[i]) || words[i] == '-')) ++i;
  if (i == 0 || i >= words.size() || words[i] != ':' || !(is_letter(words[0]) || words[0] == '_')) return {};
  if (i + 1 < words.size() && !is_blank(words[i + 1])) return {};
  return {words.substr(0, i), trimmed(words.substr(i + 1))};
}

// Fields that a task is known to have.
constexpr std::array<std::string_view, 12> known_fields = {
    "subagent_type", "prompt",    "description", "model",     "name", "run_in_background",
    "resume",        "max_turns", "isolation",   "team_name", "mode", "timeout"};

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    if (!is_space(c) && !inside) ++count;
    inside = !is_space(c);
  }
  return count;
}

std::string_view unquoted(std::string_view value) {
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    return value.substr(1, value.size() - 2);
  return value;
}

bool is_known(const Field& field) {
  return is_task_field(field.key);
}
bool has_seen(const std::vector<std::string_view>& seen, const Field& field) {
  return std::find(seen.begin(), seen.end(), field.key) != seen.end();
}

bool is_in_brackets(std::string_view value) {
  return (value.front() == '{' && value.back() == '}') || (value.front() == '[' && value.back() == ']');
}

// Whether a line behind the prompt is a field of the task or goes on with the prompt. `seen` are the known
// fields before; `cut` is true once text has been met outside the prompt's value.
bool is_field_behind_prompt(const Field& field, const std::vector<std::string_view>& seen, bool cut,
                            bool has_value_below) {
  if (field.key.empty()) return false;
  const bool known = is_known(field);
  if (known && cut && has_seen(seen, field)) return false;
  if (field.key == "subagent_type") return !agent_names(unquoted(field.value)).empty();
  if (field.key == "description" || field.key == "prompt") return !field.value.empty();
  if (known && !field.value.empty()) return count_words(field.value) == 1 || is_in_brackets(field.value);
  if (cut) return false;
  for (const char c : field.key)
    if (c >= 'A' && c <= 'Z') return false;
  if (field.value.empty()) return has_value_below;
  if (field.value.front() == '"' || field.value.front() == '\'' || field.value.front() == '[' ||
      field.value.front() == '{')
    return true;
  return count_words(field.value) <= 3 && field.value.back() != '.';
}

// The indicator digit of "prompt: |2", or 0; no value where the prompt's value is one whose end only YAML can
// tell (in quotes or brackets).
struct Header {
  bool block = false;
  bool open_ended = true;
  std::uint32_t indicator = 0;
};
Header header_of(std::string_view value) {
  if (value.empty()) return {};
  if (value.front() == '|' || value.front() == '>') {
    Header out{true, true, 0};
    for (const char c : value.substr(1, 2)) {
      if (is_digit(c) && c != '0' && out.indicator == 0)
        out.indicator = static_cast<std::uint32_t>(c - '0');
      else if (c != '-' && c != '+')
        break;
    }
    return out;
  }
  constexpr std::string_view closing_later = "\"'{[&*!";
  return {false, closing_later.find(value.front()) == std::string_view::npos, 0};
}

// Which lines go on with one that stands outside the prompt's block, however deep they are themselves: those
// in its list or fence, and those right below one that opens something.
class GoingOn {
 public:
  // Takes the next line behind the first one outside; `words` are its own.
  bool step(std::string_view text, Line line, std::string_view words, bool shallow) {
    const bool in_fence = fences_.open();
    if (fences_.step(text, line)) {
      if (!in_fence) fence_goes_on_ = shallow || in_list_ || opened_;
      return fence_goes_on_;
    }
    if (words.empty()) {
      below_text_ = false;
      opened_ = opened_ && gone_on_;
      return true;
    }
    const bool goes_on = in_list_ || opened_;
    gone_on_ = !shallow && opened_;
    if (!shallow) return goes_on;
    in_list_ = skip_list_marker(words, 0) != 0 || (in_list_ && below_text_);
    opened_ = std::string_view(":([{|\\").find(words.back()) != std::string_view::npos;
    below_text_ = true;
    return goes_on;
  }

 private:
  FenceReader fences_{false};
  bool fence_goes_on_ = false;
  bool in_list_ = false;
  bool opened_ = false;   // the last shallow line ends with a mark that opens something
  bool gone_on_ = false;  // and deeper lines stand right below it
  bool below_text_ = false;
};

struct Walk {
  std::string_view text;
  TextRange content;
  PromptTail tail;
  std::vector<std::string_view> seen;
  std::vector<TextRange> blanks;  // blank lines since the last one with text
  enum class State { fields, prompt, field_behind, outside } state = State::fields;
  bool block = false;
  bool has_block_indent = false;
  std::uint32_t block_indent = 0;
  std::uint32_t outer_indent = 0;  // what lines outside lose
  bool field_met = false;          // behind the prompt
  GoingOn going_on{};
  bool empty_field = false;  // the field behind the prompt has its value on the next lines

  // A deeper line, or a list's item in the field's own column.
  bool has_value_below(std::uint32_t from) const {
    while (from < content.end) {
      const Line line = line_at(text, from);
      const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
      if (first < line.end)
        return first - line.begin > tail.indent ||
               (first - line.begin == tail.indent && text.substr(first, 2) == "- ");
      from = line.next;
    }
    return false;
  }

  void note(const Field& field) {
    if (is_known(field) && !has_seen(seen, field)) seen.push_back(field.key);
  }

  void take_outside(const Line& line, std::uint32_t first) {
    const bool deep = block && has_block_indent && !field_met && state == State::outside &&
                      blank_count(line) >= block_indent;
    const bool goes_on = going_on.step(text, line, trimmed(text.substr(first, line.end - first)), !deep);
    if (!tail.outside.empty() || !blanks.empty())
      tail.lines.insert(tail.lines.end(), blanks.begin(), blanks.end());
    blanks.clear();
    if (tail.outside.empty()) {
      // Where tabs indent the first line, they indent the text.
      const bool tabs = text.substr(line.begin, first - line.begin).find('\t') != std::string_view::npos;
      outer_indent = tabs ? first - line.begin : tail.indent;
    }
    const bool inside = deep && !goes_on;
    tail.lines.push_back(
        {inside ? line.begin + block_indent : std::min(line.begin + outer_indent, first), line.end});
    tail.outside.push_back({first, trimmed(text, {first, line.end}).end});
    if (!inside) tail.cut_short.push_back(tail.outside.back());
    state = State::outside;
  }

  // A line that is not deeper than the fields, behind the prompt's first.
  void take_shallow(const Line& line, std::uint32_t first) {
    const Field field = field_of(text.substr(first, line.end - first));
    const bool at_fields = first - line.begin == tail.indent;
    if (at_fields && is_field_behind_prompt(field, seen, !tail.outside.empty(), has_value_below(line.next))) {
      note(field);
      blanks.clear();
      field_met = true;
      empty_field = field.value.empty();
      state = State::field_behind;
    } else if (at_fields && state == State::field_behind && empty_field && text.substr(first, 2) == "- ") {
      return;  // the items of that field's list
    } else if (state != State::outside && text[first] == '#' && block && first - line.begin < tail.indent) {
      return;  // a comment between the fields
    } else {
      take_outside(line, first);
    }
  }

  // A block scalar's indent is counted in blanks; a tab is text.
  std::uint32_t blank_count(const Line& line) const {
    std::uint32_t at = line.begin;
    while (at < line.end && text[at] == ' ') ++at;
    return at - line.begin;
  }

  // The first line of the block's text tells its indent, unless the header does.
  void know_indent(std::uint32_t depth) {
    if (!has_block_indent) block_indent = depth;
    has_block_indent = true;
  }

  void take(const Line& line) {
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
    if (trimmed(text, {first, line.end}).empty()) {
      // Blanks alone tell no indent, but those before a tab do.
      const std::uint32_t depth = blank_count(line);
      if (state == State::prompt && depth > tail.indent && line.begin + depth < line.end) know_indent(depth);
      if (state != State::fields && state != State::field_behind) blanks.push_back({line.end, line.end});
      if (state == State::outside) going_on.step(text, line, {}, false);
      return;
    }
    const std::uint32_t indent = first - line.begin;
    switch (state) {
      case State::fields: {
        const Field field = field_of(text.substr(first, line.end - first));
        if (indent != tail.indent || field.key.empty()) return;
        note(field);
        if (field.key != "prompt") return;
        const Header header = header_of(field.value);
        if (!header.open_ended) return;
        state = State::prompt;
        block = header.block;
        has_block_indent = !block || header.indicator > 0;
        block_indent = block ? tail.indent + header.indicator : tail.indent + 1;
        return;
      }
      case State::prompt: {
        const std::uint32_t depth = block ? blank_count(line) : indent;
        if (depth > tail.indent) know_indent(depth);
        if (depth > tail.indent && depth >= block_indent) {
          blanks.clear();
          return;
        }
        if (depth > tail.indent) return take_outside(line, first);
        return take_shallow(line, first);
      }
      case State::field_behind:
        if (indent <= tail.indent) take_shallow(line, first);
        return;
      case State::outside:
        if (indent <= tail.indent) return take_shallow(line, first);
        return take_outside(line, first);
    }
  }
};

}  // namespace

bool is_task_field(std::string_view key) {
  return std::find(known_fields.begin(), known_fields.end(), key) != known_fields.end();
}

PromptTail find_prompt_tail(std::string_view text, TextRange content) {
  Walk walk{text, content, {}, {}, {}};
  bool first_line = true;
  for (std::uint32_t at = content.begin; at < content.end;) {
    Line line = line_at(text.substr(0, content.end), at);
    at = line.next;
    if (first_line) {
      const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
      if (first >= line.end || text[first] == '#') continue;
      walk.tail.indent = first - line.begin;
      first_line = false;
    }
    walk.take(line);
  }
  if (walk.tail.outside.empty()) walk.tail.lines.clear();
  return std::move(walk.tail);
}

void hide_tail(std::string& text, const PromptTail& tail) {
  for (const TextRange range : tail.outside) {
    // A tab before it would not leave it a comment.
    const std::uint32_t line = line_begin(text, range.begin);
    const auto begin = std::find(text.begin() + line, text.begin() + range.begin, '\t');
    std::fill(begin, text.begin() + range.end, '#');
  }
}

}  // namespace baton
