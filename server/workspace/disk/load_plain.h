// Manifests and configurations: read before all else, since they say what other files are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/workspace/disk/load.h"
#include "server/workspace/disk/reading.h"
#include "server/workspace/disk/walk.h"

namespace baton {

struct PlainFiles {
  std::vector<ReadTask> tasks;                          // sorted by path
  std::vector<ReadOutcome> outcomes;                    // one each
  Manifests manifests;                                  // those that were walked
  std::map<std::string, Configuration> configurations;  // folder -> values, of those that were walked
};

// Those that a walk found and those of `named` (files, absolute). All are read as if they were to be judged.
PlainFiles read_plain_files(const Walk& found, const std::vector<std::string>& named,
                            const LoadOptions& options, Workers& workers);

// One configuration for all roots, whatever else lies there.
std::map<std::string, Configuration> only_configuration(const LoadOptions& options);

}  // namespace baton
