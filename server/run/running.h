// One run under way: the states of its steps and what changes them. What moves the whole run stands in
// engine.cpp, the life of one task in running_tasks.cpp.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/run/cache.h"
#include "server/run/engine.h"
#include "server/run/file_claim.h"
#include "server/run/output_keeper.h"
#include "server/run/process.h"
#include "server/run/task_call.h"

namespace baton {

// Lives until the last of the programs and timers that it waits for has let go of it.
class Running : public Engine, public std::enable_shared_from_this<Running> {
 public:
  Running(asio::io_context& loop, RunJob job, RunHost& host, OnEnd on_end, RunHistory history,
          RunFolder folder, FileClaim claim)
      : loop_(loop),
        job_(std::move(job)),
        host_(host),
        on_end_(std::move(on_end)),
        history_(std::move(history)),
        folder_(std::move(folder)),
        claim_(std::move(claim)),
        runner_hash_(runner_hash(job_.runner)),
        steps_(job_.plan.steps.size()),
        keeper_(loop_, folder_) {}

  const std::string& run() const override { return folder_.run(); }
  const std::string& folder() const override { return folder_.path(); }

  void begin();
  void cancel() override;

 private:
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

  RunEvent event(RunEventKind kind) const;
  RunEvent event(RunEventKind kind, StepIndex i) const;

  // The one way that anything becomes known.
  void log(const RunEvent& event);  // for the disk alone
  void tell(const RunEvent& event);

  // Facts are shown in the order in which they became true, though an output is one only when it is on the
  // disk.
  void show(const RunEvent& event);
  void tell_until_output();
  void tell_begin();
  void tell_questions();
  void prepare();
  void take_given(StepIndex i);

  // Goes on as far as it can without waiting for anybody.
  void advance();
  void enter(std::size_t stage);

  // Whoever waits for something that comes later, or in a circle, waits in vain. (No plan that was not forced
  // has them.)
  void leave();
  void make_ready(StepIndex i);
  void has_output(StepIndex i, std::string text, std::string path, std::string hash);
  void start(StepIndex i);
  void reuse(StepIndex i, KeptOutput kept);
  void call(StepIndex i, const std::string& prompt);
  void show_text(StepIndex i, std::string_view text);
  void task_ended(StepIndex i, TaskResult result);
  double seconds_of(StepIndex i) const;

  // The events that tell of an output: it is there, and what it was made from.
  std::vector<RunEvent> output_events(StepIndex i, const std::string& text);

  // Another run made it from the same.
  void take_over(StepIndex i, KeptOutput kept);
  void succeed(StepIndex i, RunnerOutput output);
  void keep_on();
  void kept(KeptBatch& batch);
  void is_done(StepIndex i, const RunEvent& finished, std::string text);
  void fail(StepIndex i, const TaskResult& result);
  void block_readers(StepIndex from, std::string_view end);

  // Of a long one the nearest and the last.
  std::vector<StepIndex> chain_of(StepIndex i) const;
  void tell_blocked(StepIndex i, const std::string& reason);

  // Nobody is asked for the sake of nothing.
  bool anything_left() const;
  void ask_gate();
  std::vector<std::string> outputs_before(StepIndex gate) const;
  void pass(StepIndex i);
  void gate_answered(StepIndex i, bool may_pass);
  void stop_all();
  // What was to run and never began, as whoever reads how the run ended must know.
  void tell_not_run();
  void finish();

  asio::io_context& loop_;
  RunJob job_;
  RunHost& host_;
  OnEnd on_end_;
  RunHistory history_;
  RunFolder folder_;
  FileClaim claim_;
  std::string runner_hash_;
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

}  // namespace baton
