// Locks beside the runs of the command, by the file's place in the workspace: others may have its name. Each
// run of the file has one of its own, the first that is free, so that one is seen whichever of them ends
// first.
#include "server/run/file_claim.h"

#include <unistd.h>

#include <utility>
#include <variant>

#include "server/base/path.h"
#include "server/run/lock.h"
#include "server/run/names.h"
#include "server/run/render.h"

namespace baton {
namespace {

constexpr int most_locks = 16;  // of one file

std::string lock_name(const std::string& root, const std::string& path, int number) {
  return "." + text_hash(path::is_below(path, root) ? path::relative(path, root) : path) +
         (number == 1 ? "" : "." + std::to_string(number)) + ".lock";
}

Result<OpenFile> runs_folder(const std::string& root, const std::string& command, bool make) {
  return open_folder(root, path::relative(runs_path(root, command_folder(command)), root), make);
}

// From the lock of that number on.
std::optional<RunUnderWay> holder_from(int number, const OpenFile& folder, const std::string& root,
                                       const std::string& path) {
  for (; number <= most_locks; ++number)
    if (const auto holder = lock_holder(folder, lock_name(root, path, number)))
      return RunUnderWay{holder->note, holder->process};
  return std::nullopt;
}

}  // namespace

Result<FileClaim> FileClaim::take(const std::string& root, const std::string& command,
                                  const std::string& path) {
  const Result<OpenFile> folder = runs_folder(root, command, true);
  if (!folder) return Error{folder.error()};
  for (int number = 1; number <= most_locks; ++number) {
    auto tried = try_lock(*folder, lock_name(root, path, number));
    if (!tried) return Error{tried.error()};
    if (auto* lock = std::get_if<OpenFile>(&*tried)) return FileClaim(std::move(*lock));
  }
  return FileClaim(OpenFile());
}

// Of several that want to be alone at once one has the first lock.
Result<FileClaim> FileClaim::take_alone(const std::string& root, const std::string& command,
                                        const std::string& path) {
  const Result<OpenFile> folder = runs_folder(root, command, true);
  if (!folder) return Error{folder.error()};
  auto tried = try_lock(*folder, lock_name(root, path, 1));
  if (!tried) return Error{tried.error()};
  if (const auto* holder = std::get_if<LockHolder>(&*tried))
    return Error{elsewhere_words({holder->note, holder->process})};
  FileClaim claim(std::move(std::get<OpenFile>(*tried)));
  if (const auto other = holder_from(2, *folder, root, path)) return Error{elsewhere_words(*other)};
  return claim;
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
  return folder ? holder_from(1, *folder, root, path) : std::nullopt;
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
