// How many tasks of a run ended how.
#pragma once

#include <cstddef>
#include <string>

#include "server/run/events.h"

namespace baton {

struct RunCounts {
  std::size_t done = 0, from_before = 0;  // the second are among the first
  std::size_t failed = 0, cancelled = 0, blocked = 0, skipped = 0, not_run = 0;
};
RunCounts count_tasks(const RunState& state);

// ", 1 failed, 2 blocked": what is to stand behind those that are done.
std::string not_done_words(const RunCounts& counts);
// "3 done, 1 failed, 2 blocked".
std::string counts_words(const RunCounts& counts);

}  // namespace baton
