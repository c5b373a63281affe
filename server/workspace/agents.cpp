// What an agent's name means at a place: language.md of the documentation, "Agent references".
#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "server/base/char_set.h"
#include "server/base/path.h"
#include "server/workspace/built_in_agents.h"
#include "server/workspace/snapshot.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

using Place = AgentIndex::Place;
using Status = AgentResolution::Status;

// Longer than any name is; a placeholder may hold anything.
constexpr std::size_t longest_name = 200;

struct WrittenName {
  std::string_view plugin;  // of "plugin:name"
  std::string_view name;
  bool qualified = false;
};

WrittenName read_name(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {{}, text, false};
  const std::size_t behind = text.substr(colon).starts_with("::") ? colon + 2 : colon + 1;
  return {text.substr(0, colon), text.substr(behind), true};
}

// Filled in when the command runs.
bool has_variable(std::string_view text) {
  constexpr CharSet marks("{}<>$*[]");
  return marks.occurs_in(text);
}

AgentResolution resolved(const Agent& agent) {
  return {Status::resolved, &agent, {}, agent.path};
}
AgentResolution without_agent(Status status, std::string identity) {
  return {status, nullptr, {}, std::move(identity)};
}

// One question: a file, and what it asks of the world around it.
class Resolver {
 public:
  Resolver(const SnapshotIndex& index, const SnapshotParts& parts, std::string_view from)
      : folders_(*index.folders),
        half_seen_(index.half_seen_plugins),
        agents_(index.agents),
        parts_(parts),
        from_(from),
        own_(folders_.plugin_above(from)) {}

  AgentResolution resolve(std::string_view text) const {
    if (has_variable(text)) return without_agent(Status::unseen_plugin, std::string(text));
    const WrittenName written = read_name(text);
    return written.qualified ? resolve_qualified(text, written) : resolve_bare(text);
  }

 private:
  AgentResolution resolve_qualified(std::string_view text, const WrittenName& written) const {
    if (const Agent* agent = find_in_plugin(written.plugin, written.name)) return resolved(*agent);
    std::string identity = std::string(written.plugin) + ':' + std::string(written.name);
    if (is_known(text) || is_known(identity)) return without_agent(Status::resolved, std::move(identity));
    const std::string plugin(written.plugin);
    const bool seen = folders_.plugin_by_name.contains(plugin) && !half_seen_.contains(plugin);
    return without_agent(seen ? Status::unknown : Status::unseen_plugin, std::move(identity));
  }

  AgentResolution resolve_bare(std::string_view name) const {
    if (const AgentIndex::Named* named = agents_.named(name)) {
      if (const Agent* near = nearest(name)) return resolved(*near);
      if (named->in_plugins.size() > 1) return ambiguous(name, named->in_plugins);
      return resolved(agents_.all()[named->in_plugins.empty() ? named->first : named->in_plugins.front()]);
    }
    const bool built_in = std::ranges::find(built_in_agents, name) != built_in_agents.end();
    if (built_in || is_known(name)) return without_agent(Status::resolved, std::string(name));
    if (const Agent* agent = find_joined(name)) return resolved(*agent);
    const bool half_seen = own_ != nullptr && half_seen_.contains(own_->name);
    return without_agent(half_seen ? Status::unseen_plugin : Status::unknown, std::string(name));
  }

  // In the scopes that lie in an order: own plugin, .claude/agents from the file upwards, of the roots, the
  // user's.
  const Agent* nearest(std::string_view name) const {
    const Agent* found = own_ != nullptr ? agents_.find(Place::plugin_folder, own_->folder, name) : nullptr;
    for (std::string_view folder = path::parent(from_); found == nullptr && !folder.empty();
         folder = path::parent(folder)) {
      found = agents_.find(Place::claude, folder, name);
      if (folder.size() == 1) break;
    }
    for (auto root = parts_.roots.begin(); found == nullptr && root != parts_.roots.end(); ++root)
      found = agents_.find(Place::claude, *root, name);
    return found != nullptr ? found : agents_.find(Place::user, {}, name);
  }

  AgentResolution ambiguous(std::string_view name, const std::vector<std::uint32_t>& candidates) const {
    AgentResolution out = without_agent(Status::ambiguous, std::string(name));
    for (const std::uint32_t candidate : candidates) out.candidates.push_back(&agents_.all()[candidate]);
    return out;
  }

  // Several plugins may have one name: then the file's own comes first.
  const Agent* find_in_plugin(std::string_view plugin, std::string_view name) const {
    if (own_ != nullptr && own_->name == plugin)
      if (const Agent* agent = agents_.find(Place::plugin_folder, own_->folder, name)) return agent;
    if (const Agent* agent = agents_.find(Place::plugin_name, plugin, name)) return agent;
    // "plugin:folder:name" is how the tools call an agent in a folder below agents/.
    const std::size_t colon = name.rfind(':');
    if (colon == std::string_view::npos) return nullptr;
    return agents_.find(Place::plugin_name, plugin, name.substr(colon + 1));
  }

  // "plugin-name", cut at each "-"; the own plugin first.
  const Agent* find_joined(std::string_view text) const {
    if (text.size() > longest_name) return nullptr;
    if (own_ != nullptr && text.starts_with(own_->name) && text.substr(own_->name.size()).starts_with('-'))
      if (const Agent* agent = find_in_plugin(own_->name, text.substr(own_->name.size() + 1))) return agent;
    for (std::size_t dash = text.find('-'); dash != std::string_view::npos; dash = text.find('-', dash + 1))
      if (const Agent* agent = find_in_plugin(text.substr(0, dash), text.substr(dash + 1))) return agent;
    return nullptr;
  }

  bool is_known(std::string_view name) const {
    const auto& known = folders_.configuration_above(from_).known_agents;
    return !known.empty() && known.contains(std::string(name));
  }

  const FolderIndex& folders_;
  const std::unordered_set<std::string>& half_seen_;
  const AgentIndex& agents_;
  const SnapshotParts& parts_;
  std::string_view from_;
  const Plugin* own_;
};

// How near an agent is to a file: its scope in the order of resolution, and within .claude folders how far
// away.
enum class Scope : std::uint8_t { own_plugin, claude_above, claude_of_root, user, other_plugin, elsewhere };
struct Nearness {
  Scope scope = Scope::elsewhere;
  std::size_t distance = 0;
  auto operator<=>(const Nearness&) const = default;
};

Nearness nearness(const Agent& agent, const SnapshotParts& parts, std::string_view from, const Plugin* own) {
  if (own != nullptr && agent.plugin_folder == own->folder) return {Scope::own_plugin, 0};
  if (!parts.home_agents.empty() && path::is_below(agent.path, parts.home_agents)) return {Scope::user, 0};
  if (const std::string_view folder = claude_folder_of(agent.path); !folder.empty()) {
    if (path::is_below(from, folder)) return {Scope::claude_above, from.size() - folder.size()};
    const auto root = std::ranges::find(parts.roots, folder);
    if (root != parts.roots.end())
      return {Scope::claude_of_root, static_cast<std::size_t>(root - parts.roots.begin())};
  }
  return {agent.plugin_folder.empty() ? Scope::elsewhere : Scope::other_plugin, 0};
}

}  // namespace

AgentResolution Snapshot::resolve_agent(std::string_view from, std::string_view text) const {
  return Resolver(*index_, parts_, from).resolve(text);
}

std::vector<std::string> Snapshot::agent_names(std::string_view from) const {
  const std::vector<Agent>& agents = index_->agents.all();
  const Plugin* own = plugin_of(from);
  std::vector<std::pair<Nearness, std::uint32_t>> order;
  order.reserve(agents.size());
  for (std::uint32_t i = 0; i < agents.size(); ++i)
    order.emplace_back(nearness(agents[i], parts_, from, own), i);
  std::ranges::sort(order);

  const std::vector<std::string>& known = configuration_for(from).known_agents;
  std::vector<std::string> names;
  names.reserve(agents.size() + built_in_agents.size() + known.size());  // so that they stay where they are
  std::unordered_set<std::string_view> seen;
  const auto add = [&](std::string name) {
    names.push_back(std::move(name));
    if (!seen.insert(names.back()).second) names.pop_back();
  };
  for (const auto& [near, i] : order) {
    const Agent& agent = agents[i];
    if (near.scope == Scope::other_plugin)
      add(agent.plugin + ':' + agent.name);
    else if (near.scope != Scope::elsewhere || index_->agents.named(agent.name)->in_plugins.empty())
      add(agent.name);
  }
  for (const std::string_view name : built_in_agents) add(std::string(name));
  for (const std::string& name : known) add(name);
  return names;
}

}  // namespace baton
