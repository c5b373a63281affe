// One walk over the lines. Where CommonMark's reading of the fences leaves one open at the end of the file
// (fences meant to nest), the nested reading is used, if it comes out even.
#include "server/syntax/task_scan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "server/syntax/fence.h"
#include "server/syntax/lines.h"
#include "server/syntax/phases.h"

namespace baton {
namespace {

using Kind = TaggedBlock::Kind;

constexpr std::string_view tag_name(Kind kind) {
  return kind == Kind::task ? "Task" : "AskUserQuestion";
}
constexpr std::string_view lower_name(Kind kind) {
  return kind == Kind::task ? "task" : "askuserquestion";
}

// The words of a line. What may stand behind a tag without being text is left out: the no-break spaces that a
// chat's text brings with it, and comments.
TextRange words_of(std::string_view text, Line line) {
  constexpr std::string_view no_break = "\u00A0";
  TextRange words = trimmed(text, line.range());
  for (;;) {
    const std::string_view all = piece(text, words);
    std::size_t end = all.size();
    if (all.ends_with(no_break)) {
      end -= no_break.size();
    } else if (all.ends_with("-->")) {
      const std::size_t begin = all.rfind("<!--");
      if (begin == 0 || begin == std::string_view::npos || all.find("-->", begin + 2) + 3 != end)
        return words;
      end = begin;
    } else {
      return words;
    }
    words = trimmed(text, {words.begin, words.begin + offset32(end)});
  }
}

struct OpenTag {
  Kind kind;
  TextRange range;
  std::uint32_t indent;
  bool exact;  // spelled with the usual capitals
};

// A line that is an opening tag and nothing else; attributes are allowed, since authors write them.
std::optional<OpenTag> open_tag(std::string_view text, Line line) {
  const TextRange tag = words_of(text, line);
  const std::string_view all = piece(text, tag);
  if (all.size() < 6 || all.front() != '<' || all.back() != '>' || all[all.size() - 2] == '/')
    return std::nullopt;
  for (const Kind kind : {Kind::task, Kind::question}) {
    const std::string_view name = lower_name(kind);
    if (!starts_with_lower(all.substr(1), name)) continue;
    const std::string_view rest = all.substr(1 + name.size());
    if (rest.front() != '>' && !is_blank(rest.front())) continue;
    if (rest.find_first_of("<>") != rest.size() - 1) continue;
    return OpenTag{kind, tag, tag.begin - line.begin, all.substr(1).starts_with(tag_name(kind))};
  }
  return std::nullopt;
}

// A closing tag at the end of `all`.
std::optional<TextRange> close_tag_in(std::string_view text, TextRange all, Kind kind) {
  if (all.empty() || text[all.end - 1] != '>') return std::nullopt;
  std::uint32_t end = all.end - 1;
  while (end > all.begin && is_blank(text[end - 1])) --end;
  const std::string_view name = lower_name(kind);
  if (end - all.begin < name.size() + 2) return std::nullopt;
  const auto begin = offset32(end - name.size() - 2);
  if (text[begin] != '<' || text[begin + 1] != '/' || !starts_with_lower(text.substr(begin + 2), name))
    return std::nullopt;
  return TextRange{begin, all.end};
}

struct CloseTag {
  TextRange range;
  std::uint32_t next;  // where the walk goes on
};

// A closing tag at the end of a line, or with nothing but the next block's opening tag behind it.
std::optional<CloseTag> close_tag(std::string_view text, Line line, Kind kind) {
  const TextRange words = words_of(text, line);
  if (const auto tag = close_tag_in(text, words, kind)) return CloseTag{*tag, line.next};
  const std::string_view all = piece(text, words);
  const std::size_t last = all.ends_with('>') ? all.rfind('<') : 0;
  if (last == 0 || last == std::string_view::npos) return std::nullopt;
  const std::uint32_t next = words.begin + offset32(last);
  const auto opened = open_tag(text, {next, line.end, line.next});
  if (!opened || !opened->exact) return std::nullopt;
  const auto tag = close_tag_in(text, trimmed(text, {words.begin, next}), kind);
  return tag ? std::optional(CloseTag{*tag, next}) : std::nullopt;
}

bool is_heading_up_to_3(std::string_view text, Line line, std::uint32_t indent) {
  std::uint32_t i = skip_blanks(text.substr(0, line.end), line.begin);
  if (i - line.begin > indent) return false;
  std::uint32_t level = 0;
  while (i < line.end && text[i] == '#') ++i, ++level;
  return level >= 1 && level <= 3 && (i == line.end || is_blank(text[i]));
}

struct BlockEnd {
  std::uint32_t content_end = 0;
  std::optional<TextRange> tag;
  std::uint32_t resume = 0;   // the line where the walk goes on
  std::uint32_t scanned = 0;  // how far the search went
};

const TextRange* range_around(const std::vector<TextRange>& ranges, std::uint32_t offset) {
  const auto behind = std::ranges::upper_bound(ranges, offset, {}, &TextRange::begin);
  return behind != ranges.begin() && std::prev(behind)->contains(offset) ? &*std::prev(behind) : nullptr;
}

bool names_agent(std::string_view text) {
  return text.find("subagent_type") != std::string_view::npos;
}

// Which lines are the text of a block scalar, "prompt: |": all that stand deeper than the block's fields,
// whose column is that of its first line.
class FieldText {
 public:
  bool step(std::string_view text, Line line, std::uint32_t indent) {
    const std::string_view words = piece(text, trimmed(text, line.range()));
    if (words.empty()) return inside_;
    if (!column_) column_ = indent;
    if (inside_ && indent > *column_) return true;
    const std::size_t colon = words.find(": ");
    const std::size_t header =
        colon == std::string_view::npos ? words.size() : skip_blanks(words, offset32(colon + 1));
    inside_ = indent == *column_ && header < words.size() && (words[header] == '|' || words[header] == '>') &&
              words.substr(header + 1).find_first_not_of("0123456789+-") == std::string_view::npos;
    return false;
  }

 private:
  std::optional<std::uint32_t> column_;
  bool inside_ = false;
};

// Looks for the end of the block whose content begins at `from`. Tags inside a fence or an example of the
// content are its text, but a tag that is less indented than that fence ends it with the block; and a closing
// tag in a fence that holds no opening one before it is this block's. Headings of the content are its text if
// a closing tag follows, but a later phase beside the block's own, `phase`, in which an agent is named is
// never inside a task. Nor are tags in the text of a field tags of their own, where one closes for each that
// opens and the block's own follows.
BlockEnd find_end(std::string_view text, std::uint32_t from, const OpenTag& opened,
                  const std::vector<TextRange>& examples, const PhaseLine& phase) {
  FenceReader fences(false);
  FieldText field;
  std::optional<std::uint32_t> heading;
  std::optional<std::uint32_t> later_phase;
  std::uint32_t nested_tags = 0;      // in code
  std::uint32_t deep_tags = 0;        // in the text of a field
  std::optional<BlockEnd> otherwise;  // the end, if those are no text
  std::uint32_t at = from;
  while (at < text.size()) {
    const Line line = line_at(text, at);
    bool code = fences.step(text, line);
    const std::uint32_t indent = skip_blanks(text.substr(0, line.end), line.begin) - line.begin;
    if (code && fences.open() && fences.indent() > opened.indent && indent <= opened.indent) code = false;
    const TextRange* example = range_around(examples, line.begin);
    const bool shown = example != nullptr && example->begin >= from;
    code = code || shown;
    if (!fences.open() && !shown) nested_tags = 0;
    const bool in_field = field.step(text, line, indent);
    const bool deep = in_field && !code;
    if (!in_field && deep_tags > 0 && otherwise) return *otherwise;
    if (!in_field) deep_tags = 0;
    if (const auto tag = close_tag(text, line, opened.kind)) {
      const BlockEnd here{std::max(from, tag->range.begin), tag->range, tag->next, line.next};
      if (code && nested_tags > 0) {
        --nested_tags;
      } else if (deep && deep_tags > 0) {
        --deep_tags;
        if (!otherwise) otherwise = here;
      } else if (later_phase && names_agent(piece(text, {*later_phase, line.begin}))) {
        return otherwise.value_or(BlockEnd{*heading, std::nullopt, *heading, at});
      } else {
        return here;
      }
    } else if (const auto next = open_tag(text, line);
               next && (next->exact || next->kind == Kind::question || deep)) {
      const std::uint32_t end = heading.value_or(at);
      const BlockEnd here{end, std::nullopt, end, at};
      if (heading || (!code && !deep)) return otherwise.value_or(here);
      if (deep && !otherwise && (next->exact || next->kind == Kind::question)) otherwise = here;
      ++(deep ? deep_tags : nested_tags);
    } else if (!code && !deep && is_heading_up_to_3(text, line, opened.indent)) {
      if (!heading) heading = at;
      const auto later = read_phase_line(piece(text, line.range()));
      if (!later_phase && later && later->level == phase.level && later->number > phase.number)
        later_phase = at;
    }
    at = line.next;
  }
  const std::uint32_t end = heading.value_or(offset32(text.size()));
  return otherwise.value_or(BlockEnd{end, std::nullopt, end, offset32(text.size())});
}

// Which lines are an indented block of code: four blanks or a tab deep, not below text, and not in a list,
// where nobody can tell without the list's own indent.
class IndentedCode {
 public:
  // Call once for each line outside fences and comments.
  bool step(std::string_view text, Line line) {
    const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
    if (first >= line.end) {
      below_text_ = false;
      return false;
    }
    const std::string_view indent = text.substr(line.begin, first - line.begin);
    const bool deep = indent.size() >= 4 || indent.find('\t') != std::string_view::npos;
    if (deep && !below_text_ && !in_list_) return true;
    const bool item = skip_list_marker(text, first) != first;
    if (item && !deep)
      in_list_ = true;
    else if (indent.empty() && (!below_text_ || text[first] == '#'))
      in_list_ = false;
    below_text_ = text[first] != '#' || deep;
    return false;
  }
  void behind_block() { below_text_ = false; }

 private:
  bool below_text_ = false;
  bool in_list_ = false;
};

struct Scan {
  std::vector<TaggedBlock> blocks;
  bool even = true;  // no fence is left open
};

Scan scan(std::string_view text, std::uint32_t from, bool nested_fences) {
  Scan out;
  FenceReader fences(nested_fences);
  IndentedCode indented;
  const std::vector<TextRange> examples = example_ranges(text, from);
  PhaseLine phase;  // the last one above
  bool in_comment = false;
  std::uint32_t no_task_before =
      0;  // no "<task>" in small letters is closed before this with an agent inside it
  std::uint32_t at = from;
  while (at < text.size()) {
    const Line line = line_at(text, at);
    at = line.next;
    const std::string_view words = piece(text, trimmed(text, line.range()));
    if (in_comment) {
      in_comment = words.find("-->") == std::string_view::npos;
      continue;
    }
    if (fences.step(text, line)) {
      indented.behind_block();
      continue;
    }
    if (indented.step(text, line)) continue;
    if (words.starts_with('#')) phase = read_phase_line(piece(text, line.range())).value_or(phase);
    if (!words.starts_with('<')) continue;
    if (words.starts_with("<!--")) {
      in_comment = words.find("-->", 2) == std::string_view::npos;
      continue;
    }
    const auto tag = open_tag(text, line);
    if (!tag) continue;
    // "<task>" in small letters is common in prompts about anything; closed and with an agent inside it is
    // meant.
    const bool doubtful = !tag->exact && tag->kind == Kind::task;
    if (doubtful && line.begin < no_task_before) continue;
    const TextRange* example = range_around(examples, line.begin);
    const std::string_view seen = example == nullptr ? text : text.substr(0, example->end);
    const BlockEnd end = find_end(seen, line.next, *tag, examples, phase);
    if (doubtful && (!end.tag || !names_agent(piece(text, {line.next, end.content_end})))) {
      no_task_before = end.tag ? end.content_end : end.scanned;
      continue;
    }
    TaggedBlock block;
    block.kind = example == nullptr ? tag->kind : Kind::example;
    block.open_tag = tag->range;
    block.content = {line.next, std::max(line.next, end.content_end)};
    block.closed = end.tag.has_value();
    const std::uint32_t last =
        end.tag ? end.tag->end : std::max(tag->range.end, trimmed(text, block.content).end);
    block.range = {tag->range.begin, last};
    block.close_tag = end.tag.value_or(TextRange{last, last});
    out.blocks.push_back(block);
    indented.behind_block();
    at = std::max(end.resume, line.next);
  }
  out.even = !fences.open();
  return out;
}

bool may_hold_tags(std::string_view text, std::uint32_t from) {
  for (std::size_t i = text.find('<', from); i != std::string_view::npos; i = text.find('<', i + 1)) {
    const std::string_view rest = text.substr(i + 1);
    if (starts_with_lower(rest, "task") || starts_with_lower(rest, "askuser")) return true;
  }
  return false;
}

// Only blanks stand before it; looked for backwards, for a line may hold any number of tags.
bool begins_line(std::string_view text, std::uint32_t at) {
  while (at > 0 && is_blank(text[at - 1])) --at;
  return at == 0 || is_line_end(text[at - 1]);
}

}  // namespace

std::vector<TextRange> example_ranges(std::string_view text, std::uint32_t from) {
  constexpr std::string_view name = "example";
  std::array<std::vector<std::uint32_t>, 2> open;  // of each of the two names
  std::vector<TextRange> out;
  for (std::size_t at = text.find('<', from); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto tag = offset32(at);
    const bool closes = text.substr(at + 1).starts_with('/');
    std::string_view rest = text.substr(at + (closes ? 2 : 1));
    if (!starts_with_lower(rest, name)) continue;
    rest.remove_prefix(name.size());
    const std::size_t many = !rest.empty() && to_lower(rest.front()) == 's' ? 1 : 0;
    if (many == 1) rest.remove_prefix(1);
    if (rest.empty() || (rest.front() != '>' && !is_blank(rest.front()))) continue;
    if (!closes) {
      if (begins_line(text, tag)) open[many].push_back(tag);
      continue;
    }
    if (open[many].empty()) continue;
    const std::uint32_t begin = open[many].back();
    open[many].pop_back();
    // One that is never closed is passed over.
    while (!open[1 - many].empty() && open[1 - many].back() > begin) open[1 - many].pop_back();
    while (!out.empty() && out.back().begin > begin) out.pop_back();
    out.push_back({begin, tag});
  }
  return out;
}

std::vector<TaggedBlock> scan_tagged_blocks(std::string_view text, std::uint32_t from) {
  if (!may_hold_tags(text, from)) return {};
  Scan usual = scan(text, from, false);
  if (usual.even) return std::move(usual.blocks);
  Scan nested = scan(text, from, true);
  return nested.even ? std::move(nested.blocks) : std::move(usual.blocks);
}

}  // namespace baton
