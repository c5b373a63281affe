// Events as lines of JSON and back, and the fold. A line written by a later Baton may hold more, and is read.
#include "server/run/events.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "server/run/task_names.h"

namespace baton {
namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr std::array<std::string_view, 18> names = {
    "run-started",  "run-resumed",  "question-asked", "question-answered", "task-ready",     "task-started",
    "task-text",    "task-output",  "task-finished",  "task-failed",       "task-cancelled", "task-skipped",
    "task-blocked", "task-not-run", "gate-waiting",   "gate-passed",       "cancelled",      "run-finished"};
constexpr std::array<std::string_view, 4> outcomes = {"done", "failed", "waiting", "cancelled"};
constexpr std::array<std::string_view, 5> selections = {"whole", "phase", "from", "to", "task"};

template <typename Names>
std::optional<std::size_t> index_of(const Names& list, std::string_view name) {
  const auto found = std::ranges::find(list, name);
  if (found == list.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

struct TextField {
  const char* key;
  std::string RunEvent::*member;
};
constexpr std::array<TextField, 14> text_fields = {{{"agent", &RunEvent::agent},
                                                    {"task", &RunEvent::task},
                                                    {"reason", &RunEvent::reason},
                                                    {"run", &RunEvent::run},
                                                    {"path", &RunEvent::path},
                                                    {"command", &RunEvent::command},
                                                    {"textHash", &RunEvent::text_hash},
                                                    {"runner", &RunEvent::runner},
                                                    {"arguments", &RunEvent::arguments},
                                                    {"key", &RunEvent::key},
                                                    {"text", &RunEvent::text},
                                                    {"file", &RunEvent::file},
                                                    {"outputHash", &RunEvent::output_hash},
                                                    {"fromRun", &RunEvent::from_run}}};

OrderedJson selection_json(const PlanSelection& selection) {
  OrderedJson object = {{"kind", std::string(selections[static_cast<std::size_t>(selection.kind)])}};
  if (selection.kind != PlanSelection::Kind::whole && selection.kind != PlanSelection::Kind::task)
    object["phase"] = selection.phase;
  if (!selection.task.empty()) object["task"] = selection.task;
  if (selection.with_prerequisites) object["withPrerequisites"] = true;
  return object;
}

OrderedJson inputs_json(const KeyInputs& inputs) {
  return {
      {"prompt", inputs.prompt}, {"agent", inputs.agent}, {"runner", inputs.runner}, {"model", inputs.model}};
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

template <typename Number>
std::optional<Number> number_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    return found->get<Number>();
  } else {
    if (found->is_number_float()) return std::nullopt;
    const bool fits = found->is_number_unsigned() ? std::in_range<Number>(found->get<std::uint64_t>())
                                                  : std::in_range<Number>(found->get<std::int64_t>());
    return fits ? std::optional<Number>(found->get<Number>()) : std::nullopt;
  }
}

PlanSelection selection_of(const Json& object) {
  PlanSelection selection;
  if (const auto kind = index_of(selections, text_at(object, "kind")))
    selection.kind = static_cast<PlanSelection::Kind>(*kind);
  selection.phase = number_at<unsigned long long>(object, "phase").value_or(0);
  selection.task = text_at(object, "task");
  const auto with = object.find("withPrerequisites");
  selection.with_prerequisites = with != object.end() && *with == true;
  return selection;
}

void read_nested(const Json& object, RunEvent& event) {
  if (const auto found = object.find("selection"); found != object.end() && found->is_object())
    event.selection = selection_of(*found);
  if (const auto found = object.find("inputs"); found != object.end() && found->is_object())
    event.inputs = KeyInputs{text_at(*found, "prompt"), text_at(*found, "agent"), text_at(*found, "runner"),
                             text_at(*found, "model")};
  if (const auto found = object.find("read"); found != object.end() && found->is_object())
    for (const auto& [id, hash] : found->items())
      if (hash.is_string()) event.read[id] = hash.get<std::string>();
  if (const auto found = object.find("answers"); found != object.end() && found->is_array())
    for (const Json& answer : *found)
      if (answer.is_string()) event.answers.push_back(answer.get<std::string>());
}

// Logs of before there was task-cancelled tell of it so. Other reasons begin with the program's name.
bool is_old_cancel(const RunEvent& event) {
  return event.reason == "was cancelled" && !event.exit_code && !event.signal;
}

void set_task(RunState& state, const RunEvent& event, TaskStatus status) {
  TaskRecord& record = state.tasks[event.task];
  record.status = status;
  record.last = event;
  if (status == TaskStatus::finished) record.finished = event;
}

// What a gate was passed for is not there any more when a task of its phase has made something else.
void close_gates(RunState& state, const RunEvent& event) {
  if (!event.phase) return;
  const std::string phase = "phase" + std::to_string(*event.phase) + ":";
  std::erase_if(state.gates_passed, [&](const auto& gate) { return gate.first.starts_with(phase); });
}

void begin(RunState& state, const RunEvent& event) {
  // Whoever looks on from then on only hears of a run that is gone on with as if it began.
  if (event.kind == RunEventKind::run_started || state.started.empty()) {
    state.run = event.run;
    state.started = event.time;
    state.path = event.path;
    state.command = event.command;
    state.mode = event.mode;
    state.arguments = event.arguments;
    if (event.selection) state.selection = *event.selection;
  }
  state.text_hash = event.text_hash;
  state.runner = event.runner;
  state.at_gate = false;
  state.outcome.reset();
}

// Most lines of a long log: they need not be read, but for the time of the last.
bool changes_nothing(std::string_view log) {
  constexpr std::string_view head = "{\"event\":\"";
  if (!log.starts_with(head)) return false;
  const std::string_view name = log.substr(head.size(), log.find('"', head.size()) - head.size());
  return name == event_name(RunEventKind::task_ready) || name == event_name(RunEventKind::task_output);
}

}  // namespace

std::string task_name(const RunEvent& event) {
  return task_name(event.phase, event.agent, event.task);
}

std::string_view event_name(RunEventKind kind) {
  return names[static_cast<std::size_t>(kind)];
}

std::string_view outcome_name(RunOutcome outcome) {
  return outcomes[static_cast<std::size_t>(outcome)];
}

std::string event_line(const RunEvent& event) {
  OrderedJson object = {{"event", std::string(event_name(event.kind))}, {"time", event.time}};
  if (event.phase) object["phase"] = *event.phase;
  for (const TextField& field : text_fields)
    if (const std::string& text = event.*field.member; !text.empty()) object[field.key] = text;
  if (event.mode) object["mode"] = *event.mode;
  if (event.selection) object["selection"] = selection_json(*event.selection);
  if (!event.answers.empty()) object["answers"] = event.answers;
  if (!event.file.empty()) object["bytes"] = event.bytes;
  if (event.inputs) object["inputs"] = inputs_json(*event.inputs);
  if (!event.read.empty()) object["read"] = event.read;
  if (event.seconds) object["seconds"] = *event.seconds;
  if (event.cost) object["cost"] = *event.cost;
  if (event.turns) object["turns"] = *event.turns;
  if (event.exit_code) object["exitCode"] = *event.exit_code;
  if (event.signal) object["signal"] = *event.signal;
  if (event.outcome) object["outcome"] = std::string(outcome_name(*event.outcome));
  return object.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::optional<RunEvent> read_event(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  const auto kind = index_of(names, text_at(object, "event"));
  if (!kind) return std::nullopt;
  RunEvent event;
  event.kind = static_cast<RunEventKind>(*kind);
  event.time = text_at(object, "time");
  for (const TextField& field : text_fields) event.*field.member = text_at(object, field.key);
  if (object.contains("mode")) event.mode = text_at(object, "mode");
  read_nested(object, event);
  event.phase = number_at<unsigned long long>(object, "phase");
  event.bytes = number_at<std::size_t>(object, "bytes").value_or(0);
  event.seconds = number_at<double>(object, "seconds");
  event.cost = number_at<double>(object, "cost");
  event.turns = number_at<unsigned>(object, "turns");
  event.exit_code = number_at<int>(object, "exitCode");
  event.signal = number_at<int>(object, "signal");
  if (const auto outcome = index_of(outcomes, text_at(object, "outcome")))
    event.outcome = static_cast<RunOutcome>(*outcome);
  return event;
}

bool ends_task(RunEventKind kind) {
  return kind == RunEventKind::task_finished || kind == RunEventKind::task_failed ||
         kind == RunEventKind::task_cancelled || kind == RunEventKind::task_blocked;
}

void fold(RunState& state, const RunEvent& event) {
  state.changed = event.time;
  switch (event.kind) {
    case RunEventKind::run_started:
    case RunEventKind::run_resumed:
      begin(state, event);
      break;
    case RunEventKind::question_answered:
      std::erase_if(state.answers, [&](const PlanAnswer& answer) { return answer.key == event.key; });
      for (const std::string& label : event.answers) state.answers.push_back({event.key, label});
      break;
    case RunEventKind::task_started:
      set_task(state, event, TaskStatus::running);
      break;
    case RunEventKind::task_finished:
      set_task(state, event, TaskStatus::finished);
      close_gates(state, event);
      break;
    case RunEventKind::task_failed:
      set_task(state, event, is_old_cancel(event) ? TaskStatus::cancelled : TaskStatus::failed);
      break;
    case RunEventKind::task_cancelled:
      set_task(state, event, TaskStatus::cancelled);
      break;
    case RunEventKind::task_skipped:
      set_task(state, event, TaskStatus::skipped);
      break;
    case RunEventKind::task_blocked:
      set_task(state, event, TaskStatus::blocked);
      break;
    case RunEventKind::task_not_run:
      // What was finished before it was gone on with still is.
      if (!state.tasks[event.task].finished) set_task(state, event, TaskStatus::not_run);
      break;
    case RunEventKind::gate_passed:
      state.gates_passed[event.task] = event.text;
      state.at_gate = false;
      break;
    case RunEventKind::gate_waiting:
      state.at_gate = true;
      break;
    case RunEventKind::run_finished:
      state.outcome = event.outcome;
      break;
    case RunEventKind::question_asked:
    case RunEventKind::task_ready:
    case RunEventKind::task_text:
    case RunEventKind::task_output:
    case RunEventKind::cancelled:
      break;
  }
}

RunState fold_log(std::string_view log) {
  RunState state;
  for (std::size_t end; (end = log.find('\n')) != std::string_view::npos; log.remove_prefix(end + 1)) {
    const bool last = end + 1 == log.size();
    if (!last && changes_nothing(log)) continue;
    if (const auto event = read_event(log.substr(0, end))) fold(state, *event);
  }
  return state;
}

}  // namespace baton
