// A task from its begin to its output on the disk. A failure is told at once to all that read the failed
// task's output, in time linear to the reads.
#include <asio/post.hpp>
#include <utility>

#include "server/run/running.h"

namespace baton {

void Running::make_ready(StepIndex i) {
  steps_[i].status = Status::ready;
  ready_.push_back(i);
  tell(event(RunEventKind::task_ready, i));
}

void Running::has_output(StepIndex i, std::string text, std::string path, std::string hash) {
  Step& step = steps_[i];
  if (step.unread > 0) step.text = std::move(text);
  step.path = std::move(path);
  step.hash = std::move(hash);
  for (const StepIndex reader : step.readers)
    if (--steps_[reader].needs == 0 && steps_[reader].status == Status::idle && plan(reader).stage == stage_)
      make_ready(reader);
}

void Running::start(StepIndex i) {
  Step& step = steps_[i];
  step.status = Status::running;
  step.begun = job_.seams.now();
  Outputs outputs;
  std::map<std::string, std::string> read;
  for (const StepIndex need : plan(i).needs) {
    outputs[need] = {steps_[need].text, steps_[need].path};
    read[plan(need).id] = steps_[need].hash;
  }
  const KeyInputs inputs = key_inputs(job_.plan, plan(i), outputs, runner_hash_);
  const std::string prompt = render(job_.plan, plan(i).recipe, outputs).prompt;
  outputs.clear();
  for (const StepIndex need : plan(i).needs)
    if (--steps_[need].unread == 0) std::string().swap(steps_[need].text);
  made_from_[i] = {inputs, std::move(read)};
  if (!job_.rerun.contains(plan(i).id))
    if (std::optional<KeptOutput> kept = history_.same(plan(i).id, inputs)) return reuse(i, std::move(*kept));
  RunEvent started = event(RunEventKind::task_started, i);
  started.inputs = inputs;
  tell(started);
  call(i, prompt);
}

void Running::reuse(StepIndex i, KeptOutput kept) {
  if (kept.run != folder_.run()) return take_over(i, std::move(kept));
  // This run made it before it was interrupted, and its log says so; unless it says last that a later attempt
  // came to nothing.
  RunEvent finished = std::move(kept.finished);
  const auto known = folder_.state().tasks.find(plan(i).id);
  if (known != folder_.state().tasks.end() && known->second.status != TaskStatus::finished) log(finished);
  finished.from_run = kept.run;
  show(finished);
  is_done(i, finished, std::move(kept.text));
}

void Running::call(StepIndex i, const std::string& prompt) {
  if (!fault_.empty()) return;
  if (job_.runner.calls_nothing()) return succeed(i, RunnerOutput{prompt});
  const std::string prompt_file = ".prompt." + plan(i).id + ".md";
  if (job_.runner.prompt == PromptBy::file)
    if (std::string wrong = folder_.put(prompt_file, prompt, false); !wrong.empty())
      return fail(i, {{}, wrong});
  const CallValues values{plan(i).agent, plan(i).model == "inherit" ? "" : plan(i).model, plan(i).agent_file,
                          job_.root, folder_.path()};
  Result<Call> call = make_call(job_.runner, values, prompt, folder_.path_of(prompt_file));
  if (!call) return fail(i, {{}, call.error()});
  TaskRequest request{job_.runner,      job_.program,
                      std::move(*call), runner_environment(job_.environment, job_.runner.environment),
                      job_.root,        job_.timeout};
  if (job_.runner.timeout > 0) request.timeout = std::chrono::seconds(job_.runner.timeout);
  ++running_;
  steps_[i].process = call_runner(
      loop_, std::move(request),
      [self = shared_from_this(), i](std::string_view text) { self->show_text(i, text); },
      [self = shared_from_this(), i](TaskResult result) { self->task_ended(i, std::move(result)); });
}

void Running::show_text(StepIndex i, std::string_view text) {
  RunEvent shown = event(RunEventKind::task_text, i);
  shown.text = text;
  tell(shown);
}

void Running::task_ended(StepIndex i, TaskResult result) {
  --running_;
  steps_[i].process.reset();
  if (result.output && fault_.empty())
    succeed(i, std::move(*result.output));
  else
    fail(i, result);
  advance();
}

double Running::seconds_of(StepIndex i) const {
  return std::chrono::duration<double>(job_.seams.now() - steps_[i].begun).count();
}

std::vector<RunEvent> Running::output_events(StepIndex i, const std::string& text) {
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

void Running::take_over(StepIndex i, KeptOutput kept) {
  std::vector<RunEvent> events = output_events(i, kept.text);
  RunEvent& finished = events.back();
  finished.from_run = kept.run;
  std::string wrong = folder_.put_again(finished.file, kept.run, kept.finished.file, kept.text);
  if (!wrong.empty()) return fail(i, {{}, std::move(wrong)});
  for (const RunEvent& event : events) tell(event);
  is_done(i, finished, std::move(kept.text));
}

void Running::succeed(StepIndex i, RunnerOutput output) {
  std::vector<RunEvent> events = output_events(i, output.text);
  RunEvent& finished = events.back();
  finished.seconds = seconds_of(i);
  finished.cost = output.cost;
  finished.turns = output.turns;
  steps_[i].status = Status::keeping;
  untold_.push_back({i, {}});
  keeper_.add(i, {finished.file, std::move(output.text), std::move(events)});
  keep_on();
}

void Running::keep_on() {
  keeper_.go_on(shared_from_this(), [this](KeptBatch& batch) { kept(batch); });
}

void Running::kept(KeptBatch& batch) {
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

void Running::is_done(StepIndex i, const RunEvent& finished, std::string text) {
  steps_[i].status = Status::done;
  has_output(i, std::move(text), folder_.path_of(finished.file), finished.output_hash);
}

void Running::fail(StepIndex i, const TaskResult& result) {
  RunEvent failed = event(result.cancelled ? RunEventKind::task_cancelled : RunEventKind::task_failed, i);
  failed.reason = result.reason;
  failed.exit_code = result.exit_code;
  failed.signal = result.signal;
  failed.seconds = seconds_of(i);
  const std::string partial = plan(i).id + (result.cancelled ? ".cancelled.md" : ".failed.md");
  if (!result.partial.empty() && folder_.put(partial, result.partial, true).empty()) {
    failed.file = partial;
    failed.bytes = result.partial.size();
  }
  steps_[i].status = Status::failed;
  any_failed_ = true;
  tell(failed);
  block_readers(i, result.cancelled ? "was cancelled" : "failed");
}

void Running::block_readers(StepIndex from, std::string_view end) {
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

std::vector<StepIndex> Running::chain_of(StepIndex i) const {
  constexpr std::size_t longest = 15;
  std::vector<StepIndex> chain;
  std::optional<StepIndex> next = steps_[i].blocked_by;
  for (; next && chain.size() < longest; next = steps_[*next].blocked_by) chain.push_back(*next);
  if (next) chain.push_back(steps_[i].blocked_root);
  return chain;
}

void Running::tell_blocked(StepIndex i, const std::string& reason) {
  RunEvent blocked = event(RunEventKind::task_blocked, i);
  blocked.reason = reason;
  tell(blocked);
}

}  // namespace baton
