// What a file consists of, as its outline shows it: modes, phases with their tasks and what those read.
#pragma once

#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct Symbol {
  enum class Kind : std::uint8_t { command, agent, skill, mode, phase, task, placeholder };
  std::string name;  // never empty
  std::string detail;
  Kind kind = Kind::command;
  TextRange range;       // all of it
  TextRange name_range;  // within `range`
  std::vector<Symbol> children;
};

// In file order; none for documents.
std::vector<Symbol> document_symbols(const FeatureInput& input);

}  // namespace baton
