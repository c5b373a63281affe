// Running the same work on many items with several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace baton {

// `asked` threads, or for 0 as many as the machine has cores; never more than 256.
inline unsigned job_count(unsigned asked) {
  const unsigned count = asked != 0 ? asked : std::thread::hardware_concurrency();
  return std::clamp(count, 1U, 256U);
}

// Calls `work(worker)` once on each of up to `jobs` threads, this one included (worker 0), and waits for all.
// Where the system gives no more threads, those it gave do the work. The first exception comes out here.
template <typename Work>
void on_threads(unsigned jobs, const Work& work) {
  std::exception_ptr fault;
  std::mutex fault_mutex;
  const auto guarded = [&](unsigned worker) {
    try {
      work(worker);
    } catch (...) {
      const std::lock_guard lock(fault_mutex);
      if (!fault) fault = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(jobs);
  try {
    for (unsigned worker = 1; worker < jobs; ++worker) threads.emplace_back(guarded, worker);
  } catch (const std::system_error&) {
    // fewer threads, the same result
  }
  guarded(0);
  for (std::thread& thread : threads) thread.join();
  if (fault) std::rethrow_exception(fault);
}

// Calls `work(index, worker)` for each index below `count`, on up to `jobs` threads. `worker` is below
// `jobs`: each thread has its own.
template <typename Work>
void for_each_index(std::size_t count, unsigned jobs, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(jobs, std::max<std::size_t>(count, 1)));
  on_threads(threads, [&](unsigned worker) {
    for (std::size_t i = next++; i < count; i = next++) work(i, worker);
  });
}

}  // namespace baton
