// What the run folder tells of one command file's runs: read on a thread of its own, and kept in memory as
// values for all that is shown while the user types.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/features/run_view.h"
#include "server/lsp/document_view.h"
#include "server/run/events.h"
#include "server/run/user_config.h"

namespace baton::lsp {

// Where things of the user are, outside of every workspace.
struct RunPlaces {
  std::string config = {};  // the user's configuration file; empty: none
  std::string state = {};   // the folder where confirmations are remembered; empty: none
  std::string home = {};
  std::string search = {};                    // PATH
  std::vector<std::string> environment = {};  // all there is
};
RunPlaces places_of_user();  // of this process

// The last run of a file.
struct LastRun {
  enum class State { running, paused, finished, failed, cancelled, interrupted };
  std::string id;
  std::optional<std::string> mode;
  State state = State::running;
  bool under_way = false;  // it may be, where it is paused
  bool operator==(const LastRun&) const = default;
};
LastRun::State state_after(RunOutcome outcome);  // of a run that has ended
std::string_view state_word(LastRun::State state);

struct RunLook {
  std::map<std::string, TaskRun> tasks;  // by the step's name
  std::optional<LastRun> last;
  bool calls_nothing = true;              // the runner that the user gets without saying which
  bool root_trusted = false;              // by the user's own configuration
  std::string elsewhere = {};             // whose run of the file is under way in another process, in words
  std::vector<std::string> runners = {};  // the names of all that there are
  bool operator==(const RunLook&) const = default;
};

// `mode`: to be looked at; nothing: that of the last run, else the default one, else the first.
RunLook look_at_runs(const DocumentView& view, const std::string& root,
                     const std::optional<std::string>& mode, const RunPlaces& places);

// The name of the step for each of the document's tasks; empty for one that cannot run, or stands outside of
// phases.
std::vector<std::string> step_names(const DocumentView& view);

}  // namespace baton::lsp
