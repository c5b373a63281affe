// See known_keys.h.
#include "server/checks/known_keys.h"

#include <algorithm>

namespace baton {
namespace {

void visit_mapping(const YamlNode& mapping, std::span<const KnownKey> known,
                   const std::function<void(const KeyVisit&)>& visit) {
  if (known.empty()) return;
  std::unordered_set<std::string_view> keys;
  for (const YamlEntry& entry : mapping.entries) keys.insert(entry.key);
  for (const YamlEntry& entry : mapping.entries) {
    const auto found = std::ranges::find(known, entry.key, &KnownKey::name);
    visit({entry, known, found == known.end() ? nullptr : &*found, keys});
  }
}

bool is_modes_key(std::string_view key) {
  return key == "execution_modes" || key == "execution-modes" || key == "execution_time";
}

}  // namespace

void for_each_key(const CheckInput& input, const std::function<void(const KeyVisit&)>& visit) {
  const YamlNode& root = input.document.front_matter.root;
  visit_mapping(root, known_keys(input.kind, KeyPlace::top), visit);
  if (input.kind != FileKind::command) return;
  for (const YamlEntry& entry : root.entries) {
    if (entry.key == "agents") visit_mapping(entry.value, known_keys(input.kind, KeyPlace::agents), visit);
    if (!is_modes_key(entry.key)) continue;
    for (const YamlEntry& mode : entry.value.entries)
      visit_mapping(mode.value, known_keys(input.kind, KeyPlace::mode), visit);
  }
}

}  // namespace baton
