// What of a command file can be run at a place, or shown of its runs: offered in menus and above lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/features/feature.h"
#include "server/features/run_view.h"

namespace baton {

// What a command is about; of the whole file where nothing is set.
struct RunTarget {
  std::optional<unsigned long long> phase = {}, from = {}, to = {};
  std::string task = {}, mode = {};
  bool with_prerequisites = false, rerun = false;
  bool resume = false;  // the last run is gone on with, whatever else stands here
};

struct RunOffer {
  std::string title;
  std::string_view command;  // "baton.runPhase"
  RunTarget target = {};
  std::string disabled = {};  // why not now; empty: it can be done
};

// At a byte, the nearest first: of the task, of the phase, of the file.
std::vector<RunOffer> run_actions(const FeatureInput& input, std::uint32_t offset, const RunView& runs);

struct RunLens {
  TextRange range;  // it stands above its line
  RunOffer offer;
};
// `graph`: the client can show one.
std::vector<RunLens> run_lenses(const FeatureInput& input, const RunView& runs, bool graph);

}  // namespace baton
