// See the header.
#include "server/syntax/markdown_links.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_entities.h"
#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

// How far a link without any text is looked for when its target has no place either: "[](a\*b)".
constexpr std::uint32_t longest_search = 4096;

// What can stand between a bracket and the first text behind it.
bool is_mark(char c) {
  return std::string_view("*_~`\\>").find(c) != std::string_view::npos || is_space(c);
}

}  // namespace

void LinkReader::enter(bool image, FoundTarget target) {
  Open open;
  open.index = links_.size();
  open.image = image;
  open.target = std::move(target);
  open_.push_back(std::move(open));
  links_.emplace_back();
}

bool LinkReader::settle_one(Open& open, std::uint32_t& first, std::uint32_t floor) const {
  std::uint32_t i = first;
  while (i > floor && is_mark(text_[i - 1])) --i;
  if (i <= floor || text_[i - 1] != '[') return false;
  open.text_begin = i--;
  if (open.image) {
    if (i <= floor || text_[i - 1] != '!') return false;
    --i;
  }
  first = i;
  open.state = State::settled;
  return true;
}

void LinkReader::settle_open(std::uint32_t first, std::uint32_t floor) {
  for (std::size_t i = open_.size(); i-- > 0 && open_[i].state == State::pending;)
    if (!settle_one(open_[i], first, floor)) open_[i].state = State::bare;
}

// A link without text: its target leads to it.
void LinkReader::settle_empty(Open& open, std::uint32_t floor, std::uint32_t quotations) const {
  if (open.target.range && open.target.range->begin > floor) {
    std::uint32_t i = open.target.range->begin;
    if (text_[i - 1] == '<') --i;
    while (i > floor && (is_space(text_[i - 1]) || text_[i - 1] == '>')) --i;
    if (i >= floor + 2 && text_[i - 1] == '(' && text_[i - 2] == ']') {
      i -= 2;
      if (settle_one(open, i, floor)) return;
    }
  }
  const std::string_view near = std::string_view(text_).substr(0, floor + longest_search);
  for (std::size_t at = near.find('[', floor); at != std::string_view::npos; at = near.find('[', at + 1)) {
    if (open.image && (at == 0 || near[at - 1] != '!')) continue;
    std::uint32_t close = offset32(at) + 1;
    while (close < near.size() && is_mark(near[close])) ++close;
    if (!near.substr(close).starts_with("](")) continue;
    const std::optional<LinkTail> tail = read_link_tail(near, close + 1, quotations);
    if (!tail || decode_markdown(piece(near, tail->target)) != open.target.text) continue;
    open.text_begin = offset32(at) + 1;
    open.state = State::settled;
    return;
  }
}

bool LinkReader::read_tail(const Open& open, std::uint32_t close, std::uint32_t quotations,
                           MarkdownLink& link) const {
  if (close + 1 >= text_.size() || text_[close + 1] != '(') return false;
  // A target that stands before this bracket is a definition's.
  if (open.target.range && open.target.range->begin < close) return false;
  const std::optional<LinkTail> tail = read_link_tail(text_, close + 1, quotations);
  if (!tail) return false;
  if (open.target.range ? tail->target != *open.target.range
                        : decode_markdown(piece(text_, tail->target)) != open.target.text)
    return false;
  link.kind = MarkdownLink::Kind::inline_link;
  link.target_range = tail->target;
  link.range.end = tail->end;
  return true;
}

const LinkDefinitions& LinkReader::definitions() {
  if (!definitions_) definitions_.emplace(text_);
  return *definitions_;
}

// Where the label of a full or collapsed reference ends. What goes on in the next line may be no label: its
// bracket may close in another paragraph.
std::optional<std::uint32_t> LinkReader::full_label_end(const Open& open, std::uint32_t bracket) {
  const std::optional<std::uint32_t> end = label_end(text_, bracket);
  if (!end) return end;
  const std::string_view label = piece(text_, {bracket + 1, *end - 1});
  if (label.find_first_of("\r\n") == std::string_view::npos) return end;
  return definitions().defines(label, open.target.text) ? end : std::nullopt;
}

bool LinkReader::read_reference(const Open& open, std::uint32_t close, MarkdownLink& link) {
  link.kind = MarkdownLink::Kind::reference;
  link.range.end = close + 1;
  TextRange label{open.text_begin, close};
  if (close + 1 < text_.size() && text_[close + 1] == '[') {
    if (const std::optional<std::uint32_t> end = full_label_end(open, close + 1)) {
      link.range.end = *end;
      if (*end > close + 3) label = {close + 2, *end - 1};
    }
  }
  if (text_[label.begin] == '^') return false;  // "[^1]" is a footnote on GitHub
  if (open.target.range) {
    link.target_range = *open.target.range;
    return true;
  }
  const std::optional<TextRange> found = definitions().find(piece(text_, label), open.target.text);
  if (found) link.target_range = *found;
  return found.has_value();
}

std::optional<TextRange> LinkReader::leave(std::uint32_t cursor, std::uint32_t quotations) {
  if (open_.empty()) return std::nullopt;
  Open open = std::move(open_.back());
  open_.pop_back();
  if (open.state == State::pending) settle_empty(open, cursor, quotations);
  if (open.state != State::settled) return std::nullopt;
  const std::size_t found = text_.find(']', std::max(cursor, open.text_begin));
  if (found == std::string::npos) return std::nullopt;
  const std::uint32_t close = offset32(found);
  MarkdownLink link;
  link.range.begin = open.text_begin - (open.image ? 2 : 1);
  link.text_range = {open.text_begin, close};
  if (!read_tail(open, close, quotations, link) && !read_reference(open, close, link)) return std::nullopt;
  if (open.image) link.kind = MarkdownLink::Kind::image;
  link.target = std::move(open.target.text);
  const TextRange range = link.range;
  links_[open.index] = std::move(link);
  return range;
}

void LinkReader::finish() {
  std::erase_if(links_, [](const MarkdownLink& link) { return link.range.empty(); });
}

}  // namespace baton
