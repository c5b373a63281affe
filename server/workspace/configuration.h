// .baton.yaml as values. Reading it from disk and finding it is workspace/disk's work; merging is done here.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

// A glob of a configuration file, relative to the folder that holds it ("**" crosses folders).
struct PathGlob {
  std::string folder;   // absolute
  std::string pattern;
};
bool matches(const PathGlob& glob, std::string_view path);

struct SeverityOverride {
  std::vector<PathGlob> paths;
  std::map<std::string, std::string> severity;  // code -> error|warning|information|hint|off
};

struct Configuration {
  std::vector<PathGlob> commands, agents, exclude;  // files.*
  std::map<std::string, std::string> severity;
  std::vector<SeverityOverride> overrides;
  std::vector<std::string> known_agents;            // agents.known
};

struct ConfigurationProblem {
  TextRange range;
  std::string message;
};

struct ConfigurationFile {
  Configuration values;
  std::vector<ConfigurationProblem> problems;
};

// `folder`: of the file, absolute. Unknown keys and wrong values are problems and leave their default.
ConfigurationFile parse_configuration(std::string_view text, const std::string& folder);
// Key by key: what `nearer` sets wins.
Configuration merge(const Configuration& outer, const Configuration& nearer);

}  // namespace baton
