// All that is wrong in a .baton.yaml: for the check config-invalid, and for a file that the command line was
// told to use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/configuration.h"

namespace baton {

// What the reader finds, and codes that no check has; in the order of the file.
std::vector<ConfigurationProblem> configuration_problems(std::string_view text, const std::string& folder);

}  // namespace baton
