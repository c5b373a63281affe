// duplicate-agent: two agents of one scope have one name, and a tool loads only one of them. Copies that are
// the same to the byte do no harm until one of them is edited.
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/words.h"

namespace baton {

void check_duplicate_agent(const CheckInput& input, Findings& findings) {
  const auto same = input.snapshot.same_name_before(input.path);
  const FileFacts* facts = input.snapshot.facts(input.path);
  if (!same || facts == nullptr) return;
  const bool identical = facts->content == same->first->content;
  const std::string other = quoted(path::relative(same->first->path, path::parent(input.path)));
  const TextRange named = facts->name_place.range;
  Diagnostic& found = findings.add(
      named.empty() ? input.document.front_matter.open : named,
      identical ? Severity::hint : Severity::warning,
      "the agent " + quoted(same->name) + " is already defined by " + other +
          (identical ? ", and both files are identical; keep one of them" : "; give one of them another name"));
  found.related.push_back({same->first->name_place, quoted(same->name) + " is defined here first"});
}

}  // namespace baton
