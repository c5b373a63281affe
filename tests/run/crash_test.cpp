// kill -9 at every write and at random moments: what was finished is never done again, and nothing is torn.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/run/cache.h"
#include "server/run/engine.h"
#include "server/run/file_claim.h"
#include "tests/run/bench.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::string body = "## Phase 1: A\n\n" + task("one", "DO: short") + task("two", "DO: short") +
                         "**Gate:** fine\n\n## Phase 2: B\n\n" +
                         task("three", "DO: short\n{phase1.one.output} {phase1.two.output}") +
                         task("four", "Last.");

// The engine in a process of its own, which `prepare` may arm. Returns its status.
template <typename Prepare, typename Meanwhile>
int run_apart(RunJob job, Prepare prepare, Meanwhile meanwhile) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGPIPE, SIG_IGN);
    prepare(job);
    asio::io_context loop;
    Witness witness;
    int code = 3;
    const auto engine = Engine::start(loop, std::move(job), witness, [&](const RunEnd& end) {
      code = !end.fault.empty() ? 4 : end.outcome == RunOutcome::done ? 0 : 1;
    });
    if (engine) loop.run();
    ::_exit(code);
  }
  meanwhile(child);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status;
}

std::set<std::string> finished(const RunState& state) {
  std::set<std::string> agents;
  for (const auto& [id, record] : state.tasks)
    if (record.status == TaskStatus::finished) agents.insert(record.last.agent);
  return agents;
}

std::map<std::string, int> counted(const Texts& calls) {
  std::map<std::string, int> counts;
  for (const std::string& agent : calls) ++counts[agent];
  return counts;
}

// What the log reports as finished is there, whole.
void check_kept(const std::string& root, const std::string& folder, const RunState& state,
                const std::string& run) {
  for (const auto& [id, record] : state.tasks) {
    if (record.status != TaskStatus::finished) continue;
    const auto text = read_output(root, folder, run, record.last.file);
    REQUIRE(text);
    CHECK(text_hash(*text) == record.last.output_hash);
  }
}

// After a crash: goes on to the end, and calls nobody whose work was finished.
void go_on(const Bench& bench, const Plan& plan) {
  const std::string folder = command_folder(plan.command);
  const std::vector<std::string> runs = list_runs(bench.root.folder(), folder);
  RunJob job = bench.job(plan);
  job.pass_gates = true;
  job.seams.sync = [](int) { return 0; };
  std::set<std::string> done;
  if (!runs.empty()) {
    const Result<RunState> state = read_run(bench.root.folder(), folder, runs[0]);
    if (state) {
      done = finished(*state);
      check_kept(bench.root.folder(), folder, *state, runs[0]);
    }
    job.resume = runs[0];
  }
  const std::map<std::string, int> before = counted(bench.calls());
  const int status = run_apart(
      std::move(job), [](RunJob&) {}, [](pid_t) {});
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  const std::map<std::string, int> after = counted(bench.calls());
  for (const std::string& agent : done) {
    INFO(agent);
    CHECK(after.at(agent) == before.at(agent));
  }
  const std::string run = list_runs(bench.root.folder(), folder).at(0);
  const Result<RunState> state = read_run(bench.root.folder(), folder, run);
  REQUIRE(state);
  CHECK(state->outcome == RunOutcome::done);
  CHECK(finished(*state) == std::set<std::string>{"four", "one", "three", "two"});
  check_kept(bench.root.folder(), folder, *state, run);
  const std::string log = text_of(runs_path(bench.root.folder(), folder) + "/" + run + "/events.jsonl");
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(read_event(line), line);
  CHECK(log.ends_with("\n"));
}

}  // namespace

TEST_CASE("crash: killed in the middle of every write, and right behind it") {
  const Plan plan = pipeline(body);
  bool to_the_end = false;
  int cases = 0;
  for (int at = 1; !to_the_end; ++at) {
    for (const bool behind : {false, true}) {
      const Bench bench;
      RunJob job = bench.job(plan);
      job.pass_gates = true;
      const int status = run_apart(
          std::move(job),
          [&](RunJob& armed) {
            const auto write = armed.seams.write;
            armed.seams.write = [write, at, behind, n = 0](int descriptor, std::string_view text) mutable {
              if (++n != at) return write(descriptor, text);
              write(descriptor, behind ? text : text.substr(0, text.size() / 2));
              ::kill(::getpid(), SIGKILL);
              return 0;
            };
          },
          [](pid_t) {});
      to_the_end = WIFEXITED(status);
      CAPTURE(at);
      CAPTURE(behind);
      if (to_the_end) break;
      go_on(bench, plan);
      ++cases;
    }
  }
  CHECK(cases > 30);
}

TEST_CASE("crash: killed at random moments, 200 times") {
  const Plan plan = pipeline(body);
  std::mt19937 chance(7);
  for (int i = 0; i < 200; ++i) {
    const Bench bench;
    RunJob job = bench.job(plan);
    job.pass_gates = true;
    job.seams.sync = [](int) { return 0; };  // the machine stays up
    const auto wait = static_cast<useconds_t>(chance() % 120000);
    CAPTURE(wait);
    run_apart(
        std::move(job), [](RunJob&) {},
        [&](pid_t child) {
          ::usleep(wait);
          ::kill(child, SIGKILL);
        });
    go_on(bench, plan);
  }
}

TEST_CASE("crash: a file that may not grow any further is a full disk") {
  const Plan plan = pipeline("## Phase 1: A\n\n" + task("one", "First.") + "## Phase 2: B\n\n" +
                             task("two", "DO: large") + "## Phase 3: C\n\n" + task("three", "Third."));
  const Bench bench;
  const int status = run_apart(
      bench.job(plan),
      [](RunJob&) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{20000, 20000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
      },
      [](pid_t) {});
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 1);
  const std::string folder = command_folder(plan.command);
  const std::string run = list_runs(bench.root.folder(), folder).at(0);
  const Result<RunState> state = read_run(bench.root.folder(), folder, run);
  REQUIRE(state);
  CHECK(finished(*state) == std::set<std::string>{"one", "three"});
  CHECK(state->tasks.at("phase2.two").last.reason == "phase2.two.md cannot be written (file too large)");
  CHECK_FALSE(read_output(bench.root.folder(), folder, run, "phase2.two.md"));
}

TEST_CASE("crash: a run that was killed is no longer under way") {
  const Bench bench;
  const Plan plan = pipeline("## Phase 1: A\n\n" + task("one", "DO: hang"));
  const auto use = [&] { return run_under_way(bench.root.folder(), plan.command, plan.path); };
  std::optional<RunUnderWay> meanwhile;
  pid_t process = 0;
  run_apart(
      bench.job(plan), [](RunJob&) {},
      [&](pid_t child) {
        for (int i = 0; i < 1000 && bench.calls().empty(); ++i) ::usleep(10000);
        meanwhile = use();
        process = child;
        ::kill(child, SIGKILL);
      });
  REQUIRE(meanwhile);
  CHECK(meanwhile->process == std::to_string(process));
  CHECK(list_runs(bench.root.folder(), command_folder(plan.command)) ==
        std::vector<std::string>{meanwhile->run});
  for (int i = 0; i < 500 && use(); ++i) ::usleep(10000);  // its runner has the lock until it has begun
  CHECK_FALSE(use());
}

TEST_CASE("crash: two runs of one command at once do not mix") {
  const Bench bench;
  const Plan plan = pipeline(body);
  RunJob second = bench.job(plan);
  second.pass_gates = true;
  RunJob first = second;
  int inner = 0;
  const int status = run_apart(
      std::move(first), [](RunJob&) {},
      [&](pid_t) {
        inner = run_apart(
            std::move(second), [](RunJob&) {}, [](pid_t) {});
      });
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(WEXITSTATUS(inner) == 0);
  const std::string folder = command_folder(plan.command);
  const std::vector<std::string> runs = list_runs(bench.root.folder(), folder);
  REQUIRE(runs.size() == 2);
  for (const std::string& run : runs) {
    const Result<RunState> state = read_run(bench.root.folder(), folder, run);
    REQUIRE(state);
    CHECK(state->run == run);
    CHECK(finished(*state).size() == 4);
    check_kept(bench.root.folder(), folder, *state, run);
  }
}
