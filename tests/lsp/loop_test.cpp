// The order in which the session's thread does its work.
#include "server/lsp/loop.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using baton::lsp::Loop;
using baton::lsp::Worker;
using std::chrono::milliseconds;

namespace {

void no_fault(const std::exception& fault) {
  FAIL(fault.what());
}

}  // namespace

TEST_CASE("tasks run in order, idle work when none is left") {
  Loop loop;
  std::string seen;
  bool waiting = true;
  loop.post([&] { seen += "a"; });
  loop.post([&] {
    seen += "b";
    loop.post([&] { seen += "d"; });
  });
  loop.post([&] { seen += "c"; });
  loop.run(
      [&] {
        if (!waiting) return false;
        waiting = false;
        seen += "i";
        loop.stop();
        return true;
      },
      no_fault);
  CHECK(seen == "abcdi");
}

TEST_CASE("idle work gets its turn while tasks never end") {
  Loop loop;
  int tasks = 0;
  std::function<void()> again = [&] {
    ++tasks;
    loop.post(again);
  };
  loop.post(again);
  int idle = 0;
  loop.run(
      [&] {
        if (++idle == 3) loop.stop();
        return true;
      },
      no_fault, milliseconds(5));
  CHECK(idle == 3);
  CHECK(tasks > 3);
}

TEST_CASE("timers run when they are due, and posts from other threads wake the loop") {
  Loop loop;
  std::string seen;
  loop.after(milliseconds(60), [&] {
    seen += "late";
    loop.stop();
  });
  loop.after(milliseconds(20), [&] { seen += "early "; });
  std::thread other([&] {
    std::this_thread::sleep_for(milliseconds(40));
    loop.post([&] { seen += "posted "; });
  });
  loop.run([] { return false; }, no_fault);
  other.join();
  CHECK(seen == "early posted late");
}

TEST_CASE("what a task throws is reported, and the next one runs") {
  Loop loop;
  std::vector<std::string> seen;
  int idle = 0;
  loop.post([] { throw std::runtime_error("task"); });
  loop.post([&] { seen.push_back("next"); });
  loop.run(
      [&]() -> bool {
        if (++idle == 1) throw std::runtime_error("idle");
        loop.stop();
        return true;
      },
      [&](const std::exception& fault) { seen.push_back(fault.what()); });
  CHECK(seen == std::vector<std::string>{"task", "next", "idle"});
}

TEST_CASE("a worker does its jobs in order and drops those it did not begin") {
  std::string seen;
  std::atomic<bool> begun = false;
  {
    Worker worker;
    worker.post([&] { seen += "a"; });
    worker.post([&] {
      seen += "b";
      begun = true;
      std::this_thread::sleep_for(milliseconds(50));
    });
    worker.post([&] { seen += "never"; });
    while (!begun) std::this_thread::yield();
  }
  CHECK(seen == "ab");
}
