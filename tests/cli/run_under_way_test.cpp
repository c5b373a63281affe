// A run of the built program while it is under way: signals, and whoever comes to it meanwhile.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/run_place.h"

using namespace baton::test;

namespace {

// The program under way with the stub for a runner, both streams into the file "out" in `home`. As some
// starters do, this one ignores that children end; as nohup does, it may ignore a hangup.
pid_t started(const Place& place, const Scratch& home, bool nohup = false, const char* format = "text") {
  const RunOptions options = with_stub(home);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child > 0) return child;
  const int file = ::open(home.path("out").c_str(), O_WRONLY | O_CREAT, 0600);
  ::dup2(file, 1);
  ::dup2(file, 2);
  ::signal(SIGHUP, nohup ? SIG_IGN : SIG_DFL);
  ::signal(SIGCHLD, SIG_IGN);
  ::putenv(const_cast<char*>(options.environment.front().c_str()));
  const std::string program = baton::testing::baton_program();
  if (::chdir(place.folder().c_str()) == 0)
    ::execl(program.c_str(), program.c_str(), "--run", pipe_file.c_str(), "--runner", "stub", "--yes",
            "--format", format, nullptr);
  ::_exit(122);
}

struct Stopped {
  int exit_code = -1;
  std::string out;
  bool heeds_hangup = false, runner_lives = true;
};

std::string out_of(const Scratch& home) {
  return baton::testing::text_of(home.path("out"));
}

int exit_code_of(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void wait_for_runner(const Scratch& home) {
  for (int i = 0; i < 1000 && !std::filesystem::exists(home.path("calls")); ++i) ::usleep(10000);
  REQUIRE(std::filesystem::exists(home.path("calls")));
}

// The runner does this, and has begun with it.
pid_t started_with(const std::string& deed, const Place& place, const Scratch& home) {
  std::string text = two_phases;
  text.replace(text.find("Look at"), 7, "DO: " + deed + "\n  Look at");
  place.write(pipe_file, text);
  const pid_t child = started(place, home);
  wait_for_runner(home);
  ::usleep(300000);  // until it has set itself up for signals
  return child;
}

// SigCgt is the set of signals that have a handler, in hexadecimal; SIGHUP is its last bit.
bool heeds_hangup(pid_t child) {
  std::ifstream about("/proc/" + std::to_string(child) + "/status");
  for (std::string line; std::getline(about, line);)
    if (line.starts_with("SigCgt:"))
      return std::string_view("13579bdf").find(line.back()) != std::string::npos;
  FAIL("nobody knows the signals of " << child);
  return false;
}

// A run whose runner hangs, sent a signal as soon as the runner is under way.
Stopped stopped_by(int signal, const Place& place, bool nohup = false, const char* format = "text",
                   std::string hanging = two_phases) {
  hanging.replace(hanging.find("Look at"), 7, "DO: hang\n  Look at");
  place.write(pipe_file, hanging);
  const Scratch home;
  const pid_t child = started(place, home, nohup, format);
  wait_for_runner(home);
  Stopped stopped;
  stopped.heeds_hangup = heeds_hangup(child);
  ::kill(child, signal);
  stopped.exit_code = exit_code_of(child);
  stopped.out = out_of(home);
  for (const auto& entry : std::filesystem::directory_iterator(home.folder()))
    if (const std::string name = entry.path().filename().string(); name.starts_with("one.prompt."))
      stopped.runner_lives = ::kill(std::stoi(name.substr(11)), 0) == 0;
  return stopped;
}

}  // namespace

TEST_CASE("run: Ctrl-C ends the run with 130 and leaves it to be gone on with") {
  const Place place;
  const Stopped stopped = stopped_by(SIGINT, place);
  CHECK(stopped.exit_code == 130);
  CHECK_FALSE(stopped.runner_lives);
  const std::string folder = Place::run_folder({0, stopped.out, ""});
  CHECK(
      stopped.out.ends_with("cancelled\nphase 1: one cancelled\n"
                            "phase 2: two blocked: needs the output of phase1.one, which was cancelled\n"
                            "0 done, 1 cancelled, 1 blocked; outputs in " +
                            folder + "\n"));
  CHECK(place.baton({"--runs"}).out.ends_with("runner stub: cancelled, 0 done, 1 cancelled, 1 blocked\n"));
  const std::string shown = place.baton({"--show", "last"}).out;
  CHECK(shown.find("\n  phase1.one cancelled\n") != std::string::npos);
  CHECK(shown.ends_with("\n  phase2.two blocked: needs the output of phase1.one, which was cancelled\n"));
}

TEST_CASE("run: a cancelled task is no failure in a report, and no success") {
  const Place place;
  const std::string report = stopped_by(SIGINT, place, false, "junit").out;
  CHECK(report.find(R"( tests="2" failures="1" errors="1" skipped="0")") != std::string::npos);
  CHECK(report.find(R"(<error type="cancelled" message="was cancelled"/>)") != std::string::npos);
}

TEST_CASE("run: what a cancelled run never began is in its report, as skipped, with the reason") {
  const Place place;
  std::string text = two_phases;
  text.replace(text.find("Go on: {phase1.one.output}"), 26, "On its own");
  place.write(pipe_file, text);
  const std::string report = stopped_by(SIGINT, place, false, "junit", text).out;
  CHECK(report.find(R"( tests="2" failures="0" errors="1" skipped="1")") != std::string::npos);
  CHECK(
      report.find(R"(name="phase2.two" time="0.000"><skipped message="not run: the run was cancelled before )"
                  R"(it began"/></testcase>)") != std::string::npos);
}

TEST_CASE(
    "run: while a run is under way none is gone on with, unless it is named, and others are told of it") {
  const Place place;
  std::string hanging = two_phases;
  hanging.replace(hanging.find("Look at"), 7, "DO: hang\n  Look at");
  place.write(pipe_file, hanging);
  const std::string before = Place::run_folder(place.baton({"--run", pipe_file}));
  const std::string older = before.substr(before.rfind('/') + 1);
  const Scratch home;
  const pid_t child = started(place, home);
  wait_for_runner(home);
  const std::string listed = place.baton({"--runs"}).out;
  const std::string id = listed.substr(0, listed.find(' '));
  CHECK(listed.starts_with(id + "  /pipe, runner stub: under way, 0 done\n"));
  CHECK(place.baton({"--show", id}).out ==
        id + "  /pipe, runner stub: under way, 0 done\n  phase1.one is running\n");
  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& words) {
    const Ran ran = place.baton(arguments);
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "baton: run " + id + " of this file is under way" + words + "\n");
  };
  refused({"--run", pipe_file, "--resume", "--yes"},
          "; to go on with the one before it, say --resume " + older);
  refused({"--run", pipe_file, "--resume", id, "--yes"}, "");
  const std::string note = "baton: note: run " + id + " of this file is under way, begun by process " +
                           std::to_string(child) + "; this run goes on beside it\n";
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--phase", "1"}, std::vector<std::string>{"--resume", older, "--yes"}}) {
    std::vector<std::string> arguments = {"--run", pipe_file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = place.baton(arguments);
    CHECK(ran.exit_code == 0);
    CHECK(ran.err == note);
  }
  CHECK(place.baton({"--run", pipe_file, "--dry-run"}).err.empty());
  CHECK(place.baton({"--run", pipe_file, "--dry-run"}).exit_code == 0);
  ::kill(child, SIGINT);
  CHECK(exit_code_of(child) == 130);
}

TEST_CASE("run: the second Ctrl-C does not wait for who does not want to end") {
  const Place place;
  const Scratch home;
  const pid_t child = started_with("ignore-term", place, home);
  const auto begun = std::chrono::steady_clock::now();
  ::kill(child, SIGINT);
  ::usleep(300000);
  ::kill(child, SIGINT);
  CHECK(exit_code_of(child) == 130);
  CHECK(std::chrono::steady_clock::now() - begun <
        std::chrono::seconds(4));  // five are given to who is asked once
}

TEST_CASE("run: a terminal that is closed takes the runners with it, but not with nohup") {
  const Place place;
  const Stopped stopped = stopped_by(SIGHUP, place);
  CHECK(stopped.exit_code == 130);
  CHECK(stopped.heeds_hangup);
  CHECK_FALSE(stopped.runner_lives);
  CHECK_FALSE(stopped_by(SIGTERM, place, true).heeds_hangup);
}

TEST_CASE("run: where the starter ignores the ends of programs, they are known all the same") {
  const Place place;
  std::string failing = two_phases;
  failing.replace(failing.find("Look at"), 7, "DO: fail\n  Look at");
  place.write(pipe_file, failing);
  const Scratch home;
  CHECK(exit_code_of(started(place, home)) == 1);
  CHECK(out_of(home).find(" ended with exit code 3: no such model\n") != std::string::npos);
}

TEST_CASE(
    "run: a second request to end, as timeout(1) and a closed terminal make it, leaves programs their time") {
  for (const int signal : {SIGTERM, SIGHUP}) {
    const Place place;
    const Scratch home;
    const pid_t child = started_with("save-on-term", place, home);
    ::kill(child, signal);
    ::usleep(200000);
    ::kill(child, signal);
    CHECK(exit_code_of(child) == 130);
    CHECK(std::filesystem::exists(home.path("saved")));
  }
}
