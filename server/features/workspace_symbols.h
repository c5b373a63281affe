// Commands, agents, skills and phases of the whole workspace, by a few letters of their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/features/document_symbols.h"
#include "server/features/feature.h"

namespace baton {

struct WorkspaceSymbol {
  std::string name;
  std::string container;  // an agent's plugin, a phase's command
  Symbol::Kind kind = Symbol::Kind::command;
  Place place;
};

// Best first, at most `most`. An empty query finds all.
std::vector<WorkspaceSymbol> workspace_symbols(const Snapshot& snapshot, std::string_view query,
                                               std::size_t most = 200);

// How well a name answers to a query whose letters stand in it in that order, in any case; 0: not at all.
// Whole names are better than begins, begins of words better than letters inside them.
int fuzzy_score(std::string_view query, std::string_view name);

}  // namespace baton
