// See run_view.h.
#include "server/features/run_view.h"

namespace baton {

std::string_view kind_word(TaskRun::Kind kind) {
  switch (kind) {
    case TaskRun::Kind::none:
      return "none";
    case TaskRun::Kind::fresh:
      return "fresh";
    case TaskRun::Kind::stale:
      return "stale";
    case TaskRun::Kind::waiting:
      return "waiting";
    case TaskRun::Kind::running:
      return "running";
    case TaskRun::Kind::failed:
      return "failed";
    case TaskRun::Kind::cancelled:
      return "cancelled";
    case TaskRun::Kind::skipped:
      return "skipped";
    case TaskRun::Kind::blocked:
      return "blocked";
    case TaskRun::Kind::interrupted:
      return "interrupted";
  }
  return "none";
}

std::string state_words(const TaskRun& task) {
  if (task.kind == TaskRun::Kind::none) return "not run yet";
  std::string words(task.kind == TaskRun::Kind::fresh ? "done" : kind_word(task.kind));
  if (!task.reason.empty()) words += (task.kind == TaskRun::Kind::interrupted ? "; " : ": ") + task.reason;
  return words;
}

std::string no_output_words(const TaskRun& task) {
  if (task.kind == TaskRun::Kind::none) return "has no output yet";
  return "has no output: " + state_words(task);
}

}  // namespace baton
