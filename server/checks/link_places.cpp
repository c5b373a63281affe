// See link_places.h.
#include "server/checks/link_places.h"

#include <algorithm>
#include <map>

#include "server/base/char_set.h"
#include "server/base/path.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"

namespace baton {
namespace {

constexpr std::size_t most_uses = 10;

bool is_judged(const CheckInput& input, const Link& link) {
  if (!link.judged || link.path.starts_with('/') || link.path.starts_with('\\')) return false;
  if (link.kind == Link::Kind::external_doc) return input.kind != FileKind::agent && !link.path.empty();
  const bool fenced = link.task && input.document.tasks[*link.task].form == Task::Form::fenced;
  return !fenced || input.kind == FileKind::command;
}

// A path in a YAML block ("|-") or over several lines: the range is the whole value's.
void find_in_lines(const Document& document, LinkPlace& place) {
  const TextRange whole = place.link->target_range;
  const std::string_view written = document.slice(whole);
  constexpr CharSet line_ends("\r\n");
  if (!line_ends.occurs_in(written)) return;
  const std::string& target = place.link->target;
  const std::size_t at = written.find(target);
  place.replaceable = at != std::string_view::npos;
  if (!place.replaceable) {
    place.path = place.fragment = whole;
    return;
  }
  const std::uint32_t begin = whole.begin + offset32(at);
  const std::uint32_t end = begin + offset32(target.size());
  place.path = {begin, begin + offset32(std::min(target.size(), target.find_first_of("?#")))};
  const std::size_t hash = target.find('#');
  place.fragment = {hash == std::string::npos ? end : begin + offset32(hash) + 1, end};
}

// "C# guide.md" may be a file's name as well as a path and a fragment.
PathLookup find_external_doc(const CheckInput& input, const Link& link) {
  const PathLookup found = input.snapshot.resolve_external_doc(input.path, link.path);
  if (found.presence != Presence::missing || link.target.find_first_of("#?") == std::string::npos)
    return found;
  const PathLookup whole = input.snapshot.resolve_external_doc(input.path, decode_percent(link.target));
  const bool is_whole = whole.presence == Presence::exists;
  return is_whole ? PathLookup{Presence::unknown, false, whole.path, false} : found;
}

PathLookup find_target(const CheckInput& input, const Link& link) {
  if (link.path.empty()) return {Presence::exists, false, input.path, false};
  if (link.kind == Link::Kind::external_doc) return find_external_doc(input, link);
  return input.snapshot.look_up(path::join(path::parent(input.path), link.path));
}

LinkPlace place_of(const CheckInput& input, const Link& link) {
  LinkPlace place{&link, link.path_range, link.fragment_range, true, {}, find_target(input, link)};
  if (link.kind == Link::Kind::external_doc) find_in_lines(input.document, place);
  if (link.has_fragment && place.fragment.empty()) {  // its "#" is written as an entity
    place.replaceable = false;
    place.path = place.fragment = link.target_range;
  }
  return place;
}

}  // namespace

std::vector<LinkPlace> link_places(const CheckInput& input) {
  std::vector<LinkPlace> places;
  places.reserve(input.document.links.size());
  std::map<TextRange, std::size_t> definitions;
  for (const Link& link : input.document.links) {
    if (!is_judged(input, link)) continue;
    const bool defined_elsewhere = !link.range.contains(link.target_range);
    if (defined_elsewhere) {
      const auto [known, is_new] = definitions.try_emplace(link.target_range, places.size());
      if (!is_new) {
        places[known->second].uses.push_back(link.range);
        continue;
      }
    }
    places.push_back(place_of(input, link));
    if (defined_elsewhere) places.back().uses.push_back(link.range);
  }
  return places;
}

std::vector<std::string> external_doc_folders(const CheckInput& input) {
  std::vector<std::string> folders{std::string(path::parent(input.path))};
  const auto add = [&](std::string_view folder) {
    if (!folder.empty() && std::ranges::find(folders, folder) == folders.end()) folders.emplace_back(folder);
  };
  if (const Plugin* plugin = input.snapshot.plugin_of(input.path)) add(plugin->folder);
  add(input.snapshot.root_of(input.path));
  return folders;
}

std::string path_words(const CheckInput& input, const LinkPlace& place) {
  return quoted(place.replaceable ? input.document.slice(place.path) : std::string_view(place.link->path));
}

void relate_uses(const CheckInput& input, const LinkPlace& place, Diagnostic& found) {
  for (std::size_t i = 0; i < std::min(place.uses.size(), most_uses); ++i)
    found.related.push_back({place_in(input.path, input.document, place.uses[i]), "used here"});
}

}  // namespace baton
