// What happens in a run, one fact after another: what the log keeps, what surfaces show, and what the state
// of a run is folded from. schemas/run-event.schema.json describes the lines. run.md, "Store".
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/run/plan.h"
#include "server/run/render.h"

namespace baton {

enum class RunEventKind : std::uint8_t {
  run_started,
  run_resumed,
  question_asked,
  question_answered,
  task_ready,
  task_started,
  task_text,    // a piece of the output under way: shown, never kept
  task_output,  // the whole output is in its file
  task_finished,
  task_failed,
  task_cancelled,
  task_skipped,
  task_blocked,
  task_not_run,  // the run ended before it began
  gate_waiting,
  gate_passed,
  cancelled,
  run_finished
};

enum class RunOutcome : std::uint8_t { done, failed, waiting, cancelled };

struct RunEvent {
  RunEventKind kind = RunEventKind::run_started;
  std::string time = {};  // "2026-01-31T12:00:00.000Z"
  std::optional<unsigned long long> phase = {};
  std::string agent = {};
  std::string task = {};    // the step's id; of a gate, too
  std::string reason = {};  // in words

  // run_started and run_resumed
  std::string run = {}, path = {}, command = {}, text_hash = {}, runner = {};
  std::optional<std::string> mode = {};
  std::string arguments = {};
  std::optional<PlanSelection> selection = {};
  // question_*: key and text; gate_*: text; task_text: text; question_answered: answers
  std::string key = {}, text = {};
  std::vector<std::string> answers = {};
  // task_output and task_finished
  std::string file = {}, output_hash = {};
  std::size_t bytes = 0;
  std::optional<KeyInputs> inputs = {};  // task_started and task_finished
  std::map<std::string, std::string> read =
      {};                     // task_finished: id of each step that was read -> hash of its output
  std::string from_run = {};  // task_finished: nothing ran, this run made the output
  std::optional<double> seconds = {}, cost = {};
  std::optional<unsigned> turns = {};
  // task_failed
  std::optional<int> exit_code = {}, signal = {};
  std::optional<RunOutcome> outcome = {};  // run_finished
};

// As lines of a run name it: see task_names.h.
std::string task_name(const RunEvent& event);

std::string_view event_name(RunEventKind kind);
std::string_view outcome_name(RunOutcome outcome);

// One line, without its end.
std::string event_line(const RunEvent& event);
// Nothing for a line that is no event.
std::optional<RunEvent> read_event(std::string_view line);

enum class TaskStatus : std::uint8_t {
  none,
  running,
  finished,
  failed,
  cancelled,
  skipped,
  blocked,
  not_run
};

struct TaskRecord {
  TaskStatus status = TaskStatus::none;
  RunEvent last = {};  // that made it so
  // That finished it last: its output stays there when making it anew in the same run fails or is cut short.
  std::optional<RunEvent> finished = {};
};

// A run, folded from its events.
struct RunState {
  std::string run, path, command, text_hash, runner, started, changed;
  std::optional<std::string> mode;
  std::string arguments;
  PlanSelection selection;
  std::vector<PlanAnswer> answers;
  std::map<std::string, TaskRecord> tasks;
  std::map<std::string, std::string> gates_passed;  // id -> the text that was passed: another is another gate
  bool at_gate = false;                             // one was asked for, and not answered yet
  std::optional<RunOutcome> outcome;                // nothing: under way, or ended without a word
};

// Whether a task is over with that, however it ended.
bool ends_task(RunEventKind kind);

void fold(RunState& state, const RunEvent& event);
// Lines that are no events, and a last one without its end, are passed over.
RunState fold_log(std::string_view log);

}  // namespace baton
