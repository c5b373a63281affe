// alias-key: an older spelling that is read like the key it stands for.
#include <string>

#include "server/checks/all.h"
#include "server/checks/known_keys.h"
#include "server/checks/words.h"

namespace baton {

void check_alias_key(const CheckInput& input, Findings& findings) {
  for_each_key(input, [&](const KeyVisit& key) {
    if (key.found == nullptr || key.found->alias_of.empty()) return;
    const std::string& name = key.found->alias_of;
    const bool has_both = key.keys.contains(name);
    Diagnostic& found = findings.add(
        key.entry.key_range,
        quoted(key.entry.key) + " is read as " + quoted(name) +
            (has_both ? ", which this file has as well; keep one of them" : "; write " + quoted(name)));
    if (has_both) return;
    found.fixes.push_back({"Rename to " + quoted(name), true, {{input.path, {key.entry.key_range, name}}}});
  });
}

}  // namespace baton
