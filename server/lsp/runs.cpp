// What a run under way says stands before what the disk said; once it has ended, until the disk was asked
// again.
#include "server/lsp/runs.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "server/base/path.h"
#include "server/run/file_claim.h"
#include "server/run/names.h"
#include "server/run/plan.h"
#include "server/run/run_counts.h"
#include "server/run/runner_choice.h"

namespace baton::lsp {
namespace {

using protocol::Json;

// Events come in bursts, and who draws them asks for all.
constexpr std::chrono::milliseconds telling_pause{40};
constexpr std::chrono::milliseconds looking_pause{1500};

constexpr const char* not_trusted =
    "runs are not allowed here: the user has not said that this workspace is trusted";

TaskRun::Kind kind_of(TaskStatus status) {
  switch (status) {
    case TaskStatus::running:
      return TaskRun::Kind::running;
    case TaskStatus::finished:
      return TaskRun::Kind::fresh;
    case TaskStatus::failed:
      return TaskRun::Kind::failed;
    case TaskStatus::cancelled:
      return TaskRun::Kind::cancelled;
    case TaskStatus::skipped:
      return TaskRun::Kind::skipped;
    case TaskStatus::blocked:
      return TaskRun::Kind::blocked;
    case TaskStatus::none:
    case TaskStatus::not_run:
      break;
  }
  return TaskRun::Kind::waiting;
}

// One that failed is run again, and goes on from what is there as well.
bool is_resumable(const LastRun& run) {
  return !run.under_way && (run.state == LastRun::State::paused || run.state == LastRun::State::cancelled ||
                            run.state == LastRun::State::interrupted);
}

TaskRun task_of(const TaskRecord& record, const std::string& folder, std::string made_before) {
  TaskRun out{kind_of(record.status)};
  out.made = std::move(made_before);
  if (!record.last.file.empty()) out.output = folder + "/" + record.last.file;
  if (record.status != TaskStatus::finished) out.reason = shown(record.last.reason);
  return out;
}

}  // namespace

Runs::Runs(Loop& loop, protocol::Peer& peer, const Publisher& publisher, RunPlaces places, RunFiles files)
    : loop_(loop),
      peer_(peer),
      publisher_(publisher),
      places_(std::move(places)),
      sources_(std::move(files)) {}

Runs::~Runs() {
  close();
}

std::string Runs::root_of(const std::string& path) const {
  std::string root = sources_.root(path);
  return root.empty() ? std::string(path::parent(path)) : root;
}

void Runs::close() {
  closed_ = true;
  for (auto& [path, file] : files_)
    if (file.live && file.live->thread) file.live->thread->leave();
}

void Runs::set_client(const protocol::ClientCapabilities& client) {
  client_ = client.window;
  shows_progress_ = client.work_done_progress;
  tells_of_files_ = client.watch_files;
}

void Runs::in_background(std::function<std::function<void()>()> job) {
  worker_.post([loop = &loop_, job = std::move(job), alive = std::weak_ptr(alive_)] {
    std::function<void()> then;
    try {
      then = job();
    } catch (const std::exception&) {
      then = [fault = std::current_exception()] { std::rethrow_exception(fault); };
    }
    loop->post([then = std::move(then), alive] {
      if (!alive.expired()) then();
    });
  });
}

void Runs::ask(protocol::MessageType type, const std::string& words, const std::vector<std::string>& titles,
               std::function<void(std::optional<std::string>)> then) {
  peer_.request("window/showMessageRequest", protocol::message_request_params(type, words, titles),
                [then = std::move(then)](const auto& outcome) { then(protocol::chosen_title(outcome)); });
}

void Runs::ask_client(std::string_view method, Json params,
                      std::function<void(std::variant<Json, protocol::ResponseError>)> then) {
  peer_.request(method, std::move(params), std::move(then));
}

RunView Runs::view(const DocumentView& view) {
  File& file = files_[view.path];
  if (!file.asked) look_again(view);
  RunView out = view_of(file, view, file.look);
  out.known = file.looked;
  return out;
}

RunView Runs::view_of(File& file, const DocumentView& view, const RunLook& look) const {
  if (file.named != view.document || file.named_in != view.world) {
    file.names = step_names(view);
    file.named = view.document;
    file.named_in = view.world;
  }
  RunView out;
  out.known = true;
  out.steps = file.names;
  out.under_way = file.live && !file.live->ended;
  if (!file.live) out.elsewhere = look.elsewhere;
  if (const auto last = last_of(file, look)) out.resumable = is_resumable(*last);
  if (!look.calls_nothing && !look.root_trusted && !sources_.trusts(view.path)) out.forbidden = not_trusted;
  for (const std::string& name : out.steps) {
    const auto known = look.tasks.find(name);
    TaskRun task = known == look.tasks.end() ? TaskRun() : known->second;
    if (file.live) {
      const auto record = file.live->state.tasks.find(name);
      if (record != file.live->state.tasks.end() && record->second.status != TaskStatus::not_run)
        task = task_of(record->second, file.live->folder, std::move(task.made));
      else if (out.under_way && file.live->planned.contains(name))
        task = {TaskRun::Kind::waiting, {}, {}, {}, std::move(task.made)};
    }
    out.tasks.push_back(std::move(task));
  }
  return out;
}

std::optional<LastRun> Runs::last_of(const File& file, const RunLook& look) const {
  if (!file.live || file.live->state.run.empty()) return look.last;
  const RunState& state = file.live->state;
  LastRun out{state.run, state.mode, LastRun::State::running, !file.live->ended};
  if (file.live->ended)
    out.state = state_after(state.outcome.value_or(RunOutcome::failed));
  else if (!file.live->gate.empty())
    out.state = LastRun::State::paused;
  return out;
}

void Runs::look(const DocumentView& view, const std::optional<std::string>& mode,
                std::function<void(const Told&)> then) {
  const std::uint64_t number = ++looks_;
  if (!mode) files_[view.path].asked = true;
  in_background(
      [this, view, mode, number, root = root_of(view.path), places = places_, then = std::move(then)] {
        auto found = std::make_shared<RunLook>(look_at_runs(view, root, mode, places));
        return [this, view, mode, number, found, then] {
          if (!mode) took_look(view.path, number, *found);
          File& file = files_[view.path];
          if (then) then({view_of(file, view, *found), last_of(file, *found), found->runners});
        };
      });
}

void Runs::look_again(const DocumentView& view) {
  if (view.kind != FileKind::command) return;
  files_[view.path].asked = true;
  if (sources_.ready()) look(view, std::nullopt, {});
}

std::vector<std::string> Runs::known() const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : files_)
    if (file.asked) paths.push_back(path);
  return paths;
}

void Runs::took_look(const std::string& path, std::uint64_t number, const RunLook& look) {
  File& file = files_[path];
  const bool news = !file.looked || !(file.look == look);
  file.looked = true;
  file.look = look;
  if (file.live && file.live->ended && number >= file.live->look) file.live.reset();
  if (news) changed(path);
  if (!look.elsewhere.empty() || nobody_tells(path)) watch_elsewhere();
}

// That a run begins: a client that watches files does so in the workspace only.
bool Runs::nobody_tells(const std::string& path) const {
  return !tells_of_files_ || sources_.root(path).empty();
}

// Nobody tells when another process's run goes on: so it is looked at now and then, as long as it may be
// seen; and where nobody tells that one begins, whether it has.
void Runs::watch_elsewhere() {
  if (closed_ || std::exchange(watching_, true)) return;
  loop_.after(looking_pause, [this, alive = std::weak_ptr(alive_)] {
    if (alive.expired() || closed_) return;
    watching_ = false;
    for (const std::string& path : known())
      if (const auto view = sources_.view(path); view && !files_[path].look.elsewhere.empty())
        look_again(*view);
    find_elsewhere();
  });
}

void Runs::find_elsewhere() {
  std::vector<std::pair<DocumentView, std::string>> idle;  // and their roots
  bool untold = false;
  for (const std::string& path : known()) {
    const auto view = sources_.view(path);
    if (!view || under_way(path) || !files_[path].look.elsewhere.empty()) continue;
    idle.emplace_back(*view, root_of(path));
    untold |= nobody_tells(path);
  }
  if (idle.empty()) return;
  in_background([this, untold, idle = std::move(idle)] {
    std::vector<std::string> found;
    for (const auto& [view, root] : idle) {
      const auto use = run_under_way(root, command_name(*view.world, view.path), view.path);
      if (use && !is_own(*use)) found.push_back(view.path);
    }
    return [this, untold, found] {
      for (const std::string& path : found)
        if (const auto view = sources_.view(path)) look_again(*view);
      if (untold) watch_elsewhere();
    };
  });
}

void Runs::closed(const std::string& path) {
  const auto found = files_.find(path);
  if (found == files_.end()) return;
  std::unique_ptr<Live> live = std::move(found->second.live);
  found->second = File();
  if (live)
    found->second.live = std::move(live);
  else
    files_.erase(found);
}

bool Runs::under_way(const std::string& path) const {
  const auto file = files_.find(path);
  return file != files_.end() && file->second.live && !file->second.live->ended;
}

void Runs::start(const DocumentView& view, RunJob job, std::function<void(const Result<std::string>&)> then) {
  if (closed_) return then(Error{"the server is ending"});
  auto live = std::make_unique<Live>();
  live->view = view;
  live->root = job.root;
  live->state.command = job.plan.command;
  for (const PlanStep& step : job.plan.steps)
    if (step.kind == StepKind::task && step.state == StepState::run) live->planned.insert(step.id);
  live->thread = std::make_unique<RunThread>(loop_, std::move(job), listener(view.path, std::move(then)));
  files_[view.path].live = std::move(live);
}

RunListener Runs::listener(const std::string& path, std::function<void(const Result<std::string>&)> then) {
  RunListener out;
  out.started = [this, path, then = std::move(then)](const Result<std::string>& run,
                                                     const std::string& folder) {
    Live& live = *files_[path].live;
    if (!run) {
      files_[path].live.reset();
      changed(path);
      return then(run);
    }
    live.state.run = *run;
    live.folder = folder;
    if (shows_progress_)
      live.progress =
          std::make_unique<RunProgress>(peer_, "baton-run-" + std::to_string(++progresses_),
                                        "Run /" + shown(live.state.command, 60), live.planned.size());
    then(run);
    changed(path);
  };
  out.happened = [this, path](const RunEvent& event) { happened(path, event); };
  out.gate = [this, path](const PlanStep& gate, const std::vector<std::string>& outputs,
                          std::function<void(bool)> answer) {
    files_[path].live->gate = shown(gate.description);
    ask_gate("Gate: " + shown(gate.description) + " Shall the run go on?", outputs, std::move(answer));
  };
  out.ended = [this, path](const RunEnd& end) { ended(path, end); };
  return out;
}

void Runs::ask_gate(const std::string& words, const std::vector<std::string>& outputs,
                    std::function<void(bool)> answer) {
  std::vector<std::string> titles = {"Go on", "Stop here"};
  if (!outputs.empty() && client_.shows_documents) titles.emplace_back("Show outputs");
  ask(protocol::MessageType::info, words, titles,
      [this, words, outputs, answer = std::move(answer)](const std::optional<std::string>& title) {
        if (title != "Show outputs") return answer(title == "Go on");
        for (const std::string& path : outputs)
          peer_.request("window/showDocument", protocol::show_document_params(publisher_.uri_of(path)),
                        [](const auto&) {});
        ask_gate(words, outputs, answer);
      });
}

void Runs::happened(const std::string& path, const RunEvent& event) {
  Live& live = *files_[path].live;
  const std::string run = live.state.run;
  fold(live.state, event);
  live.state.run = run;
  if (event.kind == RunEventKind::gate_passed) live.gate.clear();
  if (live.progress) live.progress->happened(event);
  if (client_.takes_run_events)
    peer_.notify("baton/runEvents", Json{{"textDocument", {{"uri", publisher_.uri_of(path)}}},
                                         {"run", run},
                                         {"events", Json::array({Json::parse(event_line(event))})}});
  changed(path);
}

void Runs::ended(const std::string& path, const RunEnd& end) {
  File& file = files_[path];
  Live& live = *file.live;
  live.ended = true;
  live.state.outcome = end.outcome;
  if (live.progress)
    live.progress->end((end.outcome == RunOutcome::cancelled ? "cancelled: " : "") +
                       counts_words(count_tasks(live.state)));
  live.progress.reset();
  say_end(path, live, end);
  live.thread.reset();
  live.look = looks_ + 1;
  // What was typed meanwhile counts.
  look(sources_.view(path).value_or(live.view), std::nullopt, {});
  changed(path);
}

void Runs::say_end(const std::string& path, const Live& live, const RunEnd& end) {
  const std::string name = "/" + shown(live.state.command, 60);
  const auto say = [&](protocol::MessageType type, const std::string& words) {
    peer_.notify("window/showMessage", protocol::message_params(type, words));
  };
  if (!end.fault.empty()) return say(protocol::MessageType::error, name + " broke off: " + end.fault);
  if (end.outcome == RunOutcome::waiting)
    return say(protocol::MessageType::warning,
               name + " waits at a gate: " + live.gate +
                   " Run it again to be asked once more, or go on in a terminal: baton --run " +
                   shown(path::relative(path, live.root)) + " " +
                   options_to_resume(live.state.run, live.state.runner, true));
  if (end.outcome != RunOutcome::failed) return;
  std::string words = name + ": " + counts_words(count_tasks(live.state));
  for (const auto& [id, task] : live.state.tasks)
    if (task.status == TaskStatus::failed) {
      words += ". " + shown(id, 60) + " failed: " + shown(task.last.reason);
      break;
    }
  say(protocol::MessageType::error, words);
}

bool Runs::cancel(const std::string& path) {
  if (!under_way(path)) return false;
  files_[path].live->thread->cancel();
  return true;
}

void Runs::cancel_progress(const Json& token) {
  for (const auto& [path, file] : files_)
    if (file.live && file.live->progress && token == file.live->progress->token())
      file.live->thread->cancel();
}

void Runs::changed(const std::string& path) {
  changed_.insert(path);
  if (std::exchange(telling_, true)) return;
  loop_.after(telling_pause, [this, alive = std::weak_ptr(alive_)] {
    if (!alive.expired()) tell_changes();
  });
}

void Runs::tell_changes() {
  telling_ = false;
  for (const std::string& path : std::exchange(changed_, {}))
    if (files_[path].watched)
      peer_.notify("baton/pipelineChanged", Json{{"textDocument", {{"uri", publisher_.uri_of(path)}}}});
  refresh_lenses();
}

// One at a time: a client that is slow to answer is not asked for more than it shows.
void Runs::refresh_lenses() {
  if (!client_.refreshes_lenses) return;
  refresh_again_ = refreshing_;
  if (std::exchange(refreshing_, true)) return;
  peer_.request("workspace/codeLens/refresh", nullptr, [this](const auto&) {
    refreshing_ = false;
    if (refresh_again_) refresh_lenses();
  });
}

}  // namespace baton::lsp
