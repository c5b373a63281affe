// Sites are made of the pages below certain folders. A page of theirs may be named without its ending, or as
// the site has it: "./init" and "init.html" for init.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

// Whether a folder that sites are made of, and no ".claude", is on the way to `path` from the plugin or
// workspace that holds it.
bool is_page_of_site(const Snapshot& snapshot, std::string_view path);
// The files that a link of such a page may mean where there is no `path`.
std::vector<std::string> pages_meant(std::string_view path);

}  // namespace baton
