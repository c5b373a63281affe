// undeclared-external-doc: the front matter lists the docs that a command reads, and the body links one that
// is not in the list. Offered is to add it there, in the list's own form.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/link_places.h"
#include "server/checks/new_external_doc.h"
#include "server/checks/words.h"
#include "server/workspace/external_docs.h"

namespace baton {
namespace {

// Every path that a declared doc is at or, where it is not in sight, may be at. Nothing where one is not
// there: it may be meant to be what is linked.
std::optional<std::set<std::string>> declared_paths(const CheckInput& input) {
  std::set<std::string> out;
  for (const LinkPlace& place : input.links) {
    if (place.link->kind != Link::Kind::external_doc) continue;
    const PathLookup& found = place.target;
    if (found.presence == Presence::missing) return std::nullopt;
    out.insert(found.path);
    if (found.presence == Presence::exists) continue;
    for (std::string& path : external_doc_places(input.snapshot, input.path, place.link->path))
      out.insert(std::move(path));
  }
  return out;
}

// A doc is declared by itself or by a folder above it.
bool is_declared(const std::set<std::string>& declared, std::string_view path) {
  for (; path.size() > 1; path = path::parent(path))
    if (declared.contains(std::string(path))) return true;
  return false;
}

// A document of the workspace: no command or agent, no picture, no code.
bool is_local_doc(const CheckInput& input, const PathLookup& target) {
  if (target.presence != Presence::exists || target.is_folder || target.path == input.path) return false;
  const FileFacts* facts = input.snapshot.facts(target.path);
  return path::extension(target.path) == ".md" && !input.snapshot.root_of(target.path).empty() &&
         (facts == nullptr || facts->kind == FileKind::document);
}

}  // namespace

void check_undeclared_external_doc(const CheckInput& input, Findings& findings) {
  if (input.document.external_docs.empty()) return;
  const auto declared = declared_paths(input);
  if (!declared) return;
  std::vector<const LinkPlace*> order;
  std::map<std::string, std::vector<const LinkPlace*>> links;
  for (const LinkPlace& place : input.links) {
    if (place.link->kind == Link::Kind::external_doc || place.link->path.empty()) continue;
    const PathLookup& target = place.target;
    if (!is_local_doc(input, target) || is_declared(*declared, target.path)) continue;
    auto& same = links[target.path];
    if (same.empty()) order.push_back(&place);
    same.push_back(&place);
  }
  for (const LinkPlace* place : order) {
    const std::string& target = place->target.path;
    Diagnostic& found =
        findings.add(place->path, path_words(input, *place) +
                                      " is linked here, and not among the external docs of this file");
    relate_uses(input, *place, found);
    for (const LinkPlace* other : links[target]) {
      if (found.related.size() >= most_related) break;
      if (other != place)
        found.related.push_back({place_in(input.path, input.document, other->path), "linked here as well"});
    }
    if (auto added = add_external_doc(input, path::relative(target, path::parent(input.path))))
      found.fixes.push_back(
          {"Add " + quoted(added->name) + " to the external docs", false, {{input.path, added->edit}}});
  }
}

}  // namespace baton
