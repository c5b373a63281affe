// Phases whose number another one has, where it can be told which number is meant.
#pragma once

#include <vector>

#include "server/syntax/document.h"

namespace baton {

// A phase whose number another one has, where the number that its place asks for is free: 1, 2, 2, 4.
struct Misnumbered {
  const Phase* phase = nullptr;
  unsigned long long meant = 0;
};
std::vector<Misnumbered> misnumbered_phases(const Document& document);

}  // namespace baton
