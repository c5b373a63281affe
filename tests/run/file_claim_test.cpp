// One run of a file at a time, whoever begins them.
#include "server/run/file_claim.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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
