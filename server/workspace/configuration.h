// .baton.yaml as values. Reading it from disk and finding it is workspace/disk's work; merging is done here.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/text_range.h"

namespace baton {

// A glob of a configuration file, relative to the folder that holds it ("**" crosses folders).
struct PathGlob {
  std::string folder;  // absolute
  std::string pattern;
};
bool matches(const PathGlob& glob, std::string_view path);

struct SeverityOverride {
  std::vector<PathGlob> paths;
  std::map<std::string, std::string> severity;  // code -> error|warning|information|hint|off
};

// run.*: what a workspace may choose. Neither a runner nor the right to run can come from here.
struct RunChoice {
  std::string runner;    // the name of one of the user's; empty: not set
  unsigned jobs = 0;     // 0: not set
  unsigned timeout = 0;  // seconds; 0: not set
};

struct Configuration {
  std::vector<PathGlob> commands, agents, exclude;  // files.*
  std::map<std::string, std::string> severity;
  std::vector<SeverityOverride> overrides;
  std::vector<std::string> known_agents;  // agents.known
  RunChoice run;
  std::set<std::string> emptied;  // keys of lists that are set to an empty one ("files.exclude")
};

struct ConfigurationProblem {
  TextRange range;  // never empty where the text is not
  std::string message;
  std::string replacement = {};  // what was probably meant, to stand at `range`; empty: nobody knows
};

// A check's code as it is named under `severity`: which codes there are is not known here.
struct ConfiguredCode {
  std::string code;
  TextRange range;
};

struct ConfigurationFile {
  Configuration values;
  std::vector<ConfigurationProblem> problems;
  std::vector<ConfiguredCode> codes;  // in the order of the file
};

// `folder`: of the file, absolute. Unknown keys and wrong values are problems and leave their default.
ConfigurationFile parse_configuration(std::string_view text, const std::string& folder);
// Key by key: what `nearer` sets wins.
Configuration merge(const Configuration& outer, const Configuration& nearer);

}  // namespace baton
