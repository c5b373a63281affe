// link-case: a path that some file systems forgive and others do not. GitHub and Linux do not.
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/link_spelling.h"
#include "server/checks/words.h"

namespace baton {

void check_link_case(const CheckInput& input, Findings& findings) {
  for (const LinkPlace& place : input.links) {
    const PathLookup& target = place.target;
    if (target.presence != Presence::exists || !target.case_differs) continue;
    const auto written = spell_case(input, place, target);
    const std::string real = written ? *written : path::relative(target.path, path::parent(input.path));
    Diagnostic& found =
        findings.add(place.path, path_words(input, place) +
                                     " differs in letter case from what is there; write " + quoted(real));
    relate_uses(input, place, found);
    if (written)
      found.fixes.push_back({"Change to " + quoted(*written), true, {{input.path, {place.path, *written}}}});
  }
}

}  // namespace baton
