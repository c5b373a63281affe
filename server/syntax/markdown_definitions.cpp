// See the header. What merely looks like a definition does no harm: it is found only by a use that md4c has
// resolved.
#include "server/syntax/markdown_definitions.h"

#include "server/syntax/lines.h"
#include "server/syntax/markdown_entities.h"
#include "server/syntax/markdown_places.h"

namespace baton {
namespace {

// Labels match with case and runs of white space aside (CommonMark 0.30, section 4.7).
std::string key(std::string_view label, std::string_view target) {
  std::string out;
  for (const char c : trimmed(label)) {
    if (!is_space(c))
      out += to_lower(c);
    else if (!out.ends_with(' '))
      out += ' ';
  }
  out += '\n';
  out += target;
  return out;
}

// Where the label that ends at `close` begins, its bracket included. It may have begun on an earlier line.
std::optional<std::uint32_t> label_begin(std::string_view text, std::size_t close) {
  const std::size_t floor = close > longest_label ? close - longest_label : 0;
  for (std::size_t i = close; i > floor; --i)
    if (text[i - 1] == '[' && (i < 2 || text[i - 2] != '\\')) return offset32(i - 1);
  return std::nullopt;
}

// Only marks of quotations and lists may stand before it on its line.
bool begins_line(std::string_view text, std::uint32_t bracket) {
  std::uint32_t i = bracket;
  while (i > 0 && !is_line_end(text[i - 1])) {
    --i;
    if (!is_blank(text[i]) && !is_digit(text[i]) &&
        std::string_view(">-+*.)").find(text[i]) == std::string_view::npos)
      return false;
  }
  return true;
}

}  // namespace

LinkDefinitions::LinkDefinitions(std::string_view text) {
  for (std::size_t colon = text.find("]:"); colon != std::string_view::npos;
       colon = text.find("]:", colon + 2)) {
    const std::optional<LinkTarget> target = read_link_target(text, skip_gap(text, offset32(colon + 2), 1));
    if (!target) continue;
    const std::optional<std::uint32_t> open = label_begin(text, colon);
    if (!open || !begins_line(text, *open)) continue;
    const std::string decoded = decode_markdown(piece(text, target->range));
    definitions_.try_emplace(key(text.substr(*open + 1, colon - *open - 1), decoded), target->range);
    definitions_.try_emplace(key({}, decoded), target->range);
  }
}

std::optional<TextRange> LinkDefinitions::find(std::string_view label, std::string_view target) const {
  auto found = definitions_.find(key(label, target));
  if (found == definitions_.end()) found = definitions_.find(key({}, target));
  if (found == definitions_.end()) return std::nullopt;
  return found->second;
}

bool LinkDefinitions::defines(std::string_view label, std::string_view target) const {
  return definitions_.contains(key(label, target));
}

}  // namespace baton
