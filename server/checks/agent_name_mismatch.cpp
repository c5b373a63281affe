// agent-name-mismatch: an agent is called by its `name`, and looked for by its file's; a skill by its
// folder's. Collections that keep names unique put the plugin before the stem.
#include <algorithm>
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/words.h"

namespace baton {
namespace {

const YamlNode* name_of(const CheckInput& input) {
  const YamlEntry* entry = input.document.front_matter.root.find("name");
  if (entry == nullptr || !entry->value.is_scalar() || entry->value.text.empty()) return nullptr;
  const auto is_at_fault = [](const SchemaFault& fault) { return fault.name == "name"; };
  return std::ranges::any_of(input.schema_faults, is_at_fault) ? nullptr : &entry->value;
}

bool is_plugin_and_stem(const Plugin* plugin, std::string_view name, std::string_view stem) {
  if (plugin == nullptr || !name.ends_with(stem)) return false;
  std::string_view before = name.substr(0, name.size() - stem.size());
  if (!before.ends_with('-')) return false;
  before.remove_suffix(1);
  return before == plugin->name || before == path::file_name(plugin->folder);
}

// A folder whose name says nothing of the skill: a clone's, a plugin's, or the one that skills lie in.
bool is_root(const CheckInput& input, std::string_view folder, const Plugin* plugin) {
  return folder == input.snapshot.root_of(input.path) || (plugin != nullptr && folder == plugin->folder) ||
         path::file_name(folder) == "skills" || path::file_name(folder) == ".claude";
}

}  // namespace

void check_agent_name_mismatch(const CheckInput& input, Findings& findings) {
  const bool skill = input.kind == FileKind::skill;
  const std::string_view folder = path::parent(input.path);
  const std::string_view expected = skill ? path::file_name(folder) : path::stem(input.path);
  const YamlEntry* entry = input.document.front_matter.root.find("name");
  if (entry == nullptr || entry->value.text == expected) return;
  const Plugin* plugin = input.snapshot.plugin_of(input.path);
  if (skill ? is_root(input, folder, plugin) : is_plugin_and_stem(plugin, entry->value.text, expected))
    return;
  const YamlNode* name = name_of(input);
  if (name == nullptr) return;
  const std::string meant =
      skill ? "skill " + quoted(name->text) + " lies in the folder " + quoted(expected)
            : "agent " + quoted(name->text) + " stands in the file " + quoted(path::file_name(input.path));
  findings.add(name->content_range(), meant + "; call both the same");
}

}  // namespace baton
