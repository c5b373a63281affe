// What the links of a file, or the paths of a manifest, ask for that a snapshot does not hold. One look at
// the disk answers all of it: a path that nobody knows is named together with its outline.
#include <string>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/external_docs.h"
#include "server/workspace/manifest.h"
#include "server/workspace/site_pages.h"
#include "server/workspace/snapshot.h"

namespace baton {
namespace {

// The headings of a file inside the roots; what lies outside is never read.
void need_outline(const Snapshot& snapshot, std::string_view from, std::string_view path, Needs& needs) {
  if (!path.ends_with(".md") || path == from || snapshot.root_of(path).empty()) return;
  if (snapshot.facts(path) == nullptr) needs.outlines.emplace(path);
}

// Returns whether the path is there as written. A path that was looked up stays unknown where the disk would
// not tell: it is not named again.
bool need_path(const Snapshot& snapshot, std::string_view from, std::string path, bool outline,
               Needs& needs) {
  const PathLookup found = snapshot.look_up(path);
  if (found.presence != Presence::missing && !found.is_folder && outline)
    need_outline(snapshot, from, found.path, needs);
  if (found.presence == Presence::unknown && !snapshot.parts().looked_up->contains(path))
    needs.paths.insert(std::move(path));
  return found.presence == Presence::exists && !found.case_differs;
}

void need_external_doc(const Snapshot& snapshot, std::string_view from, const Link& link, Needs& needs) {
  for (std::string& place : external_doc_places(snapshot, from, link.path))
    if (need_path(snapshot, from, std::move(place), link.has_fragment, needs)) return;
  if (!link.has_fragment) return;
  const PathLookup found = snapshot.resolve_external_doc(from, link.path);  // by its bare name
  if (found.presence == Presence::exists && !found.is_folder) need_outline(snapshot, from, found.path, needs);
}

// A relative link's file and, where that is not there, the pages that it may mean. A folder that is not known
// yet is asked for all of them at once.
void need_target(const Snapshot& snapshot, std::string_view from, const Link& link, bool in_site,
                 Needs& needs) {
  const std::string path = path::join(path::parent(from), link.path);
  need_path(snapshot, from, path, link.has_fragment, needs);
  if (!in_site || snapshot.look_up(path).presence == Presence::exists) return;
  for (std::string& page : pages_meant(path)) need_path(snapshot, from, std::move(page), false, needs);
}

bool is_manifest(const Snapshot& snapshot, std::string_view path) {
  return path.ends_with(".json") && plain_kind_of(path, *snapshot.parts().folders) == FileKind::manifest;
}

}  // namespace

Needs needs_of(const Snapshot& snapshot, std::string_view path, const Document& document) {
  Needs needs;
  if (is_manifest(snapshot, path)) {
    const std::shared_ptr<const Manifest> manifest = manifest_of(snapshot, std::string(path), document.text);
    for (ListedPath& listed : listed_paths(snapshot, path, manifest->root))
      for (std::string& place : listed.places) need_path(snapshot, path, std::move(place), false, needs);
    return needs;
  }
  if (!path.starts_with('/')) return needs;
  const bool in_site = is_page_of_site(snapshot, path);
  for (const Link& link : document.links) {
    // Percent escapes may hide an absolute path, which leads nowhere that can be judged.
    if (!link.judged || link.path.empty() || link.path.front() == '/') continue;
    if (link.kind == Link::Kind::external_doc)
      need_external_doc(snapshot, path, link, needs);
    else
      need_target(snapshot, path, link, in_site, needs);
  }
  return needs;
}

}  // namespace baton
