// agent-name-mismatch: an agent is called by its `name`, and looked for by its file's; a skill by its
// folder's. Collections that keep names unique put the plugin before the stem, or follow a rule of their own.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

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

// That are looked at to tell what a folder's rule is: its agents, and the folders in it that are passed over.
constexpr int most_neighbours = 64, most_folders = 256;

// What one of the two has and the other lacks: "flow-review" in review.md, "review" in review.template.md.
struct Affix {
  bool of_name = false;
  bool in_front = false;
  std::string_view text;
  bool operator==(const Affix&) const = default;
};
std::optional<Affix> affix_of(std::string_view name, std::string_view stem) {
  const bool of_name = name.size() > stem.size();
  const std::string_view longer = of_name ? name : stem;
  const std::string_view shorter = of_name ? stem : name;
  if (shorter.empty() || longer.size() == shorter.size()) return std::nullopt;
  const auto joins = [](char c) { return c == '-' || c == '.' || c == '_' || c == ':'; };
  const std::size_t size = longer.size() - shorter.size();
  if (longer.ends_with(shorter) && joins(longer[size - 1]))
    return Affix{of_name, true, longer.substr(0, size)};
  if (longer.starts_with(shorter) && joins(longer[shorter.size()]))
    return Affix{of_name, false, longer.substr(shorter.size())};
  return std::nullopt;
}

// Behind the agents of the folder below `folder` that holds `path`.
std::string behind_subfolder(std::string_view folder, std::string_view path) {
  constexpr char behind_slash = '/' + 1;
  return std::string(path.substr(0, path.find('/', folder.size() + 1))) + behind_slash;
}

// Whether at least as many of the agents beside it are called by the same rule as are not, and one is.
bool follows_rule(const CheckInput& input, std::string_view name) {
  const std::optional<Affix> rule = affix_of(name, path::stem(input.path));
  if (!rule) return false;
  const std::string_view folder = path::parent(input.path);
  const std::vector<Agent>& agents = input.snapshot.agents();
  int same = 0, others = 0, folders = 0;
  auto agent = std::ranges::lower_bound(agents, std::string(folder) + "/", {}, &Agent::path);
  while (agent != agents.end() && path::is_below(agent->path, folder) && same + others < most_neighbours &&
         folders < most_folders) {
    if (path::parent(agent->path) != folder) {
      ++folders;
      agent = std::ranges::lower_bound(agent, agents.end(), behind_subfolder(folder, agent->path), {},
                                       &Agent::path);
      continue;
    }
    if (agent->path != input.path) ++(affix_of(agent->name, path::stem(agent->path)) == rule ? same : others);
    ++agent;
  }
  return same > 0 && same >= others;
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
  if (skill
          ? is_root(input, folder, plugin)
          : is_plugin_and_stem(plugin, entry->value.text, expected) || follows_rule(input, entry->value.text))
    return;
  const YamlNode* name = name_of(input);
  if (name == nullptr) return;
  const std::string meant =
      skill ? "skill " + quoted(name->text) + " lies in the folder " + quoted(expected)
            : "agent " + quoted(name->text) + " stands in the file " + quoted(path::file_name(input.path));
  findings.add(name->content_range(), meant + "; call both the same");
}

}  // namespace baton
