// A mention counts in a sentence that has the word "task". Its prompt is looked for in the same list, or
// where the mention stands in a paragraph, below it up to the next heading; always only up to the next
// mention.
#include "server/syntax/prose_tasks.h"

#include <array>
#include <optional>
#include <utility>

#include "server/syntax/agent_references.h"
#include "server/syntax/lines.h"
#include "server/syntax/passage.h"
#include "server/syntax/prompts.h"

namespace baton {
namespace {

constexpr std::string_view field = "subagent_type";
constexpr std::size_t rarest = field.find('_');  // nothing else of it is as rare in a text
constexpr std::uint32_t sentence_limit = 2000;   // bytes to either side that are looked at
constexpr std::uint32_t longest_names = 1000;    // bytes between the quotes of a mention

struct Quote {
  std::string_view open, close;
};
constexpr std::array<Quote, 4> quotes = {{{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"「", "」"}}};

std::optional<Quote> quote_at(std::string_view text, std::uint32_t i) {
  for (const Quote& quote : quotes)
    if (text.substr(std::min<std::size_t>(i, text.size())).starts_with(quote.open)) return quote;
  return std::nullopt;
}

std::uint32_t skip_marks(std::string_view text, std::uint32_t i) {
  while (i < text.size() && (is_blank(text[i]) || text[i] == '*' || text[i] == '`' || text[i] == '_')) ++i;
  return i;
}

struct Mention {
  TextRange range;
  std::vector<TextRange> names;
  Line line;  // that it begins on
};

// Names between quotes at `i`: the names and the offset behind the closing quote.
std::optional<std::pair<std::vector<TextRange>, std::uint32_t>> quoted_names(std::string_view text,
                                                                             std::uint32_t i) {
  const auto quote = quote_at(text, i);
  if (!quote) return std::nullopt;
  const auto begin = offset32(i + quote->open.size());
  const std::string_view near = text.substr(0, std::size_t{begin} + longest_names);
  const std::size_t close = near.find(quote->close, begin);
  if (close == std::string_view::npos ||
      near.substr(begin, close - begin).find_first_of("\r\n") != std::string_view::npos)
    return std::nullopt;
  std::vector<TextRange> names = agent_names(text.substr(begin, close - begin));
  if (names.empty()) return std::nullopt;
  for (TextRange& name : names) name = {name.begin + begin, name.end + begin};
  return std::pair{std::move(names), offset32(close + quote->close.size())};
}

// Where the line that holds `offset` begins, or as far before it as a sentence is looked at.
std::uint32_t line_begin_near(std::string_view text, std::uint32_t offset) {
  const std::uint32_t lowest = offset > sentence_limit ? offset - sentence_limit : 0;
  return lowest + line_begin(text.substr(lowest), offset - lowest);
}

// "- `subagent_type`: Agent name (e.g., "x")": what the parameter means, not which agent. `begin` and `end`:
// the word behind the colon.
bool describes_field(std::string_view text, std::uint32_t at, std::uint32_t begin, std::uint32_t end) {
  const std::string_view word = text.substr(begin, end - begin);
  for (const std::string_view one : {"string", "agent", "name"})
    if (equals_lower(word, one)) return true;
  // "code-reviewer", "plugin:agent" and built-in agents are names.
  if (word.find_first_of("-:") != std::string_view::npos || word == "Explore" || word == "Plan") return false;
  const std::uint32_t first = skip_blanks(text, line_begin_near(text, at));
  const std::uint32_t item = skip_list_marker(text, first);
  if (item == first || skip_marks(text, item) != at) return false;
  const std::uint32_t next = skip_blanks(text, end);
  return next > end && next < text.size() && (is_word(text[next]) || text[next] == '(');
}

// The mention whose "subagent_type" stands at `at`.
std::optional<Mention> read_mention(std::string_view text, std::uint32_t at) {
  if (at > 0 && is_word(text[at - 1])) return std::nullopt;
  std::uint32_t i = skip_marks(text, at + offset32(field.size()));
  if (i >= text.size() || (text[i] != '=' && text[i] != ':')) return std::nullopt;
  const bool equals = text[i] == '=';
  i = skip_marks(text, i + 1);
  Mention out;
  if (auto quoted = quoted_names(text, i)) {
    out.names = std::move(quoted->first);
    out.range = {at, quoted->second};
    // … or "another"
    for (;;) {
      std::uint32_t next = skip_marks(text, out.range.end);
      if (starts_with_lower(text.substr(next), "or") && next + 2 < text.size() && !is_word(text[next + 2]))
        next += 2;
      else if (next < text.size() && (text[next] == '/' || text[next] == '|'))
        ++next;
      else
        return out;
      auto more = quoted_names(text, skip_marks(text, next));
      if (!more) return out;
      out.names.insert(out.names.end(), more->first.begin(), more->first.end());
      out.range.end = more->second;
    }
  }
  // Without quotes only a plain name, as in "(subagent_type: Explore)".
  const std::uint32_t begin = i;
  while (i < text.size() &&
         (is_word(text[i]) || text[i] == '-' ||
          (text[i] == ':' && i + 1 < text.size() && (is_word(text[i + 1]) || text[i + 1] == ':'))))
    ++i;
  if (i == begin || !is_agent_name(text.substr(begin, i - begin))) return std::nullopt;
  constexpr std::string_view behind = " \t\r\n.,;:)`*]";
  if (i < text.size() && behind.find(text[i]) == std::string_view::npos) return std::nullopt;
  if (!equals && describes_field(text, at, begin, i)) return std::nullopt;
  out.names.push_back({begin, i});
  out.range = {at, i};
  return out;
}

// True where a line begins something of its own: a blank line, a heading, a list item, a table's row, a
// quotation.
bool begins_block(std::string_view text, std::uint32_t begin) {
  const std::uint32_t first = skip_blanks(text, begin);
  if (first >= text.size() || is_line_end(text[first]) || text[first] == '#' || text[first] == '|' ||
      text[first] == '>')
    return true;
  return skip_list_marker(text, first) != first;
}

bool ends_sentence(std::string_view text, std::uint32_t i) {
  if (is_beyond_ascii(text[i])) {
    constexpr std::array<std::string_view, 3> wide = {"。", "！", "？"};
    for (const std::string_view mark : wide)
      if (text.substr(i).starts_with(mark)) return true;
    return false;
  }
  if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
  if (i + 1 < text.size() && !is_space(text[i + 1])) return false;
  return !(i >= 2 && text[i - 2] == '.');  // "e.g. "
}

TextRange sentence_around(std::string_view text, TextRange mention) {
  std::uint32_t begin = mention.begin;
  const std::uint32_t lowest = begin > sentence_limit ? begin - sentence_limit : 0;
  while (begin > lowest) {
    if (is_line_end(text[begin - 1])) {
      const std::uint32_t above = line_end_before(text, begin);
      if (begins_block(text, begin) || begins_block(text, line_begin_near(text, above))) break;
      begin = above;
    } else if (ends_sentence(text, begin - 1)) {
      break;
    } else {
      --begin;
    }
  }
  if (begin > lowest && is_line_end(text[begin - 1]) && !begins_block(text, begin)) {
    // The line before begins a block of its own, whose text this line may go on with ("- Use the Task tool⏎
    // with …").
    const std::uint32_t above = line_end_before(text, begin);
    const std::uint32_t before = line_begin_near(text, above);
    const std::uint32_t first = skip_blanks(text, before);
    if (first < text.size() && !is_line_end(text[first]) && text[first] != '#' && text[first] != '|') {
      std::uint32_t i = above;
      while (i > before && !ends_sentence(text, i - 1)) --i;
      begin = i;
    }
  }
  std::uint32_t end = mention.end;
  const std::uint32_t highest =
      offset32(std::min<std::size_t>(text.size(), std::size_t{end} + sentence_limit));
  while (end < highest) {
    if (is_line_end(text[end])) {
      const std::uint32_t next = line_at(text, end).next;
      if (next >= text.size() || begins_block(text, next)) break;
    } else if (ends_sentence(text, end)) {
      break;
    }
    ++end;
  }
  return {begin, end};
}

bool speaks_of_task(std::string_view sentence) {
  for (std::size_t at = find_lower(sentence, "task"); at != std::string_view::npos;
       at = find_lower(sentence, "task", at + 4)) {
    if (at > 0 && (is_word(sentence[at - 1]) || sentence[at - 1] == '<'))
      continue;  // a tag speaks of nothing
    std::size_t behind = at + 4;
    if (behind < sentence.size() && to_lower(sentence[behind]) == 's') ++behind;
    if (behind == sentence.size() || !is_word(sentence[behind])) return true;
  }
  return false;
}

// Behind the opening quote of "Prompt: "" at or behind `i` in its line; marks around the word aside.
std::optional<std::pair<std::uint32_t, Quote>> prompt_opening(std::string_view text, std::uint32_t i) {
  i = skip_marks(text, i);
  if (!starts_with_lower(text.substr(i), "prompt")) return std::nullopt;
  i = skip_marks(text, i + 6);
  if (text.substr(i).starts_with("："))
    i += offset32(std::string_view("：").size());
  else if (i < text.size() && (text[i] == ':' || text[i] == '='))
    ++i;
  else
    return std::nullopt;
  i = skip_marks(text, i);
  const auto quote = quote_at(text, i);
  if (!quote) return std::nullopt;
  return std::pair{i + offset32(quote->open.size()), *quote};
}

// Where the item or paragraph that holds `line` ends, `indent` being that of its first line.
std::uint32_t item_end(std::string_view text, Line line, std::uint32_t indent, std::uint32_t limit) {
  std::uint32_t end = line.end;
  while (line.next < limit) {
    line = line_at(text, line.next);
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
    if (first >= line.end || text[first] == '#') break;
    if (first - line.begin <= indent && skip_list_marker(text.substr(0, line.end), first) != first) break;
    end = line.end;
  }
  return std::min(end, limit);
}

// The prompt's text from behind its opening quote: up to a closing quote at the end of a line, else to the
// last quote.
std::optional<TextRange> quoted_prompt(std::string_view text, std::uint32_t begin, const Quote& quote,
                                       std::uint32_t end) {
  const std::string_view item = text.substr(0, end);
  std::size_t last = std::string_view::npos;
  for (std::size_t at = item.find(quote.close, begin); at != std::string_view::npos;
       at = item.find(quote.close, at + quote.close.size())) {
    last = at;
    const std::uint32_t behind = skip_marks(item, offset32(at + quote.close.size()));
    if (behind >= item.size() || is_line_end(item[behind])) break;
  }
  if (last == std::string_view::npos) return std::nullopt;
  return TextRange{begin, offset32(last)};
}

// Looks for the prompt of a mention, up to `limit` (the next mention, heading or code).
std::optional<TextRange> find_prompt(std::string_view text, const Mention& mention, std::uint32_t limit) {
  Line line = mention.line;
  const std::uint32_t own_first = skip_blanks(text.substr(0, line.end), line.begin);
  const std::uint32_t own_indent = own_first - line.begin;
  const bool in_list = skip_list_marker(text.substr(0, line.end), own_first) != own_first || own_indent > 0;
  // In the mention's own line: "…, prompt: "…"".
  for (std::uint32_t i = mention.range.end; i < std::min(line.end, limit); ++i) {
    if (to_lower(text[i]) != 'p' || is_word(text[i - 1])) continue;
    if (const auto opening = prompt_opening(text.substr(0, line.end), i))
      return quoted_prompt(text, opening->first, opening->second, item_end(text, line, own_indent, limit));
  }
  bool after_blank = false;
  while (line.next < limit) {
    line = line_at(text, line.next);
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
    if (first >= line.end) {
      after_blank = true;
      continue;
    }
    if (text[first] == '#') return std::nullopt;
    const std::uint32_t indent = first - line.begin;
    const std::uint32_t words = skip_list_marker(text.substr(0, line.end), first);
    if (in_list && indent < own_indent && words != first) return std::nullopt;         // the next item above
    if (in_list && after_blank && words == first && indent == 0) return std::nullopt;  // behind the list
    after_blank = false;
    if (const auto opening = prompt_opening(text.substr(0, line.end), words))
      return quoted_prompt(text, opening->first, opening->second, item_end(text, line, indent, limit));
  }
  return std::nullopt;
}

// The lines of a quoted prompt without the indent that the list gives them.
std::optional<Prompt> read_quoted(std::string_view file, TextRange range) {
  std::string text;
  SourceMap map;
  for (std::uint32_t at = range.begin; at < range.end;) {
    const Line line = line_at(file.substr(0, range.end), at);
    const std::uint32_t first = at == range.begin ? at : skip_blanks(file.substr(0, line.end), at);
    map.append(first, line.end - first, line.end - first);
    text += file.substr(first, line.end - first);
    if (line.next > line.end) {
      map.append(line.end, line.next - line.end, 1);
      text += '\n';
    }
    at = line.next;
  }
  return make_prompt(std::move(text), std::move(map), range);
}

// The first line behind `line` that is a heading or begins code, or `end`.
std::uint32_t search_limit(std::string_view text, Line line, std::uint32_t end, RangeCursor& cursor) {
  while (line.next < end) {
    line = line_at(text, line.next);
    if (line.begin < line.end && text[line.begin] == '#') return line.begin;
    if (cursor.at(line.end) != nullptr) return line.begin;
  }
  return end;
}

// The next "subagent_type" at or behind `from`, or npos.
std::size_t find_field(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('_', from); at != std::string_view::npos; at = text.find('_', at + 1))
    if (at >= from + rarest && text.substr(at - rarest).starts_with(field)) return at - rarest;
  return std::string_view::npos;
}

std::vector<Mention> find_mentions(std::string_view body, const std::vector<TextRange>& code) {
  std::vector<Mention> out;
  RangeCursor cursor(code);
  Line line = line_at(body, 0);
  TextRange sentence;  // the last one that was looked at
  bool speaks = false;
  for (std::size_t at = find_field(body, 0); at != std::string_view::npos;
       at = find_field(body, at + field.size())) {
    // "subagent_type: subagent_type:x" is one.
    if (cursor.at(offset32(at)) != nullptr || (!out.empty() && at < out.back().range.end)) continue;
    auto mention = read_mention(body, offset32(at));
    if (!mention) continue;
    if (!sentence.contains(mention->range)) {
      sentence = sentence_around(body, mention->range);
      speaks = speaks_of_task(piece(body, sentence));
    }
    if (!speaks) continue;
    while (line.next <= at) line = line_at(body, line.next);
    mention->line = line;
    out.push_back(std::move(*mention));
  }
  return out;
}

}  // namespace

void read_prose_tasks(Document& document, std::string_view body, const std::vector<TextRange>& code) {
  const std::vector<Mention> mentions = find_mentions(body, code);
  RangeCursor cursor(code);
  std::uint32_t taken = 0;  // up to here the text is a prompt's
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const Mention& mention = mentions[i];
    if (mention.range.begin < taken) continue;
    std::uint32_t end = offset32(body.size());
    if (i + 1 < mentions.size()) {
      const Mention& next = mentions[i + 1];
      end = next.line.begin > mention.range.end ? next.line.begin : next.range.begin;
    }
    Task task;
    task.form = Task::Form::prose;
    task.open_tag = task.range = mention.range;
    task.fields.kind = YamlNode::Kind::mapping;
    task.fields.range = {mention.range.begin, mention.range.begin};
    const std::uint32_t limit = search_limit(body, mention.line, end, cursor);
    if (const auto range = find_prompt(body, mention, limit)) {
      task.prompt = read_quoted(document.text, *range);
      if (task.prompt) {
        task.range.end = std::min(range->end + 1, offset32(body.size()));
        if (is_beyond_ascii(body[range->end])) task.range.end = range->end + 3;  // ” and 」
        taken = task.range.end;
      }
    }
    task.close_tag = {task.range.end, task.range.end};
    for (const TextRange name : mention.names) {
      task.agents.push_back(offset32(document.agent_references.size()));
      document.agent_references.push_back(
          agent_reference(AgentReference::Place::prose, document.text, name, nullptr));
      document.agent_references.back().task = offset32(document.tasks.size());
    }
    document.tasks.push_back(std::move(task));
  }
}

}  // namespace baton
