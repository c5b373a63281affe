// How bad a finding is where the user says so.
#pragma once

#include <optional>
#include <string_view>

#include "server/checks/diagnostic.h"
#include "server/workspace/configuration.h"

namespace baton {

// The configured severity of a code in a file, or `otherwise` where it is not configured; nothing where it is
// off. The configuration's last word counts, a per-path override after the general one.
std::optional<Severity> severity_in(const Configuration& configuration, std::string_view path,
                                    std::string_view code, Severity otherwise);

}  // namespace baton
