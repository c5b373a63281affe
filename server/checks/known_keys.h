// The walk over the mappings of front matter whose keys are known: its top, each mode, the mapping `agents`.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_set>

#include "server/checks/check.h"
#include "server/checks/schema.h"

namespace baton {

struct KeyVisit {
  const YamlEntry& entry;
  std::span<const KnownKey> known;                   // the keys of its mapping
  const KnownKey* found = nullptr;                   // the entry's own, if known
  const std::unordered_set<std::string_view>& keys;  // all that its mapping has
};

void for_each_key(const CheckInput& input, const std::function<void(const KeyVisit&)>& visit);

}  // namespace baton
