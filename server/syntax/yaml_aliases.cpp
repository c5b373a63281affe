// See the header. The aliases are put out of the library's sight, as plain texts.
#include "server/syntax/yaml_aliases.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/syntax/lines.h"
#include "server/syntax/yaml_library.h"
#include "server/syntax/yaml_scalar.h"

namespace baton {
namespace {

bool begins_token(std::string_view source, std::uint32_t at) {
  return at == 0 || std::string_view(" \t\n[{,").find(source[at - 1]) != std::string_view::npos;
}

std::uint32_t name_end(std::string_view source, std::uint32_t at) {
  while (at < source.size() && !is_space(source[at]) &&
         std::string_view("[]{},").find(source[at]) == std::string_view::npos)
    ++at;
  return at;
}

// Takes the texts at the aliases' places out of the tree; how many there were.
std::size_t forget(YamlNode& node, const std::vector<TextRange>& aliases) {
  if (node.is_scalar()) {
    if (!std::ranges::binary_search(aliases, node.range)) return 0;
    node = unknown_value(node.range);
    return 1;
  }
  std::size_t found = 0;
  for (YamlNode& item : node.items) found += forget(item, aliases);
  for (YamlEntry& entry : node.entries) found += forget(entry.value, aliases);
  leave_out_unknown(node);
  return found;
}

}  // namespace

YamlNode unknown_value(TextRange alias) {
  YamlNode out;
  out.range = alias;
  return out;
}

bool is_unknown(const YamlNode& value) {
  return value.kind == YamlNode::Kind::null && !value.range.empty();
}

void leave_out_unknown(YamlNode& list_or_mapping) {
  std::erase_if(list_or_mapping.items, is_unknown);
  std::erase_if(list_or_mapping.entries,
                [](const YamlEntry& entry) { return entry.key == "<<" && is_unknown(entry.value); });
}

void UnknownAliases::find_names() {
  if (names_) return;
  names_.emplace();
  for (std::size_t at = source_.find('&'); at != std::string_view::npos; at = source_.find('&', at + 1)) {
    const auto begin = offset32(at);
    if (!begins_token(source_, begin)) continue;
    const std::uint32_t end = name_end(source_, begin + 1);
    if (end > begin + 1) names_->try_emplace(piece(source_, {begin + 1, end}), begin);
  }
}

std::optional<TextRange> UnknownAliases::alias_at(std::uint32_t at, std::uint32_t end) {
  if (source_[at] != '*') return std::nullopt;
  find_names();
  const TextRange alias{at, std::min(name_end(source_, at), end)};
  const auto name = names_->find(piece(source_, {alias.begin + 1, alias.end}));
  return name != names_->end() && name->second < at ? std::optional(alias) : std::nullopt;
}

std::optional<YamlNode> UnknownAliases::read(TextRange part, std::uint32_t column) {
  std::vector<TextRange> aliases;
  for (std::uint32_t at = part.begin; at < part.end; ++at) {
    if (!begins_token(source_, at)) continue;
    if (source_[at] == '"' || source_[at] == '\'') {
      const QuotedScan quoted = scan_quoted(source_.substr(0, part.end), at, column);
      if (quoted.closed) at = quoted.scalar.range.end - 1;
      continue;
    }
    const auto alias = alias_at(at, part.end);
    if (!alias || names_->at(piece(source_, {at + 1, alias->end})) >= part.begin) continue;
    aliases.push_back(*alias);
    at = alias->end - 1;
  }
  if (aliases.empty()) return std::nullopt;
  std::string text(source_.substr(0, part.end));
  for (const TextRange alias : aliases) text[alias.begin] = '_';
  LibraryReading library = read_yaml_by_library(text, part);
  // Else one of them is no value, but a key or a part of a text.
  const bool all = library.node && forget(*library.node, aliases) == aliases.size();
  return all ? std::move(library.node) : std::nullopt;
}

}  // namespace baton
