// Values of another shape than the one described are left out: what they should be is for the schema to say.
#include "server/syntax/modes.h"

#include <algorithm>

#include "server/syntax/agent_references.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

void read_mode(Document& document, const YamlEntry& entry) {
  Mode mode;
  mode.name = entry.key;
  mode.name_range = entry.key_range;
  mode.range = entry.range;
  const YamlNode& value = entry.value;
  if (value.is_scalar()) mode.duration = value.text;
  const auto text = [&](std::string_view key) {
    const YamlEntry* found = value.find(key);
    return found != nullptr && found->value.is_scalar() ? found->value.text : std::string();
  };
  if (value.is_mapping()) {
    mode.duration = text("duration");
    mode.description = text("description");
    mode.scope = text("scope");
    if (const YamlEntry* agents = value.find("agents")) {
      mode.agents = read_agents(document, agents->value, AgentReference::Place::mode, true);
      mode.lists_agents = !mode.agents.empty();
      for (const Index reference : mode.agents)
        document.agent_references[reference].mode = offset32(document.modes.size());
    }
    if (const YamlEntry* phases = value.find("phases"))
      for (const YamlNode& title : phases->value.items)
        if (title.is_scalar()) mode.phases.push_back({title.text, title.content_range()});
    if (const YamlEntry* is_default = value.find("default"))
      mode.is_default = is_default->value.is_scalar() &&
                        scalar_type(is_default->value) == ScalarType::boolean &&
                        to_lower(is_default->value.text.front()) == 't';
  }
  document.modes.push_back(std::move(mode));
}

void read_path(Document& document, const TextItem& name, const YamlNode& value) {
  if (value.is_scalar() && !trimmed(value.text).empty())
    document.external_docs.push_back({name, {value.text, value.content_range()}});
  if (const YamlEntry* path = value.find("path")) read_path(document, name, path->value);
  for (const YamlNode& item : value.items)
    if (item.is_scalar()) read_path(document, name, item);
}

// A path where names or a list are usual: a list of one. Words ("see the guide, too") are none.
bool is_lone_path(const YamlNode& value) {
  return value.is_scalar() && trimmed(value.text).find_first_of(" \t\n,;") == std::string_view::npos;
}

}  // namespace

const YamlEntry* modes_entry(const Document& document) {
  for (const std::string_view key : mode_keys) {
    const YamlEntry* found = document.front_matter.root.find(key);
    if (found != nullptr && found->value.is_mapping()) return found;
  }
  return nullptr;
}

void read_modes(Document& document) {
  if (const YamlEntry* modes = modes_entry(document))
    for (const YamlEntry& mode : modes->value.entries) read_mode(document, mode);
}

void read_external_docs(Document& document) {
  for (const std::string_view key : external_doc_keys) {
    const YamlEntry* found = document.front_matter.root.find(key);
    if (found == nullptr) continue;
    if (is_lone_path(found->value)) read_path(document, {}, found->value);
    for (const YamlEntry& doc : found->value.entries)
      read_path(document, {doc.key, doc.key_range}, doc.value);
    for (const YamlNode& item : found->value.items) {
      if (item.is_scalar()) read_path(document, {}, item);
      if (const YamlEntry* path = item.find("path")) {
        const YamlEntry* name = item.find("name");
        const bool named = name != nullptr && name->value.is_scalar();
        read_path(document, named ? TextItem{name->value.text, name->value.content_range()} : TextItem{},
                  path->value);
      } else if (item.entries.size() == 1) {  // "- methodology: path"
        read_path(document, {item.entries.front().key, item.entries.front().key_range},
                  item.entries.front().value);
      }
    }
    return;
  }
}

std::optional<std::size_t> mode_index(const Document& document, std::string_view name) {
  const auto found = std::ranges::find(document.modes, name, &Mode::name);
  if (found == document.modes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - document.modes.begin());
}

}  // namespace baton
