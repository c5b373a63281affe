// Files without the word pay for one search. With it, each comment is looked at once, whatever it holds.
#include "server/syntax/suppressions.h"

#include <algorithm>
#include <span>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::string_view word = "baton-disable";

bool holds_word(std::string_view text) {
  return text.find(word) != std::string_view::npos;
}

TextItem item_at(std::string_view text, TextRange range) {
  return {std::string(piece(text, range)), range};
}

Suppression::Scope scope_of(std::string_view directive, bool in_yaml) {
  if (in_yaml)
    return directive == "baton-disable-line" ? Suppression::Scope::line : Suppression::Scope::unknown;
  if (directive == "baton-disable-next-line") return Suppression::Scope::next_line;
  return directive == "baton-disable-file" ? Suppression::Scope::file : Suppression::Scope::unknown;
}

// "baton-disable-… CODE, CODE -- reason" at `inside`, which is trimmed.
Suppression read_words(std::string_view text, TextRange whole, TextRange inside, bool in_yaml) {
  Suppression out;
  out.range = whole;
  out.in_yaml = in_yaml;
  std::uint32_t at = inside.begin;
  const auto next_word = [&](bool cut_at_commas) {
    const std::uint32_t begin = at;
    while (at < inside.end && !is_space(text[at]) && !(cut_at_commas && text[at] == ',')) ++at;
    return TextRange{begin, at};
  };
  out.directive = item_at(text, next_word(false));
  out.scope = scope_of(out.directive.text, in_yaml);
  for (;;) {
    while (at < inside.end && (is_space(text[at]) || text[at] == ',')) ++at;
    if (at == inside.end) return out;
    const TextRange code = next_word(true);
    if (piece(text, code) == "--") {
      out.reason = item_at(text, trimmed(text, {code.end, inside.end}));
      return out;
    }
    out.codes.push_back(item_at(text, code));
  }
}

// Ranges in order, none inside another: "which of them holds this place" is a search.
class Ranges {
 public:
  void add(TextRange range) {
    if (!range.empty()) ranges_.push_back(range);
  }
  void finish() {
    std::sort(ranges_.begin(), ranges_.end());
    std::vector<TextRange> out;
    for (const TextRange range : ranges_) {
      if (!out.empty() && range.begin < out.back().end)
        out.back().end = std::max(out.back().end, range.end);
      else
        out.push_back(range);
    }
    ranges_ = std::move(out);
  }
  bool hold(std::uint32_t offset) const {
    const auto next = behind(offset);
    return next != ranges_.begin() && std::prev(next)->contains(offset);
  }
  // Where the last of them that begins before `offset` ends, or 0.
  std::uint32_t end_before(std::uint32_t offset) const {
    const auto next = behind(offset);
    return next == ranges_.begin() ? 0 : std::prev(next)->end;
  }

 private:
  std::vector<TextRange>::const_iterator behind(std::uint32_t offset) const {
    return std::partition_point(ranges_.begin(), ranges_.end(),
                                [&](TextRange range) { return range.begin <= offset; });
  }

  std::vector<TextRange> ranges_;
};

// All scalars and keys; of a block scalar the lines below its header, which may end in a comment.
void collect(std::string_view text, const YamlNode& node, Ranges& out) {
  const bool block = node.style == ScalarStyle::literal || node.style == ScalarStyle::folded;
  if (node.is_scalar())
    out.add(block ? TextRange{std::min(line_at(text, node.range.begin).next, node.range.end), node.range.end}
                  : node.range);
  for (const YamlNode& item : node.items) collect(text, item, out);
  for (const YamlEntry& entry : node.entries) {
    out.add(entry.key_range);
    collect(text, entry.value, out);
  }
}

// The comments of one piece of YAML. `scalars` are all that stands in it and is no comment.
void read_comments(std::string_view text, TextRange area, const Ranges& scalars,
                   std::vector<Suppression>& out) {
  const std::string_view seen = text.substr(0, area.end);
  Line line{area.begin, area.begin, area.begin};
  for (std::size_t at = seen.find(word, area.begin); at != std::string_view::npos;) {
    if (at >= line.next) line = line_at(seen, std::max(line_begin(text, offset32(at)), area.begin));
    std::uint32_t mark = offset32(at);
    while (mark > line.begin && is_blank(text[mark - 1])) --mark;
    at = seen.find(word, at + word.size());
    if (mark == line.begin || text[--mark] != '#' || scalars.hold(mark)) continue;
    if (mark > line.begin && !is_blank(text[mark - 1])) continue;
    at = seen.find(word, line.next);
    // Before it there is YAML, and no other comment.
    const std::uint32_t from = std::clamp(scalars.end_before(mark), line.begin, mark);
    if (piece(text, {from, mark}).find('#') != std::string_view::npos) continue;
    const TextRange whole = trimmed(text, {mark, line.end});
    out.push_back(read_words(text, whole, trimmed(text, {mark + 1, whole.end}), true));
  }
}

void read_yaml(const Document& document, TextRange area, const YamlNode& root,
               std::span<const TextRange> others, std::vector<Suppression>& out) {
  if (area.end <= area.begin || !holds_word(document.slice(area))) return;
  Ranges scalars;
  collect(document.text, root, scalars);
  for (const TextRange range : others) scalars.add(range);
  scalars.finish();
  read_comments(document.text, area, scalars, out);
}

// What lies between the tags or fences.
TextRange inside_of(TextRange whole, TextRange open, TextRange close) {
  return {open.end, std::max(open.end, close.empty() ? whole.end : close.begin)};
}

void read_all_yaml(Document& document, std::vector<Suppression>& out) {
  const FrontMatter& front = document.front_matter;
  if (front.present) read_yaml(document, front.content, front.root, {}, out);
  for (const Task& task : document.tasks) {
    if (task.form == Task::Form::prose) continue;
    std::vector<TextRange> prompt = task.cut_short;
    if (task.prompt) prompt.push_back(task.prompt->range);
    read_yaml(document, inside_of(task.range, task.open_tag, task.close_tag), task.fields, prompt, out);
  }
  for (const Question& question : document.questions)
    read_yaml(document, inside_of(question.range, question.open_tag, question.close_tag), question.fields, {},
              out);
}

// Whether Markdown shows what begins here as it is written, or leaves it out with a comment around it.
bool is_text(const Markdown& markdown, std::uint32_t offset) {
  if (!markdown.in_code(offset)) return false;
  const auto& comments = markdown.html_comments;
  const auto next = std::partition_point(comments.begin(), comments.end(),
                                         [&](TextRange comment) { return comment.begin < offset; });
  return next == comments.end() || next->begin != offset;
}

// The Markdown that a comment at `offset` would belong to: that of the prompt around it, else the body.
// Nothing where it stands in YAML.
class Surroundings {
 public:
  explicit Surroundings(const Document& document) : document_(document) {
    if (document.front_matter.present) yaml_.add(document.front_matter.range);
    for (const Task& task : document.tasks) {
      if (task.form != Task::Form::prose) yaml_.add(task.range);
      if (task.prompt) prompts_.push_back(&*task.prompt);
    }
    for (const Question& question : document.questions) yaml_.add(question.range);
    yaml_.finish();
    std::sort(prompts_.begin(), prompts_.end(),
              [](const Prompt* a, const Prompt* b) { return a->range < b->range; });
  }
  const Markdown* at(std::uint32_t offset) const {
    const auto next = std::partition_point(prompts_.begin(), prompts_.end(), [&](const Prompt* prompt) {
      return prompt->range.begin <= offset;
    });
    if (next != prompts_.begin() && (*std::prev(next))->range.contains(offset))
      return &(*std::prev(next))->markdown;
    return yaml_.hold(offset) ? nullptr : &document_.body;
  }

 private:
  const Document& document_;
  Ranges yaml_;
  std::vector<const Prompt*> prompts_;
};

void read_html(const Document& document, std::vector<Suppression>& out) {
  constexpr std::string_view open = "<!--";
  constexpr std::string_view close = "-->";
  const std::string_view text = document.text;
  const Surroundings around(document);
  for (std::size_t at = text.find(open); at != std::string_view::npos;) {
    const std::size_t inside = skip_spaces(text, offset32(at + open.size()));
    const Markdown* markdown = text.substr(inside).starts_with(word) ? around.at(offset32(at)) : nullptr;
    if (markdown == nullptr || is_text(*markdown, offset32(at))) {
      at = text.find(open, at + open.size());
      continue;
    }
    const std::size_t end = text.find(close, inside);
    if (end == std::string_view::npos) return;
    const TextRange whole{offset32(at), offset32(end + close.size())};
    out.push_back(read_words(text, whole, trimmed(text, {offset32(inside), offset32(end)}), false));
    at = text.find(open, whole.end);
  }
}

}  // namespace

void read_suppressions(Document& document) {
  if (!holds_word(document.text)) return;
  std::vector<Suppression> out;
  read_all_yaml(document, out);
  read_html(document, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Suppression& a, const Suppression& b) { return a.range < b.range; });
  document.suppressions = std::move(out);
}

std::vector<Suppression> yaml_suppressions(std::string_view text) {
  std::vector<Suppression> out;
  if (!holds_word(text)) return out;
  const std::uint32_t begin = text_begin(text);
  const TextRange area{begin, offset32(text.size())};
  Ranges scalars;
  collect(text, parse_yaml_mapping(text, area).root, scalars);
  scalars.finish();
  read_comments(text, area, scalars, out);
  return out;
}

}  // namespace baton
