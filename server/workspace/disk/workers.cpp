// See workers.h. Who waits sleeps on a condition.
#include "server/workspace/disk/workers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "server/workspace/disk/cores.h"

namespace baton {
namespace {

constexpr unsigned most_threads = 256;

using Work = std::function<void(unsigned)>;

}  // namespace

struct Workers::State {
  std::mutex mutex;
  std::condition_variable begun;  // a turn, or the end
  std::condition_variable done;   // a thread with its part
  unsigned turn = 0;
  unsigned threads = 0;  // that take part in the turn
  unsigned waited_for = 0;
  const Work* work = nullptr;
  bool over = false;
  std::exception_ptr fault;
  std::vector<std::thread> others;
  std::vector<unsigned> cores;  // one for each thread, or none: they run anywhere

  void settle(unsigned worker) const {
    if (!cores.empty()) run_only_on({&cores[worker], 1});
  }

  void take_part(const Work& part, unsigned worker) {
    try {
      part(worker);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!fault) fault = std::current_exception();
    }
  }

  void finish_one() {
    if (--waited_for == 0) done.notify_one();
  }

  void live(unsigned worker) {
    unsigned seen = 0;
    std::unique_lock lock(mutex);  // the caller's until all have begun
    lock.unlock();
    settle(worker);
    lock.lock();
    finish_one();
    for (;;) {
      begun.wait(lock, [&] { return over || turn != seen; });
      if (over) return;
      seen = turn;
      if (worker >= threads) continue;
      lock.unlock();
      take_part(*work, worker);
      lock.lock();
      finish_one();
    }
  }

  void wait_for_all(std::unique_lock<std::mutex>& lock) {
    done.wait(lock, [&] { return waited_for == 0; });
  }
};

Workers::Workers(unsigned asked, Placement placement) : state_(std::make_unique<State>()) {
  const unsigned wanted =
      std::clamp(asked != 0 ? asked : std::thread::hardware_concurrency(), 1U, most_threads);
  if (placement == Placement::own_cores) state_->cores = usable_cores();
  state_->others.reserve(wanted - 1);
  std::unique_lock lock(state_->mutex);
  try {
    for (unsigned worker = 1; worker < wanted; ++worker) {
      state_->others.emplace_back(&State::live, state_.get(), worker);
      ++state_->waited_for;
    }
  } catch (const std::system_error&) {
    // fewer threads, the same result
  }
  if (state_->cores.size() != count()) state_->cores.clear();
  state_->settle(0);
  state_->wait_for_all(lock);
}

Workers::~Workers() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->over = true;
  }
  state_->begun.notify_all();
  for (std::thread& thread : state_->others) thread.join();
  if (!state_->cores.empty()) run_only_on(state_->cores);
}

unsigned Workers::count() const {
  return static_cast<unsigned>(state_->others.size()) + 1;
}

void Workers::on_some(unsigned threads, const Work& work) {
  if (threads > 1) {
    {
      const std::lock_guard lock(state_->mutex);
      state_->work = &work;
      state_->threads = threads;
      state_->waited_for = threads - 1;
      ++state_->turn;
    }
    state_->begun.notify_all();
  }
  state_->take_part(work, 0);
  std::unique_lock lock(state_->mutex);
  state_->wait_for_all(lock);
  if (const std::exception_ptr fault = std::exchange(state_->fault, nullptr)) std::rethrow_exception(fault);
}

void Workers::on_each(const Work& work) {
  on_some(count(), work);
}

void Workers::for_each_index(std::size_t items, const std::function<void(std::size_t, unsigned)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(items, 1, count()));
  on_some(threads, [&](unsigned worker) {
    for (std::size_t i = next++; i < items; i = next++) work(i, worker);
  });
}

}  // namespace baton
