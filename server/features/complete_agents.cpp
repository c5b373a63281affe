// Agents, wherever one may be named.
#include <algorithm>

#include "server/features/completion_parts.h"
#include "server/features/hover_text.h"
#include "server/features/workspace_symbols.h"
#include "server/syntax/lines.h"

namespace baton {

void offer_agents(const FeatureInput& input, std::uint32_t offset, Completions& out) {
  constexpr std::size_t most_agents = 200;
  std::vector<std::string> names = input.snapshot.agent_names(input.path);
  if (names.size() > most_agents) {
    const TextRange typed{out.replace.begin, std::clamp(offset, out.replace.begin, out.replace.end)};
    const std::string_view word = piece(input.document.text, typed);
    std::erase_if(names, [&](const std::string& name) { return fuzzy_score(word, name) == 0; });
    names.resize(std::min(names.size(), most_agents));
    out.incomplete = true;
  }
  for (std::string& name : names) {
    CompletionItem item{std::move(name), CompletionItem::Kind::agent};
    const AgentResolution found = input.snapshot.resolve_agent(input.path, item.label);
    if (found.agent != nullptr) {
      if (const FileFacts* facts = input.snapshot.facts(found.agent->path)) item.detail = facts->model;
    } else if (found.status == AgentResolution::Status::resolved) {
      item.detail = "built in or configured";
    } else if (found.status == AgentResolution::Status::ambiguous) {
      continue;
    }
    out.items.push_back(std::move(item));
  }
}

std::string agent_documentation(const FeatureInput& input, std::string_view name, bool markdown) {
  const AgentResolution found = input.snapshot.resolve_agent(input.path, name);
  if (found.agent == nullptr) return {};
  HoverText out(markdown);
  if (const FileFacts* facts = input.snapshot.facts(found.agent->path)) {
    if (!facts->description.empty()) out.prose(facts->description);
    if (!facts->model.empty()) out.paragraph().words("Model: ").code(facts->model);
  }
  if (!found.agent->plugin.empty()) out.paragraph().words("Plugin: ").code(found.agent->plugin);
  return out.take();
}

std::string documentation_of(const FeatureInput& input, const CompletionItem& item, bool markdown) {
  if (item.kind == CompletionItem::Kind::agent) return agent_documentation(input, item.label, markdown);
  return HoverText(markdown).prose(item.documentation).take();
}

// subagent_type="…" in prose.
std::optional<Completions> complete_mention(const FeatureInput& input, std::uint32_t offset) {
  constexpr std::string_view field = "subagent_type";
  const std::string_view text = input.document.text;
  const std::string_view before = piece(text, {line_begin(text, offset), offset});
  const std::size_t at = before.rfind(field);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = before.substr(at + field.size());
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == '`' || rest.front() == '*'))
    rest.remove_prefix(1);
  if (rest.empty() || (rest.front() != '=' && rest.front() != ':')) return std::nullopt;
  rest = trimmed(rest.substr(1));
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
  const char quote = rest.front();
  if (rest.find(quote, 1) != std::string_view::npos) return std::nullopt;
  Completions out;
  out.replace = word_at(text, offset, is_name_byte);
  offer_agents(input, offset, out);
  return out;
}

// A cell of an agent table, by the header of its column.
std::optional<Completions> complete_table(const FeatureInput& input, std::uint32_t offset) {
  const Document& document = input.document;
  const auto& tables = document.body.tables;
  const auto table =
      std::ranges::find_if(tables, [&](const MarkdownTable& one) { return one.range.touches(offset); });
  if (table == tables.end() || table->header.empty()) return std::nullopt;
  const std::string_view text = document.text;
  const std::uint32_t line = line_begin(text, offset);
  if (document.lines.line_of(offset) < document.lines.line_of(table->range.begin) + 2) return std::nullopt;
  const std::uint32_t first = skip_blanks(text, line);
  if (first >= offset || text[first] != '|') return std::nullopt;
  std::size_t column = 0;
  for (std::uint32_t i = first + 1; i < offset; ++i) column += text[i] == '|' && text[i - 1] != '\\' ? 1 : 0;
  if (column >= table->header.size()) return std::nullopt;
  const std::string& header = table->header[column].text;
  Completions out;
  out.replace = word_at(text, offset, is_name_byte);
  if (equals_lower(header, "agent"))
    offer_agents(input, offset, out);
  else if (equals_lower(header, "modes") || equals_lower(header, "execution modes"))
    offer_modes(document, {}, out.items);
  else
    return std::nullopt;
  return out;
}

}  // namespace baton
