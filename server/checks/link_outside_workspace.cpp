// link-outside-workspace: a link to what lies beside the workspace. It is there on this machine; whoever gets
// the workspace alone has it not.
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/link_places.h"

namespace baton {

void check_link_outside_workspace(const CheckInput& input, Findings& findings) {
  if (input.snapshot.root_of(input.path).empty()) return;
  for (const LinkPlace& place : input.links) {
    const PathLookup& target = place.target;
    if (target.presence != Presence::exists || !input.snapshot.root_of(target.path).empty()) continue;
    const bool external = place.link->kind == Link::Kind::external_doc;
    Diagnostic& found = findings.add(
        place.path, (external ? "the external doc " : "the link ") + path_words(input, place) +
                        " leaves the workspace; who gets the workspace alone does not have what it leads to");
    relate_uses(input, place, found);
  }
}

}  // namespace baton
