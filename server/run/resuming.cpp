// See resuming.h.
#include "server/run/resuming.h"

#include <utility>

#include "server/run/cache.h"
#include "server/run/names.h"
#include "server/run/questions.h"
#include "server/run/store.h"

namespace baton {
namespace {

// A run of this file that has written down what it is to do.
Result<RunState> run_of_file(const std::string& root, const std::string& folder, const std::string& run,
                             const std::string& path) {
  Result<RunState> state = read_run(root, folder, run);
  if (!state) return state;
  if (state->started.empty())
    return Error{"run " + run + " ended before it had written down what it was to do; start a new one"};
  if (!is_run_of(*state, root, path))
    return Error{"run " + run + " is one of another file, " + shown(state->path, 1000)};
  state->run = run;  // the folder's name, whatever its log says
  return state;
}

}  // namespace

Result<RunState> run_to_resume(const std::string& named, const std::string& root, const std::string& command,
                               const std::string& path) {
  const std::string folder = command_folder(command);
  std::string under_way;
  for (const std::string& run : named.empty() ? list_runs(root, folder) : std::vector<std::string>{named}) {
    Result<RunState> state = run_of_file(root, folder, run, path);
    if (!state && !named.empty()) return state;
    if (!state) continue;
    if (is_held(root, folder, run)) {
      if (under_way.empty()) under_way = "run " + run + " of this file is under way";
    } else if (!named.empty()) {
      return state;
    } else if (state->outcome != RunOutcome::done) {
      if (under_way.empty()) return state;
      return Error{under_way + "; to go on with the one before it, say --resume " + run};
    }
  }
  return Error{under_way.empty() ? "there is no run to go on with" : under_way};
}

std::vector<std::string> go_on_as(const RunState& run, std::span<const PlanQuestion> questions,
                                  PlanRequest& request) {
  std::vector<PlanAnswer> dropped;
  request.mode = run.mode;
  request.arguments = run.arguments;
  request.selection = run.selection;
  request.answers = answers_to_go_on(questions, run.answers, request.answers, dropped);
  std::vector<std::string> words;
  for (const PlanAnswer& answer : dropped)
    words.push_back("run " + run.run + " was answered \"" + shown(answer.label) + "\" to \"" +
                    shown(answer.key) + "\", which the file does not offer any more");
  return words;
}

}  // namespace baton
