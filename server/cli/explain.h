// baton --explain and --list-checks.
#pragma once

#include <string>
#include <string_view>

#include "server/base/result.h"

namespace baton {

// The documentation page of a check; an unknown code is an error that names the nearest one.
Result<std::string> explain(std::string_view code);
// One line per check: code, severity, what it is about.
std::string list_checks();

}  // namespace baton
