// Programs that behave and programs that do not: what comes out, how it ends, how long it takes, who is left.
#include "server/run/process.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/disk/scratch.h"
#include "tests/support/processes.h"

using namespace baton;
using namespace std::chrono_literals;

namespace {

struct Ran {
  ProcessEnd end;
  std::string out;
  int ends = 0;
  std::chrono::steady_clock::duration took{};
};

ProcessRequest shell(const std::string& script) {
  ProcessRequest request;
  request.program = "/bin/sh";
  request.arguments = {"sh", "-c", script};
  request.environment = {"PATH=/usr/bin:/bin"};
  request.folder = "/";
  request.grace = 300ms;
  request.linger = 200ms;
  return request;
}

Ran run(ProcessRequest request, std::chrono::milliseconds cancel_after = 0ms) {
  ::signal(SIGPIPE, SIG_IGN);
  Ran ran;
  asio::io_context loop;
  const auto begin = std::chrono::steady_clock::now();
  const auto process = Process::start(
      loop, std::move(request), [&](std::string_view text) { ran.out += text; },
      [&](const ProcessEnd& end) {
        ran.end = end;
        ++ran.ends;
      });
  if (cancel_after.count() > 0) {
    loop.run_for(cancel_after);
    process->cancel();
  }
  loop.run();
  ran.took = std::chrono::steady_clock::now() - begin;
  CHECK(ran.ends == 1);
  return ran;
}

bool is_alive(const std::string& pid_file) {
  const pid_t process = testing::process_in(pid_file);
  REQUIRE(process > 0);
  return testing::is_running(process);
}

bool is_gone(const std::string& pid_file) {
  return testing::soon_gone(testing::process_in(pid_file));
}

}  // namespace

TEST_CASE("process: input in, output out, errors apart") {
  ProcessRequest request = shell("cat; echo oops >&2; exit 3");
  request.input = "the prompt\nof two lines, without an end";
  const Ran ran = run(request);
  CHECK(ran.out == "the prompt\nof two lines, without an end");
  CHECK(ran.end.errors == "oops\n");
  CHECK(ran.end.how == ProcessEnd::How::exited);
  CHECK(ran.end.exit_code == 3);
  CHECK_FALSE(ran.end.succeeded());
}

TEST_CASE("process: a large input goes through a program that answers as it reads") {
  ProcessRequest request = shell("cat");
  request.input.assign(std::size_t{3} << 20, 'x');
  request.input.append("end");
  const Ran ran = run(request);
  CHECK(ran.end.succeeded());
  CHECK(ran.out == request.input);
}

TEST_CASE("process: who never reads its input does not stop us, and who closes it does neither") {
  ProcessRequest request = shell("echo done");
  request.input = std::string(1 << 20, 'x');
  CHECK(run(request).out == "done\n");
  ProcessRequest closes = shell("exec 0<&-; sleep 0.05; echo closed");
  closes.input = std::string(1 << 20, 'x');
  const Ran ran = run(closes);
  CHECK(ran.out == "closed\n");
  CHECK(ran.end.succeeded());
}

TEST_CASE("process: only the environment that is given, the folder that is given, no other descriptor") {
  const test::Scratch scratch;
  ProcessRequest request =
      shell("pwd; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | sort; ls /proc/self/fd | wc -l");
  request.folder = scratch.folder();
  request.environment.push_back("HOME=/nowhere");
  CHECK(run(request).out == scratch.folder() + "\nHOME=/nowhere\nPATH=/usr/bin:/bin\n4\n");
}

TEST_CASE("process: a program that is not there is an end like others") {
  ProcessRequest request = shell("");
  request.program = "/nonexistent/program";
  const Ran ran = run(request);
  CHECK(ran.end.how == ProcessEnd::How::not_started);
  CHECK(ran.end.fault == "no such file or directory");
  ProcessRequest no_folder = shell("echo never");
  no_folder.folder = "/nonexistent";
  CHECK(run(no_folder).end.how == ProcessEnd::How::not_started);
}

TEST_CASE("process: an argument too long for the system is said") {
  ProcessRequest request = shell("true");
  request.arguments.push_back(std::string(std::size_t{4} << 20, 'x'));
  const Ran ran = run(request);
  CHECK(ran.end.how == ProcessEnd::How::not_started);
  CHECK(ran.end.fault == "argument list too long");
}

TEST_CASE("process: killed by a signal") {
  const Ran ran = run(shell("echo half a line | tr -d '\\n'; kill -9 $$"));
  CHECK(ran.out == "half a line");
  CHECK(ran.end.how == ProcessEnd::How::killed_by_signal);
  CHECK(ran.end.signal == SIGKILL);
}

TEST_CASE("process: an end that nobody knows is no success") {
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  const Ran ran = run(shell("echo out"));
  ::signal(SIGCHLD, before);
  CHECK(ran.out == "out\n");
  CHECK(ran.end.how == ProcessEnd::How::lost);
  CHECK_FALSE(ran.end.succeeded());
}

TEST_CASE("process: a flood is cut at the byte, and its maker stopped") {
  ProcessRequest request = shell("yes");
  request.most_output = 100001;
  const Ran ran = run(request);
  CHECK(ran.end.how == ProcessEnd::How::too_much_output);
  CHECK(ran.out.size() == 100001);
  ProcessRequest fits = shell("head -c 5000 /dev/zero");
  fits.most_output = 5000;
  CHECK(run(fits).end.succeeded());
}

TEST_CASE("process: of a flood of errors the last are kept") {
  ProcessRequest request = shell("yes error | head -c 300000 >&2; echo last >&2");
  request.most_errors = 1000;
  const Ran ran = run(request);
  CHECK(ran.end.succeeded());
  CHECK(ran.end.errors.size() == 1000);
  CHECK(ran.end.errors.ends_with("error\nlast\n"));
}

TEST_CASE("process: a timeout") {
  ProcessRequest request = shell("echo begun; sleep 30");
  request.timeout = 100ms;
  const Ran ran = run(request);
  CHECK(ran.end.how == ProcessEnd::How::timed_out);
  CHECK(ran.out == "begun\n");
  CHECK(ran.took < 5s);
}

TEST_CASE("process: one that ignores the request to end is made to, with its children") {
  const test::Scratch scratch;
  ProcessRequest request = shell(
      "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > child; sleep 30; sleep 30' & echo $$ > leader; "
      "while true; do sleep 1; done");
  request.folder = scratch.folder();
  const Ran ran = run(request, 300ms);
  CHECK(ran.end.how == ProcessEnd::How::cancelled);
  CHECK(ran.took >= 500ms);  // it was asked first
  CHECK(ran.took < 5s);
  CHECK(is_gone(scratch.path("leader")));
  CHECK(is_gone(scratch.path("child")));
}

TEST_CASE("process: a stopped one ends too") {
  const Ran ran = run(shell("kill -STOP $$; echo woken"), 200ms);
  CHECK(ran.end.how == ProcessEnd::How::cancelled);
  CHECK(ran.took < 5s);
}

TEST_CASE("process: grandchildren that hold the output keep nobody waiting, and are not left behind") {
  const test::Scratch scratch;
  ProcessRequest request = shell("sleep 30 & echo $! > child; echo done");
  request.folder = scratch.folder();
  const Ran ran = run(request);
  CHECK(ran.out == "done\n");
  CHECK(ran.end.succeeded());
  CHECK(ran.took < 5s);
  CHECK(is_gone(scratch.path("child")));
}

TEST_CASE("process: one that left the group keeps nobody waiting") {
  const Ran ran = run(shell("setsid sleep 3 & echo done"));
  CHECK(ran.out == "done\n");
  CHECK(ran.took < 2s);
}

TEST_CASE("process: an abandoned loop leaves nobody behind") {
  const test::Scratch scratch;
  ProcessRequest request = shell("echo $$ > leader; sleep 30");
  request.folder = scratch.folder();
  {
    asio::io_context loop;
    const auto process = Process::start(loop, request, {}, {});
    loop.run_for(300ms);
    CHECK(is_alive(scratch.path("leader")));
  }
  CHECK(is_gone(scratch.path("leader")));
}

TEST_CASE("process: whoever is killed leaves nobody behind, neither programs nor their children") {
  const test::Scratch scratch;
  const auto call = [&](asio::io_context& loop, const std::string& name) {
    ProcessRequest request =
        shell("trap '' TERM HUP PIPE; (trap '' TERM; while true; do sleep 1; done) & echo $! > " + name +
              ".child; echo $$ > " + name + "; wait; sleep 30");
    request.folder = scratch.folder();
    return Process::start(loop, std::move(request), {}, {});
  };
  const pid_t caller = ::fork();
  REQUIRE(caller >= 0);
  if (caller == 0) {
    asio::io_context loop;
    const auto first = call(loop, "first"), second = call(loop, "second");
    loop.run();
    ::_exit(1);
  }
  for (const char* name : {"first", "first.child", "second", "second.child"})
    CHECK(is_alive(scratch.path(name)));
  ::kill(caller, SIGKILL);
  CHECK(::waitpid(caller, nullptr, 0) == caller);
  for (const char* name : {"first", "first.child", "second", "second.child"})
    CHECK(is_gone(scratch.path(name)));
}

TEST_CASE("process: it outlives the thread that began it, and hears of its end elsewhere") {
  asio::io_context loop;
  std::shared_ptr<Process> process;
  std::string out;
  std::thread([&] {
    process = Process::start(
        loop, shell("sleep 0.2; echo done"), [&](std::string_view text) { out += text; }, [](const auto&) {});
  }).join();
  loop.run();
  CHECK(out == "done\n");
}

TEST_CASE("process: each of several threads starts its programs deaf to the terminal, and is as it was") {
  const auto is_ignored = [](int signal) {
    struct sigaction now {};
    return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
  };
  REQUIRE_FALSE(is_ignored(SIGTTIN));
  std::array<std::string, 4> masks;
  std::vector<std::thread> threads;
  for (std::string& all : masks)
    threads.emplace_back([&all] {
      for (int i = 0; i < 50; ++i) {
        ProcessRequest request;
        request.program = "/bin/grep";
        request.arguments = {"grep", "SigIgn", "/proc/self/status"};
        request.folder = "/";
        asio::io_context loop;
        const auto process = Process::start(
            loop, std::move(request), [&all](std::string_view text) { all += text; }, [](const auto&) {});
        loop.run();
      }
    });
  for (std::thread& thread : threads) thread.join();
  constexpr unsigned long both = 1UL << (SIGTTIN - 1) | 1UL << (SIGTTOU - 1);
  for (const std::string& all : masks) {
    int deaf = 0;
    std::istringstream words(all);
    for (std::string head, mask; words >> head >> mask;)
      if ((std::stoul(mask, nullptr, 16) & both) == both) ++deaf;
    CHECK(deaf == 50);
  }
  CHECK_FALSE(is_ignored(SIGTTIN));
  CHECK_FALSE(is_ignored(SIGTTOU));
}

TEST_CASE("process: a group that is told to end by one of it leaves its leader, and nobody at the end") {
  const Ran ran = run(shell("trap 'echo heard; exit 0' TERM; kill 0; sleep 1"));
  CHECK(ran.out == "heard\n");
  CHECK(ran.end.succeeded());
  CHECK(run(shell("kill -9 0")).end.signal == SIGKILL);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("a program is looked for where no workspace can put one") {
  const test::Scratch scratch;
  scratch.write("bin/tool", "#!/bin/sh\n");
  std::filesystem::permissions(scratch.path("bin/tool"), std::filesystem::perms::owner_all);
  scratch.write("bin/text", "no program");
  scratch.write("bin/folder/");
  const std::string search = ".::relative:/nonexistent:" + scratch.path("bin");
  CHECK(*find_program("tool", search) == scratch.path("bin/tool"));
  CHECK(*find_program(scratch.path("bin/tool"), "") == scratch.path("bin/tool"));
  CHECK(find_program("text", search).error() == "there is no program text on the PATH");
  CHECK(find_program("folder", search).error() == "there is no program folder on the PATH");
  CHECK(find_program("./tool", search).error() == "./tool is neither a program's name nor an absolute path");
  CHECK(find_program("", search).error() == "the runner names no program");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(scratch.path("bin"));
  CHECK_FALSE(find_program("tool", ".::"));
  std::filesystem::current_path(before);
}

TEST_CASE("a runner's environment is what it needs and what was allowed") {
  const std::vector<std::string> all = {
      "PATH=/bin", "HOME=/h",   "SECRET=1",        "XDG_CACHE_HOME=/c", "TOKEN=a=b",        "LANG=C",
      "TERM=dumb", "TMPDIR=/t", "LD_PRELOAD=x.so", "PATHS=/no",         "LANGUAGE=nothing", "TOKEN_2=no"};
  const std::vector<std::string> allowed = {"TOKEN", "MISSING"};
  CHECK(runner_environment(all, allowed) == std::vector<std::string>{"PATH=/bin", "HOME=/h",
                                                                     "XDG_CACHE_HOME=/c", "TOKEN=a=b",
                                                                     "LANG=C", "TERM=dumb", "TMPDIR=/t"});
}
