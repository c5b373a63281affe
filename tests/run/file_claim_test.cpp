// One run of a file at a time, whoever begins them.
#include "server/run/file_claim.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>

#include "tests/run/bench.h"

using namespace baton;
using namespace baton::testing;
namespace fs = std::filesystem;

TEST_CASE("engine: one run of a file at a time, and the next when it has ended") {
  const Bench bench;
  const Plan plan = pipeline(two_phases);
  Witness first;
  std::string refused;
  std::optional<RunUnderWay> use;
  first.on_line = [&](const std::string& line) {
    if (line != "task-started phase1.one") return;
    use = run_under_way(bench.root.folder(), plan.command, plan.path);
    Witness second;
    refused = run(bench.job(plan), second).error;
    CHECK(second.lines.empty());
  };
  const Ended ended = run(bench.job(plan), first);
  CHECK(ended.end->outcome == RunOutcome::done);
  CHECK(use == RunUnderWay{ended.run, std::to_string(::getpid())});
  CHECK(refused ==
        "run " + ended.run + " of this file is under way, begun by process " + std::to_string(::getpid()));
  CHECK_FALSE(run_under_way(bench.root.folder(), plan.command, plan.path));
  // Another file of that name is another command.
  Plan other = plan;
  other.path = bench.root.path("other/c.md");
  const Result<FileClaim> claim = FileClaim::take(bench.root.folder(), plan.command, plan.path);
  REQUIRE(claim);
  Witness third;
  CHECK(run(bench.job(other), third).end->outcome == RunOutcome::done);
  CHECK(run(bench.job(plan), third).error.ends_with(std::to_string(::getpid())));
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
