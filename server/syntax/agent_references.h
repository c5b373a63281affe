// Agents where they are named: from a YAML value, a tool, a table's cell or a sentence to references with
// exact bytes. language.md, "Agent references".
#pragma once

#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

// True for what can be an agent's name, with or without a plugin before it: no blanks, no variables, a letter
// in it.
bool is_agent_name(std::string_view text);

// Where the names stand in `text` ("a", "a OR b", "a/b", "a | b"; marks, quotes and a remark in round
// brackets behind a name aside). None where any part of it is no name: prose about agents names none.
std::vector<TextRange> agent_names(std::string_view text);

// The reference for the bytes `where` of `text`, which stands in the file by `map` (none: it is the file).
AgentReference agent_reference(AgentReference::Place place, std::string_view text, TextRange where,
                               const SourceMap* map);

// Reads the front matter's `agents`, `agent` and tools, and appends to the document's references.
void read_front_matter_agents(Document& document);

// Reads a YAML value that names agents: a scalar (with `commas` also several, separated by them) or a list of
// scalars. Returns the indices of what it appended.
std::vector<Index> read_agents(Document& document, const YamlNode& value, AgentReference::Place place,
                               bool commas);

}  // namespace baton
