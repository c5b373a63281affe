// broken-link: a relative link to a file that is not there. Whether it is, the snapshot knows; what it does
// not know is left alone.
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/near_files.h"
#include "server/checks/words.h"

namespace baton {
namespace {

std::string where_looked(const CheckInput& input, const std::string& path) {
  const std::string_view root = input.snapshot.root_of(path);
  if (root.empty()) return "there is no " + quoted(path) + ", which lies outside of the workspace";
  return "the workspace has no " + quoted(path::relative(path, root));
}

}  // namespace

void check_broken_link(const CheckInput& input, Findings& findings) {
  NearFiles near_files(input);
  for (const LinkPlace& place : input.links) {
    const Link& link = *place.link;
    if (link.kind == Link::Kind::external_doc || link.path.empty()) continue;
    if (place.target.presence != Presence::missing) continue;
    const std::string path = path::join(path::parent(input.path), link.path);
    const std::vector<std::string> near = near_files.at(place, path);
    const std::string what = link.kind == Link::Kind::image ? "the image " : "the link ";
    Diagnostic& found = findings.add(place.path, what + path_words(input, place) + " leads nowhere: " +
                                                     where_looked(input, path) + suggestion(near));
    relate_uses(input, place, found);
    offer(input, place, near, found);
  }
}

}  // namespace baton
