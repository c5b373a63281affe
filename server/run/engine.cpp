// Stages, questions and gates: the moments that move the whole run.
#include "server/run/engine.h"

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "server/run/running.h"

namespace baton {
namespace {

// What the disk must have before it is told. An output of another run, which is still there, is none of it.
bool is_durable(const RunEvent& event) {
  switch (event.kind) {
    case RunEventKind::question_answered:
    case RunEventKind::task_failed:
    case RunEventKind::task_cancelled:
    case RunEventKind::gate_passed:
    case RunEventKind::run_finished:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Running::begin() {
  asio::post(loop_, [self = shared_from_this()] {
    self->tell_begin();
    self->tell_questions();
    self->prepare();
    self->advance();
  });
}

void Running::cancel() {
  if (ended_) return;
  if (!std::exchange(cancelled_, true)) tell(event(RunEventKind::cancelled));
  stop_all();
}

RunEvent Running::event(RunEventKind kind) const {
  RunEvent made;
  made.kind = kind;
  made.time = folder_.now();
  return made;
}

RunEvent Running::event(RunEventKind kind, StepIndex i) const {
  RunEvent made = event(kind);
  made.phase = plan(i).phase;
  made.agent = plan(i).agent;
  made.task = plan(i).id;
  return made;
}

void Running::log(const RunEvent& event) {
  if (!fault_.empty()) return;
  fault_ = folder_.append(event, is_durable(event));
  if (!fault_.empty()) stop_all();
}

void Running::tell(const RunEvent& event) {
  if (event.kind != RunEventKind::task_text) log(event);
  if (fault_.empty()) show(event);
}

void Running::show(const RunEvent& event) {
  if (untold_.empty())
    host_.on_event(event);
  else
    untold_.push_back({std::nullopt, event});
}

void Running::tell_until_output() {
  for (; !untold_.empty() && !untold_.front().output; untold_.pop_front())
    if (fault_.empty()) host_.on_event(untold_.front().event);
}

void Running::tell_begin() {
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

// A run that is gone on with knows its answers, but for those that were said anew.
void Running::tell_questions() {
  const auto is_known = [&](const PlanQuestion& question) {
    std::vector<std::string> labels;
    for (const PlanAnswer& answer : folder_.state().answers)
      if (answer.key == question.key()) labels.push_back(answer.label);
    return labels == question.answers;
  };
  for (const PlanQuestion& question : job_.plan.questions) {
    if (!job_.resume.empty() && is_known(question)) continue;
    RunEvent asked = event(RunEventKind::question_asked);
    asked.key = question.key();
    asked.text = question.text;
    tell(asked);
    RunEvent answered = event(RunEventKind::question_answered);
    answered.key = question.key();
    answered.answers = question.answers;
    tell(answered);
  }
}

void Running::prepare() {
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

void Running::take_given(StepIndex i) {
  if (std::optional<KeptOutput> kept = history_.newest_in_mode(plan(i).id, job_.runner))
    has_output(i, std::move(kept->text), kept->path, kept->finished.output_hash);
  else
    block_readers(i, "has no output any more");
}

void Running::advance() {
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

void Running::enter(std::size_t stage) {
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

void Running::leave() {
  for (const StepIndex i : entered_) {
    if (plan(i).kind == StepKind::gate || steps_[i].status != Status::idle) continue;
    steps_[i].status = Status::blocked;
    any_failed_ = true;
    tell_blocked(i, "needs an output that is not there by then");
    block_readers(i, "could not run");
  }
  entered_.clear();
}

bool Running::anything_left() const {
  for (const auto& [stage, steps] : stages_)
    for (const StepIndex i : steps)
      if (plan(i).kind == StepKind::task && steps_[i].status == Status::idle) return true;
  return false;
}

void Running::ask_gate() {
  const StepIndex i = gates_.front();
  gates_.pop_front();
  if (!anything_left()) return;
  const auto& passed = folder_.state().gates_passed;
  const auto known = passed.find(plan(i).id);
  if (known != passed.end() && known->second == plan(i).description) return;
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

std::vector<std::string> Running::outputs_before(StepIndex gate) const {
  std::vector<std::string> files;
  for (StepIndex i = 0; i < gate; ++i)
    if (plan(i).phase == plan(gate).phase && steps_[i].status == Status::done)
      files.push_back(steps_[i].path);
  return files;
}

void Running::pass(StepIndex i) {
  RunEvent passed = event(RunEventKind::gate_passed, i);
  passed.text = plan(i).description;
  tell(passed);
}

void Running::gate_answered(StepIndex i, bool may_pass) {
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

void Running::stop_all() {
  ready_.clear();
  gate_.reset();
  for (Step& step : steps_)
    if (step.process) step.process->cancel();
  asio::post(loop_, [self = shared_from_this()] { self->advance(); });
}

void Running::tell_not_run() {
  for (StepIndex i = 0; i < steps_.size(); ++i) {
    if (plan(i).kind != StepKind::task) continue;
    if (steps_[i].status != Status::idle && steps_[i].status != Status::ready) continue;
    RunEvent left = event(RunEventKind::task_not_run, i);
    left.reason = cancelled_ ? "the run was cancelled before it began" : "the run waits at a gate before it";
    tell(left);
  }
}

void Running::finish() {
  if (ended_) return;
  tell_not_run();
  RunEvent finished = event(RunEventKind::run_finished);
  finished.outcome = cancelled_    ? RunOutcome::cancelled
                     : waiting_    ? RunOutcome::waiting
                     : any_failed_ ? RunOutcome::failed
                                   : RunOutcome::done;
  tell(finished);
  ended_ = true;
  claim_.let_go();  // whoever is told of the end may begin the next
  asio::post(loop_, [self = shared_from_this(), outcome = *finished.outcome] {
    self->on_end_({self->fault_.empty() ? outcome : RunOutcome::failed, self->fault_});
  });
}

Result<std::shared_ptr<Engine>> Engine::start(asio::io_context& loop, RunJob job, RunHost& host,
                                              OnEnd on_end) {
  if (stopped(job.plan)) return Error{"the plan has problems that stop it"};
  const auto take = job.alone ? FileClaim::take_alone : FileClaim::take;
  Result<FileClaim> claim = take(job.root, job.plan.command, job.plan.path);
  if (!claim) return Error{claim.error()};
  Result<RunFolder> folder = job.resume.empty()
                                 ? RunFolder::create(job.root, job.plan.command, job.seams)
                                 : RunFolder::open(job.root, job.plan.command, job.resume, job.seams);
  if (!folder) return Error{folder.error()};
  claim->set_run(folder->run());
  // Read when the lock is held, so that what another process still finished is in it.
  RunHistory history = RunHistory::read(job.root, job.plan, folder->run());
  auto engine = std::make_shared<Running>(loop, std::move(job), host, std::move(on_end), std::move(history),
                                          std::move(*folder), std::move(*claim));
  engine->begin();
  return std::shared_ptr<Engine>(engine);
}

}  // namespace baton
