// The threads that are kept: each does its part, whatever the others do.
#include "server/workspace/disk/workers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/workspace/disk/cores.h"

using baton::Workers;

TEST_CASE("every thread does its part once, and they are the same threads in each turn") {
  Workers workers(4);
  REQUIRE(workers.count() == 4);
  std::vector<std::thread::id> first(4);
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<int> parts(4);
    std::vector<std::thread::id> threads(4);
    workers.on_each([&](unsigned worker) {
      ++parts[worker];
      threads[worker] = std::this_thread::get_id();
    });
    REQUIRE(parts == std::vector<int>{1, 1, 1, 1});
    if (turn == 0) first = threads;
    REQUIRE(threads == first);
  }
  CHECK(first[0] == std::this_thread::get_id());
  CHECK(std::set<std::thread::id>(first.begin(), first.end()).size() == 4);
}

TEST_CASE("each item is taken once, by few threads where there are few items") {
  Workers workers(3);
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
    CAPTURE(count);
    std::vector<int> taken(count);
    std::set<unsigned> who;
    std::mutex mutex;
    workers.for_each_index(count, [&](std::size_t index, unsigned worker) {
      const std::lock_guard lock(mutex);
      ++taken[index];
      who.insert(worker);
    });
    CHECK(std::accumulate(taken.begin(), taken.end(), std::size_t{0}) == count);
    for (const int times : taken) REQUIRE(times == 1);
    for (const unsigned worker : who) CHECK(worker < workers.count());
    CHECK(who.size() <= count);
  }
}

TEST_CASE("what a part throws comes out when all have ended, and the threads go on") {
  Workers workers(3);
  std::atomic<int> ended = 0;
  CHECK_THROWS_AS(workers.on_each([&](unsigned worker) {
    if (worker != 1) ++ended;
    if (worker == 1) throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK(ended == 2);
  CHECK_THROWS_AS(workers.on_each([](unsigned worker) {
    if (worker == 0) throw std::logic_error("nor here");
  }),
                  std::logic_error);
  ended = 0;
  workers.on_each([&](unsigned) { ++ended; });
  CHECK(ended == 3);
}

TEST_CASE("one thread is the one that calls; nobody gets more than 256") {
  Workers alone(1);
  CHECK(alone.count() == 1);
  std::thread::id who;
  alone.on_each([&](unsigned) { who = std::this_thread::get_id(); });
  CHECK(who == std::this_thread::get_id());
  CHECK(Workers(100000).count() <= 256);
  CHECK(Workers(0).count() == std::max(1U, std::thread::hardware_concurrency()));
}

#ifdef __linux__
TEST_CASE("threads with cores of their own share none, and give them back") {
  std::vector<unsigned> before = baton::usable_cores();
  std::sort(before.begin(), before.end());
  if (before.size() > 256) return;  // more than there are ever threads
  std::set<unsigned> taken;
  {
    Workers workers(static_cast<unsigned>(before.size()), baton::Placement::own_cores);
    std::mutex mutex;
    workers.on_each([&](unsigned) {
      const std::vector<unsigned> own = baton::usable_cores();
      const std::lock_guard lock(mutex);
      CHECK(own.size() == 1);
      taken.insert(own.begin(), own.end());
    });
  }
  CHECK(taken == std::set<unsigned>(before.begin(), before.end()));
  std::vector<unsigned> after = baton::usable_cores();
  std::sort(after.begin(), after.end());
  CHECK(after == before);
}

TEST_CASE("threads that are more than the cores run anywhere") {
  const std::size_t all = baton::usable_cores().size();
  Workers workers(static_cast<unsigned>(all) + 1, baton::Placement::own_cores);
  workers.on_each([&](unsigned) { CHECK(baton::usable_cores().size() == all); });
}
#endif
