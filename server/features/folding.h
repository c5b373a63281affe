// What an editor may fold.
#pragma once

#include <vector>

#include "server/features/feature.h"

namespace baton {

struct Fold {
  TextRange range;  // from its first line to the end of its last one; at least two lines
  bool comment = false;
};

// Front matter, sections, tasks, prompts, questions, lists, tables, code and comments; in file order, a line
// begins one of them at most.
std::vector<Fold> folding(const FeatureInput& input);

}  // namespace baton
