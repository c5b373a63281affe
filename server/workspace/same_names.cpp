// Names compare within one scope: what a plugin has in its agents/ or commands/, or one .claude in its own.
// What lies elsewhere (examples, translations, the agents of a skill) is loaded by nobody, or in a way that
// is unknown.
#include "server/workspace/same_names.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "server/base/path.h"
#include "server/workspace/snapshot_index.h"

namespace baton {
namespace {

// Of "/w/p/agents/x/y.md", where /w/p is a plugin's folder: "/w/p/agents/". Empty outside of every scope.
std::string_view scope_of(const FileFacts& facts, const Plugin* plugin) {
  constexpr std::string_view claude = "/.claude/";
  const std::string_view path = facts.path;
  std::size_t above = plugin != nullptr && plugin->folder != "/" ? plugin->folder.size() : 0;
  const std::size_t found = path.rfind(claude);
  if (found != std::string_view::npos) above = std::max(above, found + claude.size() - 1);
  if (above == 0 && plugin == nullptr) return {};
  const std::string_view folder = facts.kind == FileKind::agent ? "/agents/" : "/commands/";
  if (!path.substr(above).starts_with(folder)) return {};
  return path.substr(0, above + folder.size());
}

// A command without a key is called by its path: "git/commit.md" is "git:commit".
std::string name_of(const FileFacts& facts, std::string_view scope) {
  if (facts.kind == FileKind::agent || !facts.name.empty()) return facts.name;
  const std::string_view file = path::file_name(facts.path);
  std::string_view below = std::string_view(facts.path).substr(scope.size());
  below.remove_suffix(file.size() - path::stem(facts.path).size());
  std::string name(below);
  std::ranges::replace(name, '/', ':');
  return name;
}

// By path, those that an editor changed in place of those read.
std::vector<const FileFacts*> named_files(const SnapshotParts& parts) {
  std::vector<const FileFacts*> files;
  const auto add = [&](const FileFacts& facts) {
    if ((facts.kind == FileKind::agent || facts.kind == FileKind::command) && !facts.is_template)
      files.push_back(&facts);
  };
  for (const auto& [path, facts] : *parts.facts)
    if (!parts.edited.contains(path)) add(*facts);
  for (const auto& [path, facts] : parts.edited) add(*facts);
  if (!parts.edited.empty()) std::ranges::sort(files, {}, &FileFacts::path);
  return files;
}

}  // namespace

SameNames::SameNames(const SnapshotParts& parts, const FolderIndex& folders) {
  const std::vector<const FileFacts*> files = named_files(parts);
  std::unordered_map<std::string, const FileFacts*> first;  // by scope and name
  first.reserve(files.size());
  std::string_view folder;  // neighbours lie in one folder mostly
  const Plugin* plugin = nullptr;
  for (const FileFacts* facts : files) {
    if (const std::string_view own = path::parent(facts->path); own != folder) {
      folder = own;
      plugin = folders.plugin_above(folder);
    }
    const std::string_view scope = scope_of(*facts, plugin);
    if (scope.empty()) continue;
    std::string name = name_of(*facts, scope);
    const auto [other, is_new] = first.try_emplace(std::string(scope) + '\n' + name, facts);
    if (!is_new) first_.emplace(facts->path, First{other->second->path, std::move(name)});
  }
}

const SameNames::First* SameNames::before(std::string_view path) const {
  const auto found = first_.find(path);
  return found == first_.end() ? nullptr : &found->second;
}

}  // namespace baton
