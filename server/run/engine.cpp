// The state of each step and the four moments that change it: a stage begins, a task ends, its output is on
// the disk, a gate is answered. A failure is told at once to all that read the failed task's output, in time
// linear to the reads. Long because the states of a step and all that changes them are one machine: whoever
// reads one of its moves needs the others in sight.
#include "server/run/engine.h"

#include <algorithm>
#include <asio/post.hpp>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "server/run/cache.h"
#include "server/run/output_keeper.h"
#include "server/run/process.h"
#include "server/run/task_call.h"

namespace baton {
namespace {

enum class Status { left_out, idle, ready, running, keeping, done, failed, blocked };

struct Step {
  Status status = Status::left_out;
  std::size_t needs = 0;  // outputs that are not there yet
  std::vector<StepIndex> readers;
  std::size_t unread = 0;  // readers that have not begun
  std::optional<StepIndex> blocked_by;
  StepIndex blocked_root = 0;    // where the chain of those ends
  std::string text, path, hash;  // of the output; the text is dropped when all have read it
  std::shared_ptr<Process> process;
  std::chrono::system_clock::time_point begun;
};

// What the disk must have before it is told. An output of another run, which is still there, is none of it.
bool is_durable(const RunEvent& event) {
  switch (event.kind) {
    case RunEventKind::question_answered:
    case RunEventKind::task_failed:
    case RunEventKind::gate_passed:
    case RunEventKind::run_finished:
      return true;
    default:
      return false;
  }
}

class Running : public Engine, public std::enable_shared_from_this<Running> {
 public:
  Running(asio::io_context& loop, RunJob job, RunHost& host, OnEnd on_end, RunHistory history,
          RunFolder folder)
      : loop_(loop),
        job_(std::move(job)),
        host_(host),
        on_end_(std::move(on_end)),
        history_(std::move(history)),
        folder_(std::move(folder)),
        steps_(job_.plan.steps.size()),
        keeper_(loop_, folder_) {}

  const std::string& run() const override { return folder_.run(); }
  const std::string& folder() const override { return folder_.path(); }

  void begin() {
    asio::post(loop_, [self = shared_from_this()] {
      self->tell_begin();
      self->tell_questions();
      self->prepare();
      self->advance();
    });
  }

  void cancel() override {
    if (ended_) return;
    if (!std::exchange(cancelled_, true)) tell(event(RunEventKind::cancelled));
    stop_all();
  }

 private:
  struct MadeFrom {
    KeyInputs inputs;
    std::map<std::string, std::string> read;
  };

  // A fact that waits behind an output on its way to the disk, or that output.
  struct Untold {
    std::optional<StepIndex> output;
    RunEvent event;
  };

  const PlanStep& plan(StepIndex i) const { return job_.plan.steps[i]; }

  RunEvent event(RunEventKind kind) const {
    RunEvent made;
    made.kind = kind;
    made.time = folder_.now();
    return made;
  }

  RunEvent event(RunEventKind kind, StepIndex i) const {
    RunEvent made = event(kind);
    made.phase = plan(i).phase;
    made.agent = plan(i).agent;
    made.task = plan(i).id;
    return made;
  }

  // The one way that anything becomes known.
  void tell(const RunEvent& event) {
    if (event.kind != RunEventKind::task_text && fault_.empty()) {
      fault_ = folder_.append(event, is_durable(event));
      if (!fault_.empty()) return stop_all();
    }
    if (!fault_.empty()) return;
    if (untold_.empty())
      host_.on_event(event);
    else
      untold_.push_back({std::nullopt, event});
  }

  // Facts are shown in the order in which they became true, though an output is one only when it is on the
  // disk.
  void tell_until_output() {
    for (; !untold_.empty() && !untold_.front().output; untold_.pop_front())
      if (fault_.empty()) host_.on_event(untold_.front().event);
  }

  void tell_begin() {
    RunEvent begun = event(job_.resume.empty() ? RunEventKind::run_started : RunEventKind::run_resumed);
    begun.run = folder_.run();
    begun.path = job_.plan.path;
    begun.command = job_.plan.command;
    begun.text_hash = job_.plan.text_hash;
    begun.runner = job_.runner.name;
    begun.mode = job_.plan.mode;
    begun.arguments = job_.plan.arguments;
    begun.selection = job_.selection;
    if (fault_ = folder_.put(".command.md", job_.text, false); fault_.empty()) tell(begun);
  }

  void tell_questions() {
    if (!job_.resume.empty()) return;
    for (const PlanQuestion& question : job_.plan.questions) {
      RunEvent asked = event(RunEventKind::question_asked);
      asked.key = question.words();
      asked.text = question.text;
      tell(asked);
      RunEvent answered = event(RunEventKind::question_answered);
      answered.key = question.words();
      answered.answers = question.answers;
      tell(answered);
    }
  }

  void prepare() {
    for (StepIndex i = 0; i < steps_.size(); ++i) {
      const PlanStep& step = plan(i);
      if (step.state == StepState::run) {
        steps_[i].status = Status::idle;
        stages_[step.stage].push_back(i);
      } else if (step.state == StepState::skipped || step.state == StepState::not_runnable) {
        RunEvent skipped = event(RunEventKind::task_skipped, i);
        skipped.reason = step.reason;
        tell(skipped);
      } else if (step.state == StepState::blocked) {
        steps_[i].status = Status::blocked;
        any_failed_ = true;
        tell_blocked(i, step.reason);
      }
    }
    for (StepIndex i = 0; i < steps_.size(); ++i)
      if (steps_[i].status == Status::idle)
        for (const StepIndex need : plan(i).needs) {
          steps_[need].readers.push_back(i);
          ++steps_[need].unread;
          ++steps_[i].needs;
        }
    for (StepIndex i = 0; i < steps_.size(); ++i)
      if (plan(i).state == StepState::given) take_given(i);
  }

  void take_given(StepIndex i) {
    if (std::optional<KeptOutput> kept = history_.newest_in_mode(plan(i).id, job_.runner))
      has_output(i, std::move(kept->text), kept->path, kept->finished.output_hash);
    else
      block_readers(i, "has no output any more");
  }

  // Goes on as far as it can without waiting for anybody.
  void advance() {
    while (!ended_) {
      const bool busy = running_ > 0 || !untold_.empty() || !keeper_.idle();
      if (cancelled_ || !fault_.empty()) return busy ? void() : finish();
      if (!ready_.empty() && running_ < job_.jobs) {
        const StepIndex i = ready_.front();
        ready_.pop_front();
        start(i);
        continue;
      }
      if (busy || gate_) return;
      if (!gates_.empty()) {
        ask_gate();
        continue;
      }
      leave();
      if (stages_.empty()) return finish();
      enter(stages_.begin()->first);
    }
  }

  void enter(std::size_t stage) {
    stage_ = stage;
    const std::vector<StepIndex> steps = std::move(stages_.begin()->second);
    stages_.erase(stages_.begin());
    for (const StepIndex i : steps) {
      entered_.push_back(i);
      if (plan(i).kind == StepKind::gate)
        gates_.push_back(i);
      else if (steps_[i].status == Status::idle && steps_[i].needs == 0)
        make_ready(i);
    }
  }

  // Whoever waits for something that comes later, or in a circle, waits in vain. (No plan that was not forced
  // has them.)
  void leave() {
    for (const StepIndex i : entered_) {
      if (plan(i).kind == StepKind::gate || steps_[i].status != Status::idle) continue;
      steps_[i].status = Status::blocked;
      any_failed_ = true;
      tell_blocked(i, "needs an output that is not there by then");
      block_readers(i, "could not run");
    }
    entered_.clear();
  }

  void make_ready(StepIndex i) {
    steps_[i].status = Status::ready;
    ready_.push_back(i);
    tell(event(RunEventKind::task_ready, i));
  }

  void has_output(StepIndex i, std::string text, std::string path, std::string hash) {
    Step& step = steps_[i];
    if (step.unread > 0) step.text = std::move(text);
    step.path = std::move(path);
    step.hash = std::move(hash);
    for (const StepIndex reader : step.readers)
      if (--steps_[reader].needs == 0 && steps_[reader].status == Status::idle &&
          plan(reader).stage == stage_)
        make_ready(reader);
  }

  void start(StepIndex i) {
    Step& step = steps_[i];
    step.status = Status::running;
    step.begun = job_.seams.now();
    Outputs outputs;
    std::map<std::string, std::string> read;
    for (const StepIndex need : plan(i).needs) {
      outputs[need] = {steps_[need].text, steps_[need].path};
      read[plan(need).id] = steps_[need].hash;
    }
    const KeyInputs inputs = key_inputs(job_.plan, plan(i), outputs, job_.runner);
    const std::string prompt = render(job_.plan, plan(i).recipe, outputs).prompt;
    outputs.clear();
    for (const StepIndex need : plan(i).needs)
      if (--steps_[need].unread == 0) std::string().swap(steps_[need].text);
    made_from_[i] = {inputs, std::move(read)};
    if (!job_.rerun.contains(plan(i).id))
      if (std::optional<KeptOutput> kept = history_.same(plan(i).id, inputs))
        return reuse(i, std::move(*kept));
    RunEvent started = event(RunEventKind::task_started, i);
    started.inputs = inputs;
    tell(started);
    call(i, prompt);
  }

  void reuse(StepIndex i, KeptOutput kept) {
    if (kept.run != folder_.run()) return take_over(i, std::move(kept));
    // This run made it before it was interrupted, and its log says so.
    RunEvent finished = std::move(kept.finished);
    finished.from_run = kept.run;
    host_.on_event(finished);
    steps_[i].status = Status::done;
    has_output(i, std::move(kept.text), kept.path, finished.output_hash);
  }

  void call(StepIndex i, const std::string& prompt) {
    if (!fault_.empty()) return;
    if (job_.runner.calls_nothing()) return succeed(i, RunnerOutput{prompt});
    const std::string prompt_file = ".prompt." + plan(i).id + ".md";
    if (job_.runner.prompt == PromptBy::file)
      if (std::string wrong = folder_.put(prompt_file, prompt, false); !wrong.empty())
        return fail(i, {{}, wrong});
    const CallValues values{plan(i).agent, plan(i).model == "inherit" ? "" : plan(i).model,
                            plan(i).agent_file, job_.root, folder_.path()};
    Result<Call> call = make_call(job_.runner, values, prompt, folder_.path_of(prompt_file));
    if (!call) return fail(i, {{}, call.error()});
    TaskRequest request{job_.runner,      job_.program,
                        std::move(*call), runner_environment(job_.environment, job_.runner.environment),
                        job_.root,        job_.timeout};
    if (job_.runner.timeout > 0) request.timeout = std::chrono::seconds(job_.runner.timeout);
    ++running_;
    steps_[i].process = call_runner(
        loop_, std::move(request),
        [self = shared_from_this(), i](std::string_view text) { self->show(i, text); },
        [self = shared_from_this(), i](TaskResult result) { self->task_ended(i, std::move(result)); });
  }

  void show(StepIndex i, std::string_view text) {
    RunEvent shown = event(RunEventKind::task_text, i);
    shown.text = text;
    tell(shown);
  }

  void task_ended(StepIndex i, TaskResult result) {
    --running_;
    steps_[i].process.reset();
    if (result.output && fault_.empty())
      succeed(i, std::move(*result.output));
    else
      fail(i, result);
    advance();
  }

  double seconds_of(StepIndex i) const {
    return std::chrono::duration<double>(job_.seams.now() - steps_[i].begun).count();
  }

  // The events that tell of an output: it is there, and what it was made from.
  std::vector<RunEvent> output_events(StepIndex i, const std::string& text) {
    RunEvent made = event(RunEventKind::task_output, i);
    made.file = output_file(plan(i));
    made.bytes = text.size();
    made.output_hash = text_hash(text);
    RunEvent finished = made;
    finished.kind = RunEventKind::task_finished;
    finished.inputs = made_from_[i].inputs;
    finished.read = std::move(made_from_[i].read);
    made_from_.erase(i);
    return {std::move(made), std::move(finished)};
  }

  // Another run made it from the same.
  void take_over(StepIndex i, KeptOutput kept) {
    std::vector<RunEvent> events = output_events(i, kept.text);
    RunEvent& finished = events.back();
    finished.from_run = kept.run;
    std::string wrong = folder_.put_again(finished.file, kept.run, kept.finished.file, kept.text);
    if (!wrong.empty()) return fail(i, {{}, std::move(wrong)});
    for (const RunEvent& event : events) tell(event);
    is_done(i, finished, std::move(kept.text));
  }

  void succeed(StepIndex i, RunnerOutput output) {
    std::vector<RunEvent> events = output_events(i, output.text);
    RunEvent& finished = events.back();
    finished.seconds = seconds_of(i);
    finished.cost = output.cost;
    finished.turns = output.turns;
    steps_[i].status = Status::keeping;
    untold_.push_back({i, {}});
    NewOutput made{finished.file, std::move(output.text), {}};
    made.events = std::move(events);
    keeper_.add(i, std::move(made));
    keep_on();
  }

  void keep_on() {
    keeper_.go_on(shared_from_this(), [this](KeptBatch& batch) { kept(batch); });
  }

  void kept(KeptBatch& batch) {
    if (!batch.kept.log_fault.empty() && fault_.empty()) {
      fault_ = batch.kept.log_fault;
      stop_all();
    }
    for (std::size_t n = 0; n < batch.steps.size(); ++n) {
      NewOutput& output = batch.outputs[n];
      tell_until_output();
      if (!batch.kept.faults[n].empty()) {
        fail(batch.steps[n], {{}, batch.kept.faults[n]});
      } else if (fault_.empty()) {
        for (const RunEvent& event : output.events) {
          folder_.take(event);
          host_.on_event(event);
        }
        is_done(batch.steps[n], output.events.back(), std::move(output.text));
      }
      untold_.pop_front();
    }
    tell_until_output();
    keep_on();
    advance();
  }

  void is_done(StepIndex i, const RunEvent& finished, std::string text) {
    steps_[i].status = Status::done;
    has_output(i, std::move(text), folder_.path_of(finished.file), finished.output_hash);
  }

  void fail(StepIndex i, const TaskResult& result) {
    RunEvent failed = event(RunEventKind::task_failed, i);
    failed.reason = result.reason;
    failed.exit_code = result.exit_code;
    failed.signal = result.signal;
    failed.seconds = seconds_of(i);
    const std::string partial = plan(i).id + ".failed.md";
    if (!result.partial.empty() && folder_.put(partial, result.partial, true).empty()) {
      failed.file = partial;
      failed.bytes = result.partial.size();
    }
    steps_[i].status = Status::failed;
    any_failed_ = true;
    tell(failed);
    block_readers(i, cancelled_ ? "was cancelled" : "failed");
  }

  void block_readers(StepIndex from, std::string_view end) {
    std::deque<StepIndex> left = {from};
    while (!left.empty()) {
      const StepIndex source = left.front();
      left.pop_front();
      for (const StepIndex reader : steps_[source].readers) {
        if (steps_[reader].status != Status::idle) continue;
        steps_[reader].status = Status::blocked;
        steps_[reader].blocked_by = source;
        steps_[reader].blocked_root = from;
        any_failed_ = true;
        tell_blocked(reader, chain_words(job_.plan, chain_of(reader), end));
        left.push_back(reader);
      }
    }
  }

  // Of a long one the nearest and the last.
  std::vector<StepIndex> chain_of(StepIndex i) const {
    constexpr std::size_t longest = 15;
    std::vector<StepIndex> chain;
    std::optional<StepIndex> next = steps_[i].blocked_by;
    for (; next && chain.size() < longest; next = steps_[*next].blocked_by) chain.push_back(*next);
    if (next) chain.push_back(steps_[i].blocked_root);
    return chain;
  }

  void tell_blocked(StepIndex i, const std::string& reason) {
    RunEvent blocked = event(RunEventKind::task_blocked, i);
    blocked.reason = reason;
    tell(blocked);
  }

  // Nobody is asked for the sake of nothing.
  bool anything_left() const {
    for (const auto& [stage, steps] : stages_)
      for (const StepIndex i : steps)
        if (plan(i).kind == StepKind::task && steps_[i].status == Status::idle) return true;
    return false;
  }

  void ask_gate() {
    const StepIndex i = gates_.front();
    gates_.pop_front();
    if (!anything_left()) return;
    const std::vector<std::string>& passed = folder_.state().gates_passed;
    if (std::find(passed.begin(), passed.end(), plan(i).id) != passed.end()) return;
    if (job_.pass_gates) return pass(i);
    RunEvent waiting = event(RunEventKind::gate_waiting, i);
    waiting.text = plan(i).description;
    tell(waiting);
    gate_ = i;
    // An answer that comes at once must find us ready for it.
    asio::post(loop_, [self = shared_from_this(), i] {
      if (self->gate_ != i) return;
      self->host_.ask_gate(self->plan(i), self->outputs_before(i),
                           [self, i](bool pass) { self->gate_answered(i, pass); });
    });
  }

  std::vector<std::string> outputs_before(StepIndex gate) const {
    std::vector<std::string> files;
    for (StepIndex i = 0; i < gate; ++i)
      if (plan(i).phase == plan(gate).phase && steps_[i].status == Status::done)
        files.push_back(steps_[i].path);
    return files;
  }

  void pass(StepIndex i) {
    RunEvent passed = event(RunEventKind::gate_passed, i);
    passed.text = plan(i).description;
    tell(passed);
  }

  void gate_answered(StepIndex i, bool may_pass) {
    if (gate_ != i || ended_) return;
    gate_.reset();
    if (may_pass) {
      pass(i);
    } else {
      waiting_ = true;
      return finish();
    }
    advance();
  }

  void stop_all() {
    ready_.clear();
    gate_.reset();
    for (Step& step : steps_)
      if (step.process) step.process->cancel();
    asio::post(loop_, [self = shared_from_this()] { self->advance(); });
  }

  void finish() {
    if (ended_) return;
    RunEvent finished = event(RunEventKind::run_finished);
    finished.outcome = cancelled_    ? RunOutcome::cancelled
                       : waiting_    ? RunOutcome::waiting
                       : any_failed_ ? RunOutcome::failed
                                     : RunOutcome::done;
    tell(finished);
    ended_ = true;
    asio::post(loop_, [self = shared_from_this(), outcome = *finished.outcome] {
      self->on_end_({self->fault_.empty() ? outcome : RunOutcome::failed, self->fault_});
    });
  }

  asio::io_context& loop_;
  RunJob job_;
  RunHost& host_;
  OnEnd on_end_;
  RunHistory history_;
  RunFolder folder_;
  std::vector<Step> steps_;
  std::map<std::size_t, std::vector<StepIndex>> stages_;  // those to come
  std::size_t stage_ = 0;
  std::vector<StepIndex> entered_;  // of the stage under way
  std::deque<StepIndex> ready_, gates_;
  std::map<StepIndex, MadeFrom> made_from_;
  std::optional<StepIndex> gate_;  // that is being asked for
  std::size_t running_ = 0;
  std::deque<Untold> untold_;
  bool any_failed_ = false, cancelled_ = false, waiting_ = false, ended_ = false;
  std::string fault_;
  OutputKeeper keeper_;
};

}  // namespace

Result<std::shared_ptr<Engine>> Engine::start(asio::io_context& loop, RunJob job, RunHost& host,
                                              OnEnd on_end) {
  if (stopped(job.plan)) return Error{"the plan has problems that stop it"};
  Result<RunFolder> folder = job.resume.empty()
                                 ? RunFolder::create(job.root, job.plan.command, job.seams)
                                 : RunFolder::open(job.root, job.plan.command, job.resume, job.seams);
  if (!folder) return Error{folder.error()};
  // Read when the lock is held, so that what another process still finished is in it.
  RunHistory history = RunHistory::read(job.root, job.plan, folder->run());
  auto engine = std::make_shared<Running>(loop, std::move(job), host, std::move(on_end), std::move(history),
                                          std::move(*folder));
  engine->begin();
  return std::shared_ptr<Engine>(engine);
}

}  // namespace baton
