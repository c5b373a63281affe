// The data flow as a tree: who reads what a task writes, and what it reads itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct TaskItem {
  std::string name;    // its agents
  std::string detail;  // its phase
  TextRange range;
  TextRange name_range;
};

struct TaskCall {
  TaskItem task;
  std::vector<TextRange> places;  // the placeholders that read
};

// The task around a byte; nothing outside of tasks.
std::optional<TaskItem> call_hierarchy_item(const FeatureInput& input, std::uint32_t offset);
// Tasks that read the output of the one around the byte, in file order.
std::vector<TaskCall> readers_of(const FeatureInput& input, std::uint32_t offset);
// Tasks whose output it reads.
std::vector<TaskCall> read_by(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
