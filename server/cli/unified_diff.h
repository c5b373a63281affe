// What would change in files, in the form that `patch -p1` and `git apply` read.
#pragma once

#include <span>
#include <string>

#include "server/base/result.h"

namespace baton {

struct TextChange {
  std::string path;  // as it stands behind "a/" and "b/"
  std::string before, after;
};

// The changes one after the other, with three lines of context; those without a difference leave nothing.
Result<std::string> unified_diff(std::span<const TextChange> changes);

}  // namespace baton
