// Reads the logs below the workspace root and says what they add up to.
#include "server/cli/runs_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "server/base/path.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/run/run_counts.h"
#include "server/run/store.h"
#include "server/run/system_words.h"
#include "server/workspace/disk/load.h"

namespace baton {
namespace {

struct Found {
  std::string folder, run;  // of the command, and the id
};

std::string working_directory() {
  std::error_code ignored;
  return std::filesystem::current_path(ignored).string();
}

// Newest first, of all commands.
std::vector<Found> all_runs(const std::string& root) {
  std::vector<Found> found;
  for (const std::string& folder : list_commands(root))
    for (std::string& run : list_runs(root, folder)) found.push_back({folder, std::move(run)});
  std::ranges::stable_sort(found, std::ranges::greater(), &Found::run);
  return found;
}

std::string outcome_words(const RunState& state, bool under_way) {
  if (under_way) return "under way";
  return state.outcome ? std::string(outcome_name(*state.outcome)) : "interrupted";
}

std::string headline(const Found& found, const RunState& state, bool under_way) {
  return found.run + "  /" + escaped(state.command.empty() ? found.folder : state.command) +
         (state.mode ? " in mode " + escaped(*state.mode) : "") + ", runner " + escaped(state.runner) + ": " +
         outcome_words(state, under_way) + ", " + counts_words(count_tasks(state)) + "\n";
}

using ShownTask = std::pair<std::string, const TaskRecord*>;

// Phase 2 stands before phase 10.
std::vector<ShownTask> by_phase(const RunState& state) {
  std::vector<ShownTask> tasks;
  for (const auto& [id, task] : state.tasks) tasks.emplace_back(id, &task);
  std::ranges::stable_sort(tasks, {}, [](const ShownTask& task) { return task.second->last.phase; });
  return tasks;
}

std::string task_line(const std::string& id, const TaskRecord& task, const std::string& folder,
                      bool under_way) {
  std::string line = "  " + escaped(id);
  switch (task.status) {
    case TaskStatus::none:
      break;
    case TaskStatus::running:
      line += under_way ? " is running" : " did not end";
      break;
    case TaskStatus::finished:
      line += task.last.from_run.empty() ? " done in " + duration_words(task.last.seconds.value_or(0))
                                         : " done, as in run " + escaped(task.last.from_run);
      break;
    case TaskStatus::failed:
      line += " failed: " + escaped(task.last.reason);
      break;
    case TaskStatus::cancelled:
      line += " cancelled";
      break;
    case TaskStatus::skipped:
      line += " skipped: " + escaped(task.last.reason);
      break;
    case TaskStatus::blocked:
      line += " blocked: " + escaped(task.last.reason);
      break;
    case TaskStatus::not_run:
      line += " not run: " + escaped(task.last.reason);
      break;
  }
  if (!task.last.file.empty()) line += "\n    " + escaped(folder + "/" + task.last.file);
  return line + "\n";
}

int print(const std::string& text) {
  const std::string fault = write_out(text);
  if (fault.empty()) return 0;
  complain("cannot write (" + fault + ")");
  return 3;
}

}  // namespace

int list_runs_command() {
  const std::string root = find_root(working_directory());
  std::string text;
  for (const Found& found : all_runs(root))
    if (const Result<RunState> state = read_run(root, found.folder, found.run))
      text += headline(found, *state, is_held(root, found.folder, found.run));
  return print(text.empty() ? "nothing has run here yet\n" : text);
}

int show_run_command(const std::string& run) {
  const std::string root = find_root(working_directory());
  for (const Found& found : all_runs(root)) {
    if (run != "last" && found.run != run) continue;
    const Result<RunState> state = read_run(root, found.folder, found.run);
    if (!state) {
      complain(state.error());
      return 3;
    }
    const std::string folder =
        path::relative(runs_path(root, found.folder) + "/" + found.run, working_directory());
    const bool under_way = is_held(root, found.folder, found.run);
    std::string text = headline(found, *state, under_way);
    for (const auto& [id, task] : by_phase(*state)) text += task_line(id, *task, folder, under_way);
    return print(text);
  }
  complain("there is no run " + run + "; --runs lists them");
  return 2;
}

}  // namespace baton
