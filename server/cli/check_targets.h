// From the paths on the command line to what is loaded: roots, targets, standard input.
#pragma once

#include <string>
#include <vector>

#include "server/base/result.h"
#include "server/cli/options.h"
#include "server/workspace/disk/load.h"

namespace baton {

struct WrongUse {
  int exit_code = 2;
  std::vector<std::string> sentences;  // not empty: nothing can be checked
};

// Fills `load`, or says what is wrong with the paths given. Reads standard input where it is asked for.
WrongUse find_targets(const CheckOptions& options, const std::string& working_directory, LoadOptions& load);

}  // namespace baton
