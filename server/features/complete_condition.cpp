// Names of modes at the begin of a condition: "[Quick/Standard mode: …]".
#include <algorithm>

#include "server/base/utf8.h"
#include "server/checks/flow_words.h"
#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"

namespace baton {

void offer_modes(const Document& document, std::string_view behind, Items& out) {
  for (std::size_t mode = 0; mode < document.modes.size(); ++mode) {
    ModeSet modes;
    modes.add(mode);
    const std::string head = condition_head(document, modes);  // "[Quick mode: "
    if (head.empty()) continue;
    const std::string name = head.substr(1, head.rfind(" mode: ") - 1);
    out.push_back({name,
                   CompletionItem::Kind::mode,
                   document.modes[mode].duration,
                   document.modes[mode].description,
                   name + std::string(behind),
                   {}});
  }
}

std::optional<Completions> complete_condition(const FeatureInput& input, std::uint32_t offset) {
  const Document& document = input.document;
  if (document.modes.empty() || !prompt_at(document, offset)) return std::nullopt;
  const std::string_view text = document.text;
  const std::uint32_t line = line_begin(text, offset);
  const std::string_view before = piece(text, {line, offset});
  const std::size_t open = before.rfind('[');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view head = before.substr(open + 1);
  const auto is_part = [](char c) {
    return is_word(c) || c == '-' || c == '/' || c == ',' || c == ' ' || is_beyond_ascii(c);
  };
  if (!std::ranges::all_of(head, is_part)) return std::nullopt;
  // A bracket in the middle of a sentence is a link's.
  const std::uint32_t first = skip_list_marker(text, skip_blanks(text, line));
  if (first != line + open) {
    const std::string_view sentence = trimmed(before.substr(0, open));
    if (!sentence.empty() && std::string_view(".:;").find(sentence.back()) == std::string_view::npos)
      return std::nullopt;
  }
  Completions out;
  out.replace = word_at(text, offset, [](char c) { return is_word(c) || c == '-' || is_beyond_ascii(c); });
  const std::string_view joined = trimmed(head.substr(0, head.size() - (offset - out.replace.begin)));
  const bool joins =
      joined.empty() || joined.back() == '/' || joined.back() == ',' || joined.ends_with(" and");
  if (!joins) return Completions{};
  const std::string_view tail = piece(text, {out.replace.end, line_at(text, offset).end});
  const bool complete = !tail.empty() && tail.front() != ']' && !trimmed(tail).empty();
  offer_modes(document, complete ? "" : joined.empty() ? " mode: " : " modes: ", out.items);
  // Those that are named already are not offered again.
  const std::string named = fold_case(joined);
  std::erase_if(out.items, [&](const CompletionItem& item) {
    for (std::size_t at = 0, end = 0; at < named.size(); at = end + 1) {
      end = std::min(named.find_first_of("/,", at), named.size());
      if (trimmed(std::string_view(named).substr(at, end - at)) == fold_case(item.label)) return true;
    }
    return false;
  });
  return out;
}

}  // namespace baton
