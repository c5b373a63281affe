// unknown-key: tools pass over a key that they do not know, so a misspelt one has no effect and no one says
// so.
#include <optional>
#include <string>

#include "server/base/edit_distance.h"
#include "server/checks/all.h"
#include "server/checks/known_keys.h"
#include "server/checks/words.h"

namespace baton {
namespace {

constexpr std::size_t most_slips = 2;

// The known key that a key is within two slips of, one slip in a short one; rather one that the mapping does
// not have.
const KnownKey* misspelt(const KeyVisit& key) {
  const KnownKey* best = nullptr;
  std::size_t least = most_slips + 1;
  bool is_absent = false;
  for (const KnownKey& known : key.known) {
    const std::size_t shorter = std::min(known.name.size(), key.entry.key.size());
    const std::size_t limit = shorter <= 3 ? 0 : shorter <= 5 ? 1 : most_slips;
    const bool absent = !key.keys.contains(known.name);
    if (is_absent && !absent) continue;
    const std::size_t apart = edit_distance(key.entry.key, known.name, limit);
    if (apart > limit || (apart >= least && absent == is_absent)) continue;
    least = apart;
    is_absent = absent;
    best = &known;
  }
  return best;
}

}  // namespace

void check_unknown_key(const CheckInput& input, Findings& findings) {
  for_each_key(input, [&](const KeyVisit& key) {
    if (key.found != nullptr) return;
    const KnownKey* meant = misspelt(key);
    const std::string message = "no tool is known to read the key " + quoted(key.entry.key);
    if (meant == nullptr) {
      findings.add(key.entry.key_range, message);
      return;
    }
    if (key.keys.contains(meant->name)) {
      findings.add(key.entry.key_range, Severity::warning,
                   message + "; " + quoted(meant->name) + " stands beside it, keep one of them");
      return;
    }
    // An older spelling is not what to mend a slip to.
    const std::string& name = meant->alias_of.empty() ? meant->name : meant->alias_of;
    Diagnostic& found = findings.add(key.entry.key_range, Severity::warning,
                                     message + "; did you mean " + quoted(name) + '?');
    found.fixes.push_back({"Rename to " + quoted(name), false, {{input.path, {key.entry.key_range, name}}}});
  });
}

}  // namespace baton
