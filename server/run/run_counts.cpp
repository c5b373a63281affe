// See run_counts.h.
#include "server/run/run_counts.h"

namespace baton {

RunCounts count_tasks(const RunState& state) {
  RunCounts out;
  for (const auto& [id, task] : state.tasks) {
    switch (task.status) {
      case TaskStatus::finished:
        ++out.done;
        if (!task.last.from_run.empty()) ++out.from_before;
        break;
      case TaskStatus::failed:
        ++out.failed;
        break;
      case TaskStatus::cancelled:
        ++out.cancelled;
        break;
      case TaskStatus::blocked:
        ++out.blocked;
        break;
      case TaskStatus::skipped:
        ++out.skipped;
        break;
      case TaskStatus::not_run:
        ++out.not_run;
        break;
      case TaskStatus::none:
      case TaskStatus::running:
        break;
    }
  }
  return out;
}

std::string not_done_words(const RunCounts& counts) {
  std::string words;
  const auto add = [&](std::size_t number, const char* what) {
    if (number > 0) words += ", " + std::to_string(number) + what;
  };
  add(counts.failed, " failed");
  add(counts.cancelled, " cancelled");
  add(counts.blocked, " blocked");
  add(counts.not_run, " not run");
  return words;
}

std::string counts_words(const RunCounts& counts) {
  return std::to_string(counts.done) + " done" + not_done_words(counts);
}

}  // namespace baton
