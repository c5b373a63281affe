// A lock beside the runs of the command, by the file's place in the workspace: others may have its name.
#include "server/run/file_claim.h"

#include <unistd.h>

#include <utility>

#include "server/base/path.h"
#include "server/run/lock.h"
#include "server/run/names.h"
#include "server/run/render.h"

namespace baton {
namespace {

std::string lock_name(const std::string& root, const std::string& path) {
  return "." + text_hash(path::is_below(path, root) ? path::relative(path, root) : path) + ".lock";
}

Result<OpenFile> runs_folder(const std::string& root, const std::string& command, bool make) {
  return open_folder(root, path::relative(runs_path(root, command_folder(command)), root), make);
}

}  // namespace

Result<FileClaim> FileClaim::take(const std::string& root, const std::string& command,
                                  const std::string& path) {
  const Result<OpenFile> folder = runs_folder(root, command, true);
  if (!folder) return Error{folder.error()};
  Result<OpenFile> lock = take_lock(*folder, lock_name(root, path));
  if (lock) return FileClaim(std::move(*lock));
  if (lock_holder(*folder, lock_name(root, path))) return FileClaim(OpenFile());
  return Error{lock.error()};
}

void FileClaim::set_run(const std::string& run) {
  if (lock_) note_in_lock(lock_, run);
}

void FileClaim::let_go() {
  let_go_of_lock(std::exchange(lock_, OpenFile()));
}

std::optional<RunUnderWay> run_under_way(const std::string& root, const std::string& command,
                                         const std::string& path) {
  const Result<OpenFile> folder = runs_folder(root, command, false);
  const auto holder = folder ? lock_holder(*folder, lock_name(root, path)) : std::nullopt;
  return holder ? std::optional(RunUnderWay{holder->note, holder->process}) : std::nullopt;
}

bool is_own(const RunUnderWay& use) {
  return use.process == std::to_string(::getpid());
}

std::string under_way_words(const RunUnderWay& use) {
  return (use.run.empty() ? "a run" : "run " + shown(use.run, 60)) + " of this file is under way" +
         (use.process.empty() ? "" : ", begun by process " + shown(use.process, 20));
}

std::string elsewhere_words(const RunUnderWay& use) {
  return under_way_words(use) +
         ": wait for its end, or end it where it was begun (in a terminal with Ctrl-C)";
}

}  // namespace baton
