// Which runs of a file are under way, whoever begins them, and that their locks harm nothing.
#include "server/run/file_claim.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/run/lock.h"
#include "tests/run/bench.h"

using namespace baton;
using namespace baton::testing;
namespace fs = std::filesystem;

TEST_CASE(
    "engine: whose run of a file is under way, until it has ended, also where another one begins beside it") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  const auto use = [&] { return run_under_way(bench.root.folder(), plan.command, plan.path); };
  Witness first;
  std::vector<std::optional<RunUnderWay>> seen;
  Ended beside;
  first.on_line = [&](const std::string& line) {
    if (line != "task-started phase1.one") return;
    seen.push_back(use());
    Witness second;
    beside = run(bench.job(plan), second);
    seen.push_back(use());
  };
  const Ended ended = run(bench.job(plan), first);
  CHECK(ended.end->outcome == RunOutcome::done);
  REQUIRE(beside.end);
  CHECK(beside.end->outcome == RunOutcome::done);
  CHECK(beside.run != ended.run);
  const RunUnderWay own{ended.run, std::to_string(::getpid())};
  CHECK(seen == std::vector<std::optional<RunUnderWay>>{own, own});
  CHECK(under_way_words(own) ==
        "run " + ended.run + " of this file is under way, begun by process " + std::to_string(::getpid()));
  CHECK_FALSE(use());
  // Another file of that name is another command.
  Plan other = plan;
  other.path = bench.root.path("other/c.md");
  const Result<FileClaim> claim = FileClaim::take(bench.root.folder(), other.command, other.path);
  REQUIRE(claim);
  CHECK_FALSE(use());
  CHECK(run_under_way(bench.root.folder(), other.command, other.path));
}

TEST_CASE("engine: the lock of a file writes over nothing else") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  const auto take = [&] { return FileClaim::take(bench.root.folder(), plan.command, plan.path); };
  REQUIRE(take());
  fs::path lock;
  for (const auto& entry :
       fs::directory_iterator(runs_path(bench.root.folder(), command_folder(plan.command))))
    if (entry.path().extension() == ".lock") lock = entry.path();
  REQUIRE(fs::remove(lock));
  bench.root.write("mine", "my words");
  SUBCASE("a link") {
    fs::create_symlink(bench.root.path("mine"), lock);
  }
  SUBCASE("a second name") {
    fs::create_hard_link(bench.root.path("mine"), lock);
  }
  CHECK_FALSE(take());
  CHECK(text_of(bench.root.path("mine")) == "my words");
}

TEST_CASE("engine: of several runs of a file one is seen, whichever ends first") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  const std::string own = std::to_string(::getpid());
  const auto use = [&] { return run_under_way(bench.root.folder(), plan.command, plan.path); };
  const auto take = [&](const std::string& run) {
    Result<FileClaim> claim = FileClaim::take(bench.root.folder(), plan.command, plan.path);
    REQUIRE(claim);
    claim->set_run(run);
    return std::move(*claim);
  };
  const auto is = [&](const std::string& run) { return use() == std::optional(RunUnderWay{run, own}); };
  FileClaim first = take("first"), second = take("second");
  CHECK(is("first"));
  first.let_go();
  CHECK(is("second"));
  first.set_run("ended");
  CHECK(is("second"));
  FileClaim third = take("third");
  CHECK(is("third"));
  third.let_go();
  third.let_go();
  CHECK(is("second"));
  second.let_go();
  CHECK_FALSE(use());
  // Beside very many a run goes on without a claim.
  std::vector<FileClaim> many;
  for (int i = 1; i <= 20; ++i) many.push_back(take(std::to_string(i)));
  for (std::size_t i = 0; i < 15; ++i) many[i].let_go();
  CHECK(is("16"));
  many[15].let_go();
  CHECK_FALSE(use());
}

TEST_CASE("engine: a run that is to be alone does not begin beside another") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  RunJob alone = bench.job(plan);
  alone.alone = true;
  Witness first;
  Ended beside, refused, later;
  std::string own;
  first.on_line = [&](const std::string& line) {
    if (line != "task-started phase1.one") return;
    Witness second, third;
    second.on_line = [&](const std::string& inner) {
      if (inner == "task-started phase1.one") refused = run(alone, third);
    };
    beside = run(bench.job(plan), second);
    CHECK(third.lines.empty());
  };
  const Ended ended = run(bench.job(plan), first);
  CHECK(beside.end);
  CHECK_FALSE(refused.end);
  CHECK(refused.error == elsewhere_words({ended.run, std::to_string(::getpid())}));
  CHECK(list_runs(bench.root.folder(), command_folder(plan.command)).size() == 2);
  // Also where only the second is left.
  std::optional<FileClaim> one, two;
  const auto take = [&] {
    return std::optional(std::move(*FileClaim::take(bench.root.folder(), plan.command, plan.path)));
  };
  one = take();
  two = take();
  two->set_run("two");
  one.reset();
  Witness last;
  refused = run(alone, last);
  CHECK(refused.error == elsewhere_words({"two", std::to_string(::getpid())}));
  two.reset();
  later = run(alone, last);
  REQUIRE(later.end);
  CHECK(later.end->outcome == RunOutcome::done);
}

TEST_CASE("engine: who claims a file while another lets go of it is not told of a fault") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  const auto take = [&] { return FileClaim::take(bench.root.folder(), plan.command, plan.path); };
  REQUIRE(take());
  std::atomic<bool> over = false;
  std::atomic<int> faults = 0;
  std::vector<std::thread> others;
  for (int i = 0; i < 3; ++i)
    others.emplace_back([&] {
      while (!over) faults += take() ? 0 : 1;
    });
  for (int i = 0; i < 4000; ++i) faults += take() ? 0 : 1;
  over = true;
  for (std::thread& other : others) other.join();
  CHECK(faults == 0);
}

TEST_CASE("engine: a lock that was let go of is free, also where a program that begins still has it") {
  const Bench bench;
  const Result<OpenFile> folder = open_folder(bench.root.folder(), "", false);
  REQUIRE(folder);
  Result<OpenFile> lock = take_lock(*folder, ".x.lock");
  REQUIRE(lock);
  const OpenFile inherited(::dup(lock->get()));
  CHECK(lock_holder(*folder, ".x.lock"));
  let_go_of_lock(std::move(*lock));
  CHECK_FALSE(lock_holder(*folder, ".x.lock"));
}
