// Runs that a shell begins, as an editor sees them.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/lsp/run_client.h"

using namespace baton::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// The built program, whose runner hangs. Between its two beginnings nothing is asked for that another thread
// may hold.
pid_t shell_run(const RunPlace& place) {
  fs::create_directories(place.home / "baton");
  fs::copy(place.home / "config.yaml", place.home / "baton/config.yaml",
           fs::copy_options::overwrite_existing);
  const std::string program = baton::testing::baton_program();
  const std::string configuration = "XDG_CONFIG_HOME=" + place.home.path();
  const std::vector<std::string> own = baton::own_environment();
  std::vector<char*> environment = {const_cast<char*>(configuration.c_str())};
  for (const std::string& variable : own)
    if (!variable.starts_with("XDG_CONFIG_HOME=")) environment.push_back(const_cast<char*>(variable.c_str()));
  environment.push_back(nullptr);
  std::vector<const char*> arguments = {program.c_str(), "--run", ".claude/commands/pipe.md",
                                        "--runner",      "stub",  nullptr};
  const std::string root = place.root.path();
  const pid_t shell = ::fork();
  REQUIRE(shell >= 0);
  if (shell == 0) {
    ::dup2(::open("/dev/null", O_WRONLY), 1);
    if (::chdir(root.c_str()) == 0)
      ::execve(program.c_str(), const_cast<char**>(arguments.data()), environment.data());
    ::_exit(122);
  }
  for (int i = 0; i < 400 && place.calls().empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  return shell;
}

void kill_run(pid_t shell) {
  ::kill(shell, SIGKILL);
  CHECK(::waitpid(shell, nullptr, 0) == shell);
}

std::string elsewhere(const Json& run, pid_t shell) {
  return "run " + run["id"].get<std::string>() + " of this file is under way, begun by process " +
         std::to_string(shell) +
         ": wait for its end, or end it where it was begun (in a terminal with Ctrl-C)";
}

Json lenses(RunClient& client) {
  return client.request("textDocument/codeLens", {{"textDocument", {{"uri", uri(client.file)}}}})["result"];
}

// The title of the first one, which must become this within ten seconds; nothing but lenses is asked for.
std::string first_lens(RunClient& client, const std::string& wanted) {
  std::string last;
  for (int i = 0; i < 400 && last != wanted; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const Json all = lenses(client);
    last = all.empty() ? "" : all[0]["command"]["title"].get<std::string>();
  }
  return last;
}

const std::string under_way_lens = "Run under way elsewhere…", run_lens = "Run pipeline";
const std::string idle = "phase1.one none, phase2.two none, no run";
const std::string running = "phase1.one running, phase2.two none, running";
const std::string cut = "phase1.one interrupted, phase2.two none, interrupted";

}  // namespace

TEST_CASE("run: what a shell runs is seen in the editor, and neither begun again nor cancelled there") {
  const RunPlace place;
  place.have_stub();
  place.write(two_phases("DO: hang"));
  const pid_t shell = shell_run(place);
  RunClient client(place, two_phases("DO: hang"));
  REQUIRE(client.become(running) == running);
  const Json run = client.pipeline()["run"];
  CHECK(run["underWay"] == true);
  CHECK(client.refusal("baton.run") == elsewhere(run, shell));
  CHECK(client.refusal("baton.cancel") == elsewhere(run, shell));
  CHECK(lenses(client)[0]["command"]["title"] == under_way_lens);
  kill_run(shell);
  REQUIRE(client.become(cut) == cut);
  const Json pipeline = client.pipeline();
  CHECK(pipeline["run"]["underWay"] == false);
  CHECK(pipeline["tasks"][0]["state"]["reason"] ==
        "resume with baton --run .claude/commands/pipe.md --resume " + run["id"].get<std::string>() +
            " --runner stub");
  CHECK(client.refusal("baton.cancel") == "no run of this file is under way");
}

TEST_CASE("run: one that a shell begins while the file is open is seen, and its end") {
  const RunPlace place;
  place.have_stub();
  SUBCASE("nobody tells of files") {
    RunClient client(place, two_phases("DO: hang"));
    REQUIRE(client.become(idle) == idle);
    REQUIRE(first_lens(client, run_lens) == run_lens);
    // Closed and opened again, it is watched as before.
    client.close(client.file);
    client.open(client.file, two_phases("DO: hang"));
    REQUIRE(client.become(idle) == idle);
    client.listen(2000);  // longer than between two looks
    const pid_t shell = shell_run(place);
    CHECK(first_lens(client, under_way_lens) == under_way_lens);
    kill_run(shell);
    CHECK(first_lens(client, run_lens) == run_lens);
  }
  SUBCASE("the client watches files") {
    RunClient client(place, two_phases("DO: hang"),
                     Json::parse(R"({"capabilities":{"workspace":{"didChangeWatchedFiles":)"
                                 R"({"dynamicRegistration":true}}}})"));
    REQUIRE(client.become(idle) == idle);
    REQUIRE(first_lens(client, run_lens) == run_lens);
    const pid_t shell = shell_run(place);
    client.listen(2000);
    CHECK(lenses(client)[0]["command"]["title"] == run_lens);  // nobody told, and it is not looked for
    const std::string log = place.root / ".baton/runs/pipe/20260314-090000-000-0a08/events.jsonl";
    client.notify("workspace/didChangeWatchedFiles",
                  {{"changes", Json::array({{{"uri", uri(log)}, {"type", 1}}})}});
    CHECK(first_lens(client, under_way_lens) == under_way_lens);
    kill_run(shell);
    CHECK(first_lens(client, run_lens) == run_lens);
  }
}

TEST_CASE("run: none begins where a shell began one while the user was asked") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("DO: hang"), trusted);
  pid_t shell = 0;
  client.choose = [&](const std::string&) {
    shell = shell_run(place);
    return "Run";
  };
  const std::string words = client.refusal("baton.run");
  REQUIRE(shell > 0);
  CHECK(words == elsewhere(client.pipeline()["run"], shell));
  kill_run(shell);
  CHECK(client.become(cut) == cut);
}
