// Pages about a folder of commands or agents, not in it.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "server/base/path.h"

namespace baton {

inline bool is_about_a_folder(std::string_view path) {
  constexpr std::array<std::string_view, 4> names = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md",
                                                     "LICENSE.md"};
  return std::ranges::find(names, path::file_name(path)) != names.end();
}

// A command may be called "index"; of agents a page of that name is a site's. Each may have a `name` all the
// same, or a manifest that lists it: then it is an agent.
inline bool is_about_agents(std::string_view path) {
  return is_about_a_folder(path) || path::file_name(path) == "index.md";
}

}  // namespace baton
