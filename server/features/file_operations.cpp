// All is read from the facts of files as they lie now: an editor makes these edits before it moves anything.
#include "server/features/file_operations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "server/base/path.h"
#include "server/checks/link_spelling.h"
#include "server/features/hover_text.h"
#include "server/features/lookup.h"
#include "server/features/moved_paths.h"
#include "server/features/rename_parts.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

bool is_path(const FileUse& use) {
  return (use.kind == FileUse::Kind::link || use.kind == FileUse::Kind::external_doc) && !use.text.empty();
}

class Follower {
 public:
  Follower(const Snapshot& snapshot, const std::vector<FileRename>& moves)
      : snapshot_(snapshot), moved_(moves) {}

  FollowedMoves run() {
    if (moved_.empty()) return {};
    each_facts(snapshot_, [&](const FileFacts& facts) { links(facts); });
    for (const auto& [path, file] : *snapshot_.parts().manifests) manifest(path, *file);
    for (const FileRename& move : moved_.moves()) {
      agent(move);
      command(move);
    }
    put_in_order(out_.edits);
    return std::move(out_);
  }

 private:
  static void put_in_order(std::vector<PlacedEdit>& edits) {
    const auto order = [](const PlacedEdit& edit) {
      return std::pair(std::string_view(edit.place.path), edit.place.range);
    };
    std::ranges::stable_sort(edits, {}, order);
    // Many links may lead there by one definition.
    const auto repeated = std::ranges::unique(edits, [](const PlacedEdit& a, const PlacedEdit& b) {
      return a.place.path == b.place.path &&
             (a.place.range == b.place.range || a.place.range.overlaps(b.place.range));
    });
    edits.erase(repeated.begin(), repeated.end());
  }

  void links(const FileFacts& facts) {
    const bool moves = moved_.moves(facts.path);
    for (const FileUse& use : facts.uses.uses) {
      if (!is_path(use) || use.spot.range.empty() || !(moves || moved_.may_name(use.text))) continue;
      const bool external = use.kind == FileUse::Kind::external_doc;
      const auto target = link_target(snapshot_, facts.path, external, use.text);
      if (!target) continue;
      const std::string now = moved_(*target), from = moved_(facts.path);
      if (now == *target && from == facts.path) continue;
      const auto written = external ? as_external_doc(facts.path, from, use.text, *target, now)
                                    : as_link(facts.path, from, use.text, *target, now);
      if (written)
        out_.edits.push_back(
            {place_of(facts.path, use.spot), spell_path_unseen(external, use.text, *written)});
    }
  }

  // The path as seen from the file; nothing where it may stay as it is.
  static std::optional<std::string> as_link(std::string_view from_before, std::string_view from,
                                            std::string_view text, std::string_view before,
                                            std::string_view now) {
    const std::string seen = path::relative(now, path::parent(from));
    if (path::relative(before, path::parent(from_before)) == seen) return std::nullopt;
    return seen + (text.ends_with('/') ? "/" : "");
  }

  // From the folder that it is seen from now: the file's own, its plugin's, its root; or by its bare name.
  std::optional<std::string> as_external_doc(const std::string& from_before, const std::string& from,
                                             const std::string& text, const std::string& before,
                                             const std::string& now) const {
    const Plugin* plugin = snapshot_.plugin_of(from_before);
    std::vector<std::pair<std::string, std::string>> folders;
    folders.emplace_back(path::parent(from_before), path::parent(from));
    if (plugin != nullptr && moved_(plugin->folder) == plugin_folder_at(from, *plugin))
      folders.emplace_back(plugin->folder, moved_(plugin->folder));
    if (const std::string_view root = snapshot_.root_of(from_before); path::is_below(from, root))
      folders.emplace_back(root, root);
    for (const auto& [folder, folder_now] : folders) {
      if (snapshot_.look_up(path::join(folder, text)).path != before) continue;
      const bool first = &folder == &folders.front().first;
      if (!first && !path::is_below(now, folder_now)) break;
      const std::string seen = path::relative(now, folder_now);
      return path::relative(before, folder) == seen ? std::nullopt : std::optional(seen);
    }
    const bool bare = text.find('/') == std::string::npos && plugin != nullptr;
    if (bare && path::file_name(now) == path::file_name(before) &&
        path::is_below(now, moved_(plugin->folder)) && path::is_below(from, moved_(plugin->folder)))
      return std::nullopt;
    return path::relative(now, path::parent(from));
  }

  // The plugin's folder as it will be, if the file is still in it.
  std::string plugin_folder_at(const std::string& from, const Plugin& plugin) const {
    std::string folder = moved_(plugin.folder);
    return path::is_below(from, folder) ? folder : std::string();
  }

  void manifest(const std::string& path, const ManifestFile& file) {
    std::shared_ptr<const Document> document;
    for (const ListedPath& listed : listed_paths(snapshot_, path, file.manifest.root)) {
      const auto there = std::ranges::find_if(listed.places, [&](const std::string& place) {
        return snapshot_.look_up(place).presence == Presence::exists;
      });
      if (there == listed.places.end() || !needs_no_escape(listed.value->text)) continue;
      const std::string& text = listed.value->text;
      const std::string folder = folder_of(*there, text);
      if (folder.empty()) continue;
      const std::string now = moved_(*there), folder_now = moved_(folder);
      if (!path::is_below(now, folder_now)) continue;
      const std::string seen = path::relative(now, folder_now);
      const std::string seen_before = path::relative(*there, folder);
      if (seen == seen_before || !needs_no_escape(seen)) continue;
      if (!document) document = plain_document(file.text, PlainFormat::json);
      const std::size_t at = text.rfind(seen_before);
      std::string written = text.substr(0, at) + seen + text.substr(at + seen_before.size());
      out_.edits.push_back({place_in(path, *document, listed.value->content_range()), std::move(written)});
    }
  }

  // The folder that a manifest's path is seen from; empty where it is written with detours.
  static std::string folder_of(std::string_view place, std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    if (text.starts_with("${")) text.remove_prefix(std::min(text.find('/'), text.size()));
    while (text.starts_with("./") || text.starts_with('/')) text.remove_prefix(text.starts_with('/') ? 1 : 2);
    if (text.empty() || !place.ends_with(text) || place.size() <= text.size() + 1) return {};
    place.remove_suffix(text.size());
    return place.ends_with('/') ? std::string(place.substr(0, place.size() - 1)) : std::string();
  }

  // An agent that is called by its file's name, with or without its plugin before it.
  void agent(const FileRename& move) {
    const FileFacts* facts = snapshot_.facts(move.from);
    const std::string_view stem = path::stem(move.from), new_stem = path::stem(move.to);
    if (facts == nullptr || facts->kind != FileKind::agent || facts->is_template || stem == new_stem ||
        !path::is_markdown(move.to) || snapshot_.plugin_of(move.from) != snapshot_.plugin_of(move.to))
      return;
    std::string name(new_stem);
    if (facts->name != stem) {
      const Plugin* plugin = snapshot_.plugin_of(move.from);
      if (plugin == nullptr || facts->name != plugin->name + "-" + std::string(stem)) return;
      name = plugin->name + "-" + name;
    }
    const auto renamed = rename_moved_agent(snapshot_, move.from, name);
    if (renamed)
      out_.edits.insert(out_.edits.end(), renamed->edits.begin(), renamed->edits.end());
    else
      out_.refused.push_back("The agent \"" + facts->name + "\" keeps its name: " + renamed.error() + ".");
  }

  // A command is called by its file's name, whatever it says itself.
  void command(const FileRename& move) {
    const FileFacts* facts = snapshot_.facts(move.from);
    const std::string stem(path::stem(move.from)), new_stem(path::stem(move.to));
    if (facts == nullptr || facts->kind != FileKind::command || facts->is_template || stem == new_stem ||
        !path::is_markdown(move.to) || bare_name(called(*facts)) != stem || !is_plain_name(new_stem))
      return;
    const auto unread = parse_document({});
    const FeatureInput input{snapshot_, move.from, *unread, FileKind::command};
    const Thing thing{Thing::Kind::command, move.from, stem, 0, 0};
    for (Occurrence& found : occurrences(input, thing, Scope::workspace)) {
      Place place = std::move(found.place);
      const bool in_line = place.utf8.start.line == place.utf8.end.line;
      if (!in_line || place.range.size() <= stem.size() || place.utf8.end.character < stem.size()) continue;
      const auto length = static_cast<std::uint32_t>(stem.size());
      place.range.begin = place.range.end - length;
      for (PositionRange* range : {&place.utf8, &place.utf16, &place.utf32})
        range->start.character = range->end.character - length;
      out_.edits.push_back({std::move(place), new_stem});
    }
  }

  const Snapshot& snapshot_;
  MovedPaths moved_;
  FollowedMoves out_;
};

// The same world without files; of agents alone it is asked.
Snapshot without(const Snapshot& snapshot, const MovedPaths& gone) {
  SnapshotParts parts = snapshot.parts();
  auto facts = *parts.facts;
  std::erase_if(facts, [&](const auto& entry) { return gone.moves(entry.first); });
  std::erase_if(parts.edited, [&](const auto& entry) { return gone.moves(entry.first); });
  parts.facts =
      std::make_shared<const std::map<std::string, std::shared_ptr<const FileFacts>>>(std::move(facts));
  return Snapshot(std::move(parts), snapshot);
}

class DeletionReader {
 public:
  DeletionReader(const Snapshot& snapshot, const MovedPaths& gone) : snapshot_(snapshot), gone_(gone) {
    for (const Agent& agent : snapshot.agents())
      if (gone.moves(agent.path)) {
        after_.emplace(without(snapshot, gone));
        break;
      }
  }

  // Places per file.
  std::map<std::string, std::size_t> run() {
    each_facts(snapshot_, [&](const FileFacts& facts) {
      if (gone_.moves(facts.path)) return;
      const auto breaks = [&](const FileUse& use) { return is_broken(facts.path, use); };
      const auto count = std::ranges::count_if(facts.uses.uses, breaks);
      if (count > 0) broken_[facts.path] = static_cast<std::size_t>(count);
    });
    return std::move(broken_);
  }

 private:
  bool is_broken(const std::string& from, const FileUse& use) const {
    if (is_path(use)) {
      if (!gone_.may_name(use.text)) return false;
      const auto target = link_target(snapshot_, from, use.kind == FileUse::Kind::external_doc, use.text);
      return target && gone_.moves(*target);
    }
    if (!after_ || (use.kind != FileUse::Kind::agent && use.kind != FileUse::Kind::placeholder_agent))
      return false;
    const AgentResolution before = snapshot_.resolve_agent(from, use.text);
    return before.agent != nullptr && gone_.moves(before.agent->path) &&
           after_->resolve_agent(from, use.text).status == AgentResolution::Status::unknown;
  }

  const Snapshot& snapshot_;
  const MovedPaths& gone_;
  std::optional<Snapshot> after_;
  std::map<std::string, std::size_t> broken_;
};

std::string shown(const Snapshot& snapshot, const std::string& path) {
  return short_path(snapshot.root_of(path), path);
}

}  // namespace

FollowedMoves follow_moves(const Snapshot& snapshot, const std::vector<FileRename>& moves) {
  return Follower(snapshot, moves).run();
}

std::string words_on_deletion(const Snapshot& snapshot, const std::vector<std::string>& paths) {
  constexpr std::size_t most_files = 3;
  std::vector<FileRename> list;
  for (const std::string& path : paths) list.push_back({path, "/dev/null"});
  const MovedPaths gone(std::move(list));
  if (gone.empty()) return {};
  const auto broken = DeletionReader(snapshot, gone).run();
  std::size_t references = 0, named = 0;
  std::string where;
  for (const auto& [path, count] : broken) {
    references += count;
    if (named++ < most_files) where += (where.empty() ? "" : ", ") + shown(snapshot, path);
  }
  if (references == 0) return {};
  if (named > most_files) where += " and " + std::to_string(named - most_files) + " more";
  const std::string what =
      paths.size() == 1 ? shown(snapshot, paths.front()) : std::to_string(paths.size()) + " files";
  return "Without " + what + ", " + std::to_string(references) +
         (references == 1 ? " reference leads" : " references lead") + " nowhere: in " + where + ".";
}

}  // namespace baton
