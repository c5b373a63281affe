// Questions that are asked once per request, so a walk over all files' facts is quick enough.
#include "server/features/lookup.h"

#include <algorithm>

#include "server/base/path.h"

namespace baton {
namespace {

std::string_view name_of(const FileFacts& facts) {
  return facts.kind == FileKind::command ? called(facts) : std::string_view(facts.name);
}

// How well a file answers to a name; 0: not at all.
int fit(const Snapshot& snapshot, const FileFacts& facts, const Plugin* own, std::string_view name) {
  const std::string_view is = name_of(facts);
  const std::string_view bare = bare_name(name);
  if (bare.empty() || bare_name(is) != bare) return 0;
  const Plugin* plugin = snapshot.plugin_of(facts.path);
  const bool is_own = plugin != nullptr && own != nullptr && plugin->folder == own->folder;
  if (is == name || bare.size() == name.size()) return is_own ? 3 : 2;
  const std::string_view before = name.substr(0, name.size() - bare.size() - 1);
  const bool in_plugin = plugin != nullptr && plugin->name == before;
  const bool in_folder = path::file_name(path::parent(facts.path)) == before;
  return in_plugin || in_folder ? (is_own ? 3 : 2) : 0;
}

}  // namespace

std::vector<const FileFacts*> all_named(const Snapshot& snapshot, FileKind kind, std::string_view bare) {
  std::vector<const FileFacts*> out;
  each_facts(snapshot, [&](const FileFacts& facts) {
    if (facts.kind == kind && bare_name(name_of(facts)) == bare) out.push_back(&facts);
  });
  return out;
}

const FileFacts* find_named(const Snapshot& snapshot, std::string_view from, FileKind kind,
                            std::string_view name) {
  return find_named(snapshot, from, all_named(snapshot, kind, bare_name(name)), name);
}

const FileFacts* find_named(const Snapshot& snapshot, std::string_view from,
                            const std::vector<const FileFacts*>& among, std::string_view name) {
  const Plugin* own = snapshot.plugin_of(from);
  const FileFacts* best = nullptr;
  int most = 0;
  for (const FileFacts* facts : among) {
    const int here = fit(snapshot, *facts, own, name);
    if (here <= most) continue;
    most = here;
    best = facts;
  }
  return best;
}

std::string_view called(const FileFacts& command) {
  return command.name.empty() ? path::stem(command.path) : std::string_view(command.name);
}

std::optional<std::string> link_target(const Snapshot& snapshot, std::string_view from, bool external_doc,
                                       std::string_view path) {
  if (path.empty()) return std::string(from);
  if (path.front() == '/' || path.front() == '\\') return std::nullopt;
  PathLookup found = external_doc ? snapshot.resolve_external_doc(from, path)
                                  : snapshot.look_up(path::join(path::parent(from), path));
  if (found.presence != Presence::exists) return std::nullopt;
  return std::move(found.path);
}

const FileHeading* find_heading(const Snapshot& snapshot, std::string_view path, std::string_view anchor) {
  const FileFacts* facts = snapshot.facts(path);
  if (facts == nullptr || anchor.empty()) return nullptr;
  const auto& headings = facts->uses.headings;
  const auto found = std::ranges::find(headings, anchor, &FileHeading::slug);
  return found == headings.end() ? nullptr : &*found;
}

Place place_of(const std::string& path, const Spot& spot) {
  return {path, spot.range, spot.utf8, spot.utf16, spot.utf32};
}

Place file_begin(const std::string& path) {
  return {path, {}, {}, {}, {}};
}

}  // namespace baton
