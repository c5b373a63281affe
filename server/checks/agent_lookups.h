// What the names of a file's agents mean, each looked up once: few are named many times, and several checks
// ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/workspace/snapshot.h"

namespace baton {

class AgentLookups {
 public:
  // Both outlive it.
  AgentLookups(const Snapshot& snapshot, std::string_view path) : snapshot_(snapshot), path_(path) {}
  // See Snapshot::resolve_agent. The result lives as long as this object.
  const AgentResolution& of(const std::string& text) {
    const auto [known, is_new] = known_.try_emplace(text);
    if (is_new) known->second = snapshot_.resolve_agent(path_, text);
    return known->second;
  }
  // See Snapshot::agent_names.
  const std::vector<std::string>& names() {
    if (!names_) names_ = snapshot_.agent_names(path_);
    return *names_;
  }

 private:
  const Snapshot& snapshot_;
  std::string_view path_;
  std::unordered_map<std::string, AgentResolution> known_;
  std::optional<std::vector<std::string>> names_;
};

}  // namespace baton
