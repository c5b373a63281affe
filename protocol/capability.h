// What a client can take, read through a path that may break off anywhere: a capability of an unexpected type
// counts as missing.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

inline const Json* within(const Json& value, std::initializer_list<const char*> path) {
  const Json* at = &value;
  for (const char* key : path) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(key);
    if (found == at->end()) return nullptr;
    at = &*found;
  }
  return at;
}

inline bool is_true(const Json& value, std::initializer_list<const char*> path) {
  const Json* found = within(value, path);
  return found && found->is_boolean() && found->get<bool>();
}

// Whether a list at the path holds the value.
inline bool lists(const Json& value, std::initializer_list<const char*> path, const Json& wanted) {
  const Json* found = within(value, path);
  return found && found->is_array() && std::find(found->begin(), found->end(), wanted) != found->end();
}

}  // namespace baton::protocol
