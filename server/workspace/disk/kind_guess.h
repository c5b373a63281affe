// A quick look that spares most files the whole reading: most Markdown files of a workspace are documents,
// which nobody judges.
#pragma once

#include <string_view>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// False only where kind_of (snapshot.h) would say document, whatever roots there are. True may be
// wrong.
bool may_be_judged(std::string_view path, std::string_view text, const Configuration& configuration,
                   const std::vector<Plugin>& plugins);

}  // namespace baton
