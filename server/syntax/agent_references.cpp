// What is no name by its form (free text, a variable, "all") is no reference: nothing true could be said
// about it.
#include "server/syntax/agent_references.h"

#include <array>

#include "server/syntax/lines.h"

namespace baton {
namespace {

using Place = AgentReference::Place;

bool is_name_character(char c) {
  return is_word(c) || c == '-' || c == '.' || c == ':' || is_beyond_ascii(c);
}

// Words that stand for agents without naming one.
constexpr std::array<std::string_view, 6> not_names = {"all", "any", "none", "various", "null", "auto"};

// Marks, quotes and blanks around a name.
TextRange without_marks(std::string_view text, TextRange range) {
  constexpr std::string_view marks = " \t\r\n*`\"'";
  while (range.begin < range.end && marks.find(text[range.begin]) != std::string_view::npos) ++range.begin;
  while (range.end > range.begin && marks.find(text[range.end - 1]) != std::string_view::npos) --range.end;
  return range;
}

// "name (optional)" -> "name"
TextRange without_remark(std::string_view text, TextRange range) {
  range = without_marks(text, range);
  if (range.empty() || text[range.end - 1] != ')') return range;
  const std::size_t open = text.substr(0, range.end).rfind('(');
  if (open == std::string_view::npos || open <= range.begin) return range;
  return without_marks(text, {range.begin, offset32(open)});
}

std::vector<TextRange> split_alternatives(std::string_view text) {
  std::vector<TextRange> out;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    std::uint32_t width = 0;
    if (text[i] == '/' || text[i] == '|') {
      width = 1;
      if (text[i] == '|' && i + 1 < text.size() && text[i + 1] == '|') width = 2;
    } else if (is_space(text[i]) && i + 3 < text.size() && starts_with_lower(text.substr(i + 1), "or") &&
               is_space(text[i + 3])) {
      width = 4;
    }
    if (width == 0) continue;
    out.push_back({begin, i});
    begin = i + width;
    i = begin - 1;
  }
  out.push_back({begin, offset32(text.size())});
  return out;
}

std::vector<TextRange> split_commas(std::string_view text) {
  std::vector<TextRange> out;
  std::uint32_t begin = 0;
  int depth = 0;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (text[i] != ',' || depth > 0) continue;
    out.push_back({begin, i});
    begin = i + 1;
  }
  out.push_back({begin, offset32(text.size())});
  return out;
}

void append(Document& document, std::vector<Index>& out, Place place, std::string_view text, TextRange part,
            const SourceMap* map) {
  for (TextRange name : agent_names(piece(text, part))) {
    name.begin += part.begin;
    name.end += part.begin;
    out.push_back(offset32(document.agent_references.size()));
    document.agent_references.push_back(agent_reference(place, text, name, map));
  }
}

// "Agent(x, y)" and "Task(x)" in a string of tools.
void read_tools(Document& document, std::string_view text, const SourceMap* map) {
  std::vector<Index> ignored;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    std::size_t begin = open;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    const std::string_view tool = text.substr(begin, open - begin);
    const std::size_t close = text.find(')', open);
    if (close == std::string_view::npos) return;
    if (tool == "Agent" || tool == "Task") {
      const TextRange inside{offset32(open + 1), offset32(close)};
      for (TextRange part : split_commas(piece(text, inside))) {
        part.begin += inside.begin;
        part.end += inside.begin;
        append(document, ignored, Place::tool, text, part, map);
      }
    }
    open = close;
  }
}

bool balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
  }
  return depth == 0;
}

void read_tools(Document& document, const YamlNode& value) {
  if (value.is_scalar()) return read_tools(document, value.text, &value.map);
  for (const YamlNode& item : value.items) {
    if (!item.is_scalar() || balanced(item.text)) continue;
    // "[Read, Task(a, b)]": YAML's commas cut a tool in two, so the list is read as it is written.
    const std::string written(document.slice(value.range));
    const SourceMap map = SourceMap::identity(value.range.begin, value.range.size());
    return read_tools(document, written, &map);
  }
  for (const YamlNode& item : value.items)
    if (item.is_scalar()) read_tools(document, item.text, &item.map);
}

void read_conditional(Document& document, const YamlNode& value) {
  for (const YamlNode& item : value.items) {
    if (item.is_scalar()) read_agents(document, item, Place::agents, false);
    if (const YamlEntry* agent = item.find("agent"))
      read_agents(document, agent->value, Place::agents, false);
  }
}

}  // namespace

bool is_agent_name(std::string_view text) {
  if (text.empty() || text.size() > 200) return false;
  bool letter = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_name_character(text[i])) return false;
    letter = letter || is_letter(text[i]) || is_beyond_ascii(text[i]);
  }
  const auto at_end = [](char c) { return is_word(c) || is_beyond_ascii(c); };
  if (!letter || !at_end(text.front()) || !at_end(text.back())) return false;
  for (const std::string_view word : not_names)
    if (equals_lower(text, word)) return false;
  return true;
}

std::vector<TextRange> agent_names(std::string_view text) {
  std::vector<TextRange> out = split_alternatives(text);
  for (TextRange& range : out) {
    range = without_remark(text, range);
    if (!is_agent_name(piece(text, range))) return {};
  }
  return out;
}

AgentReference agent_reference(Place place, std::string_view text, TextRange where, const SourceMap* map) {
  const auto in_file = [&](TextRange range) { return map != nullptr ? map->to_source(range) : range; };
  AgentReference out;
  out.place = place;
  out.range = in_file(where);
  out.text = piece(text, where);
  const std::size_t colon = out.text.find(':');
  if (colon == std::string::npos) {
    out.name = out.text;
    out.qualifier_range = {out.range.begin, out.range.begin};
    out.name_range = out.range;
    return out;
  }
  const std::size_t behind = out.text.compare(colon, 2, "::") == 0 ? colon + 2 : colon + 1;
  out.qualifier = out.text.substr(0, colon);
  out.name = out.text.substr(behind);
  out.qualifier_range = in_file({where.begin, where.begin + offset32(colon)});
  out.name_range = in_file({where.begin + offset32(behind), where.end});
  return out;
}

std::vector<Index> read_agents(Document& document, const YamlNode& value, Place place, bool commas) {
  std::vector<Index> out;
  if (value.is_scalar()) {
    if (value.style == ScalarStyle::plain && scalar_type(value) != ScalarType::string) return out;
    if (!commas) {
      append(document, out, place, value.text, {0, offset32(value.text.size())}, &value.map);
      return out;
    }
    for (const TextRange part : split_commas(value.text))
      append(document, out, place, value.text, part, &value.map);
  }
  for (const YamlNode& item : value.items) {
    if (!item.is_scalar()) continue;
    const std::vector<Index> more = read_agents(document, item, place, false);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

void read_front_matter_agents(Document& document) {
  const std::vector<YamlEntry>& entries = document.front_matter.root.entries;
  for (const YamlEntry& entry : entries) {
    const YamlNode& value = entry.value;
    if (entry.key == "agent") read_agents(document, value, Place::agent, false);
    if (entry.key == "agents") {
      read_agents(document, value, Place::agents, true);
      if (const YamlEntry* primary = value.find("primary"))
        read_agents(document, primary->value, Place::agents, true);
      if (const YamlEntry* conditional = value.find("conditional"))
        read_conditional(document, conditional->value);
    }
    if (entry.key == "allowed-tools" || entry.key == "disallowed-tools" || entry.key == "tools" ||
        entry.key == "disallowedTools")
      read_tools(document, value);
  }
}

}  // namespace baton
