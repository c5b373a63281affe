// What configurations mean: which paths a glob covers, and which of two values holds.
#include "server/workspace/configuration.h"

#include <utility>

#include "server/base/path.h"
#include "server/workspace/wildcard.h"

namespace baton {
namespace {

// The part of a list's key in Configuration::emptied tells "set to nothing" from "not set".
template <typename List>
void replace(List& outer, const List& nearer, bool emptied) {
  if (emptied || !nearer.empty()) outer = nearer;
}

}  // namespace

// As in a .gitignore of that folder: "/" at the begin or in the middle ties a pattern to the folder, without
// one it is the name of a file or folder at any depth; a pattern that names a folder covers all below it; one
// that ends in "/" names folders only. Case counts, "*" stops at "/" and also covers names that begin with a
// dot.
bool matches(const PathGlob& glob, std::string_view path) {
  if (!path::is_below(path, glob.folder) || path.size() <= glob.folder.size()) return false;
  path.remove_prefix(glob.folder == "/" ? 1 : glob.folder.size() + 1);
  std::string_view pattern = glob.pattern;
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (pattern.ends_with('/')) {
    path = path::parent(path);
    while (pattern.ends_with('/')) pattern.remove_suffix(1);
  }
  if (pattern.empty() || path.empty()) return false;
  if (pattern.find('/') == std::string_view::npos)
    return Wildcard("**/" + std::string(pattern), true).covers(path);
  if (pattern.front() == '/') pattern.remove_prefix(1);
  // Most patterns fail at their first letters.
  if (!path.starts_with(pattern.substr(0, pattern.find_first_of("*?[\\")))) return false;
  return Wildcard(pattern, true).covers(path);
}

// A list that the nearer one sets stands in place of the outer one's; severities are set code by code. A
// severity of the nearer one also holds against the outer one's overrides.
Configuration merge(const Configuration& outer, const Configuration& nearer) {
  Configuration out = outer;
  const auto emptied = [&](const char* key) { return nearer.emptied.contains(key); };
  replace(out.commands, nearer.commands, emptied("files.commands"));
  replace(out.agents, nearer.agents, emptied("files.agents"));
  replace(out.exclude, nearer.exclude, emptied("files.exclude"));
  replace(out.known_agents, nearer.known_agents, emptied("agents.known"));
  for (SeverityOverride& special : out.overrides)
    for (const auto& [code, level] : nearer.severity) special.severity.erase(code);
  replace(out.overrides, nearer.overrides, emptied("overrides"));
  for (const auto& [code, level] : nearer.severity) out.severity[code] = level;
  if (!nearer.run.runner.empty()) out.run.runner = nearer.run.runner;
  if (nearer.run.jobs != 0) out.run.jobs = nearer.run.jobs;
  if (nearer.run.timeout != 0) out.run.timeout = nearer.run.timeout;
  out.emptied.insert(nearer.emptied.begin(), nearer.emptied.end());
  return out;
}

}  // namespace baton
