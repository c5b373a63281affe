// The session's thread: messages, results of other threads and timers become tasks that run one after the
// other. What can wait (diagnostics) runs when no task is queued, so that a burst of edits is judged once, at
// its end.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>

namespace baton::lsp {

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // From any thread: runs `task` on the loop's thread, in the order of these calls.
  void post(std::function<void()> task);
  // Runs `task` on the loop's thread once the time has passed.
  void after(std::chrono::milliseconds time, std::function<void()> task);

  // Runs until `stop`. `idle` does one piece of work and returns whether it found any; it is called when no
  // task is queued, and at least every `patience` while tasks keep coming. What a task or `idle` throws is
  // handed to `faulted`, and the loop goes on.
  void run(const std::function<bool()>& idle, const std::function<void(const std::exception&)>& faulted,
           std::chrono::milliseconds patience = std::chrono::milliseconds(100));
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What was needed for a large piece of work only goes back to the system: a server stays for days.
void give_back_memory();

// A thread that does one job after the other, in the order they came. Jobs not begun when it ends are
// dropped.
class Worker {
 public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(std::function<void()> job);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace baton::lsp
