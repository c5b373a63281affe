// Threads for the same work on many items. They are begun once and kept: a check has many short steps, and
// the system may leave a new thread waiting for milliseconds on the core of the one that began it, while
// others are idle.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace baton {

// Where they run. Linux wakes a thread on the core of the one that wakes it if it sees no other idle, and in
// a virtual machine it seldom sees one: two threads share a core for milliseconds, and the other one rests. A
// program that is over at once can have each of its threads stay on a core of its own. A server cannot, whose
// other threads may be wanted on any core; nor is it done where the threads are not as many as the cores.
enum class Placement { anywhere, own_cores };

class Workers {
 public:
  // `asked` threads, the one that calls included, or for 0 as many as the machine has cores; never more than
  // 256, and fewer where the system gives no more. Comes back when all are up.
  explicit Workers(unsigned asked, Placement placement = Placement::anywhere);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  unsigned count() const;

  // Calls `work(worker)` once on each thread, `worker` below count(), 0 for the one that calls, and waits for
  // all. The first exception comes out here. Not to be called by `work`, nor by two threads at once.
  void on_each(const std::function<void(unsigned worker)>& work);
  // Calls `work(index, worker)` for each index below `count`, on whichever thread comes to it. What `work`
  // throws comes out as from on_each; the other threads go on to the end, so that items may be left out.
  void for_each_index(std::size_t count, const std::function<void(std::size_t index, unsigned worker)>& work);

 private:
  struct State;
  // On that many threads, the one that calls included.
  void on_some(unsigned threads, const std::function<void(unsigned worker)>& work);

  std::unique_ptr<State> state_;
};

}  // namespace baton
