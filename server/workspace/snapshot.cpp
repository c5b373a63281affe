// A snapshot's own part: what it is made of, and what it shares with the one before it.
#include "server/workspace/snapshot.h"

#include <utility>

#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

// A template is, where it gives an agent a name.
bool is_indexed(const FileFacts& facts) {
  if (facts.is_template) return facts.kind == FileKind::agent && !facts.name.empty();
  return facts.kind == FileKind::agent || facts.kind == FileKind::command;
}

// Whether one file says another thing of agents and names than before.
bool changes_names(const FileFacts* before, const FileFacts& now) {
  const bool was = before != nullptr && is_indexed(*before);
  const bool is = is_indexed(now);
  return was != is || (is && (before->kind != now.kind || before->name != now.name ||
                              before->is_template != now.is_template));
}

}  // namespace

Snapshot::Snapshot(SnapshotParts parts) : parts_(std::move(parts)), index_(make_index(parts_)) {}

Snapshot::Snapshot(SnapshotParts parts, const Snapshot& before)
    : parts_(std::move(parts)), index_(with_names_of(*before.index_, parts_)) {}

Snapshot::Snapshot(SnapshotParts parts, std::shared_ptr<const SnapshotIndex> index)
    : parts_(std::move(parts)), index_(std::move(index)) {}

std::shared_ptr<const Snapshot> Snapshot::with_facts(std::shared_ptr<const FileFacts> facts_now) const {
  const bool other_names = changes_names(facts(facts_now->path), *facts_now);
  SnapshotParts parts = parts_;
  parts.edited[facts_now->path] = std::move(facts_now);
  std::shared_ptr<const SnapshotIndex> index = index_;
  if (other_names) index = with_names_of(*index_, parts);
  return std::shared_ptr<const Snapshot>(new Snapshot(std::move(parts), std::move(index)));
}

// Places and anchors alone give nothing a name: the index stays.
std::shared_ptr<const Snapshot> Snapshot::with_looked_up(
    std::map<std::string, PathLookup> paths, std::vector<std::shared_ptr<const FileFacts>> outlines) const {
  SnapshotParts parts = parts_;
  bool other_names = false;
  if (!paths.empty()) {
    paths.insert(parts.looked_up->begin(), parts.looked_up->end());
    parts.looked_up = std::make_shared<const std::map<std::string, PathLookup>>(std::move(paths));
  }
  if (!outlines.empty()) {
    auto known = *parts.facts;
    for (std::shared_ptr<const FileFacts>& outline : outlines) {
      other_names = other_names || changes_names(facts(outline->path), *outline);
      std::string path = outline->path;
      known.emplace(std::move(path), std::move(outline));
    }
    parts.facts = std::make_shared<const decltype(known)>(std::move(known));
  }
  std::shared_ptr<const SnapshotIndex> index = other_names ? with_names_of(*index_, parts) : index_;
  return std::shared_ptr<const Snapshot>(new Snapshot(std::move(parts), std::move(index)));
}

std::string_view Snapshot::root_of(std::string_view path) const {
  return baton::root_of(parts_.roots, path);
}

const FileFacts* Snapshot::facts(std::string_view path) const {
  return facts_of(parts_, path);
}

const Plugin* Snapshot::plugin_of(std::string_view path) const {
  return index_->folders->plugin_above(path);
}

const Plugin* Snapshot::plugin_named(std::string_view name) const {
  const FolderIndex& folders = *index_->folders;
  const auto found = folders.plugin_by_name.find(std::string(name));
  return found == folders.plugin_by_name.end() ? nullptr : &folders.plugins[found->second];
}

const std::vector<Plugin>& Snapshot::plugins() const {
  return index_->folders->plugins;
}

bool Snapshot::defines_agents() const {
  return index_->agents.in_workspace();
}

const std::vector<Agent>& Snapshot::agents() const {
  return index_->agents.all();
}

std::optional<SameName> Snapshot::same_name_before(std::string_view path) const {
  const SameNames::First* first = index_->same_names.before(path);
  const FileFacts* other = first == nullptr ? nullptr : facts(first->path);
  return other == nullptr ? std::nullopt : std::optional(SameName{first->name, other});
}

const Configuration& Snapshot::configuration_for(std::string_view path) const {
  return index_->folders->configuration_above(path).values;
}

}  // namespace baton
