// asio's event loop, with the idle work fitted between its tasks.
#include "server/lsp/loop.h"

#include <asio.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace baton::lsp {

struct Loop::State {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard = asio::make_work_guard(context);
  bool stopped = false;
};

Loop::Loop() : state_(std::make_unique<State>()) {}
Loop::~Loop() = default;

void Loop::post(std::function<void()> task) {
  asio::post(state_->context, std::move(task));
}

void Loop::after(std::chrono::milliseconds time, std::function<void()> task) {
  auto timer = std::make_shared<asio::steady_timer>(state_->context, time);
  timer->async_wait([timer, task = std::move(task)](const std::error_code& problem) {
    if (!problem) task();
  });
}

void Loop::run(const std::function<bool()>& idle, const std::function<void(const std::exception&)>& faulted,
               std::chrono::milliseconds patience) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_idle = Clock::now();
  while (!state_->stopped) {
    try {
      const bool overdue = Clock::now() - last_idle > patience;
      if (!overdue && state_->context.poll_one() > 0) continue;
      last_idle = Clock::now();
      if (idle() || state_->stopped || state_->context.poll_one() > 0) continue;
      state_->context.run_one();
      last_idle = Clock::now();
    } catch (const std::exception& fault) {
      faulted(fault);
    }
  }
}

void Loop::stop() {
  state_->stopped = true;
}

void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

struct Worker::State {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> jobs;
  bool ending = false;
  std::thread thread;
};

Worker::Worker() : state_(std::make_unique<State>()) {
  state_->thread = std::thread([state = state_.get()] {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock(state->mutex);
        state->changed.wait(lock, [&] { return state->ending || !state->jobs.empty(); });
        if (state->ending) return;
        job = std::move(state->jobs.front());
        state->jobs.pop_front();
      }
      job();
    }
  });
}

Worker::~Worker() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  state_->changed.notify_all();
  state_->thread.join();
}

void Worker::post(std::function<void()> job) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->jobs.push_back(std::move(job));
  }
  state_->changed.notify_all();
}

}  // namespace baton::lsp
