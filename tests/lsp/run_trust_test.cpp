// What a stranger's command file may not do, and what the user is asked before it may.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/lsp/run_client.h"

using namespace baton::test;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const std::string not_trusted =
    "the runner stub may not run here: this workspace is not trusted (only preview runs without that)";

std::string run_yes(const std::string&) {
  return "Run";
}

}  // namespace

TEST_CASE("trust: without it nothing but preview runs, whoever asks") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  SUBCASE("the workspace says nothing") {}
  SUBCASE("the workspace allows itself") {
    place.root.write(".baton.yaml", "trusted: true\nrun:\n  trusted: true\n  runner: stub\n");
  }
  RunClient client(place, two_phases("Look"));
  client.choose = run_yes;
  CHECK(client.refusal("baton.run") == not_trusted);
  CHECK(client.refusal("baton.runTask", {{"task", "one"}, {"runner", "stub"}}) == not_trusted);
  CHECK(client.asked.empty());
  CHECK(place.calls().empty());
  // Settings of the workspace cannot grant it either.
  client.notify("workspace/didChangeConfiguration", {{"settings", {{"baton", {{"trusted", true}}}}}});
  CHECK(client.refusal("baton.run") == not_trusted);
  client.run("baton.run", {{"runner", "preview"}});
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  CHECK(place.calls().empty());
}

TEST_CASE("trust: the user's own list of roots grants it, and only for these") {
  const RunPlace place;
  SUBCASE("this root") {
    place.have_stub("  runner: stub\n  trusted: [" + place.root.path() + "]\n");
    RunClient client(place, two_phases("Look"));
    client.choose = run_yes;
    client.run("baton.run");
    CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
          "phase1.one fresh, phase2.two fresh, finished");
    CHECK(place.calls() == "one\ntwo\n");
  }
  SUBCASE("the folder around it") {
    place.have_stub("  runner: stub\n  trusted: [" + fs::path(place.root.path()).parent_path().string() +
                    "]\n");
    RunClient client(place, two_phases("Look"));
    client.choose = run_yes;
    CHECK(client.refusal("baton.run") == not_trusted);
  }
}

TEST_CASE("trust: a file outside of the trusted workspace is none of it") {
  const RunPlace place;
  const TemporaryFolder stranger;
  place.have_stub("  runner: stub\n");
  const std::string file = stranger / "commands/evil.md";
  stranger.write("commands/evil.md", two_phases("Look"));
  RunClient client(place, two_phases("Look"), trusted);
  client.choose = run_yes;
  client.open(file, "---\ncommand: evil\ndescription: D\n---\n" +
                        two_phases("Look").substr(two_phases("Look").find("\n# Pipe")));
  const Json answer = client.request(
      "workspace/executeCommand",
      {{"command", "baton.run"}, {"arguments", Json::array({{{"uri", uri(file)}, {"runner", "stub"}}})}});
  CHECK(RunClient::refusal_in(answer) == not_trusted);
  CHECK(place.calls().empty());
}

TEST_CASE("trust: one confirmation for each command, and again when something of it changes") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("Look"), trusted);
  client.choose = run_yes;
  client.run("baton.runPhase", {{"phase", 1}});
  CHECK(client.become("phase1.one fresh, phase2.two none, finished") ==
        "phase1.one fresh, phase2.two none, finished");
  REQUIRE(client.asked.size() == 1);
  CHECK(client.asked[0].starts_with("Run /pipe of " + place.root.path() + " with the runner stub ("));
  CHECK(
      client.asked[0].ends_with("Tasks: phase1.one. Agents: one. The answer holds for the other tasks of the "
                                "command, too: phase2.two. Their agents: two."));
  CHECK(client.titles[0] == Texts{"Run", "Do not run"});
  client.run("baton.run");
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  CHECK(client.asked.size() == 1);
  client.change(client.file, 2, whole(two_phases("Look elsewhere")));
  client.choose = [](const std::string&) { return "Do not run"; };
  CHECK(client.refusal("baton.run") == "it was not confirmed, so nothing ran");
  CHECK(client.asked.size() == 2);
  CHECK(place.calls() == "one\ntwo\n");
}

TEST_CASE("trust: no way to ask, no run") {
  const RunPlace place;
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("Look"), trusted);
  SUBCASE("the client cannot") {
    client.can_ask = false;
  }
  SUBCASE("the user says nothing") {}
  CHECK(client.refusal("baton.run") == "it was not confirmed, so nothing ran");
  CHECK(place.calls().empty());
  CHECK_FALSE(fs::exists(place.root / ".baton"));
}

TEST_CASE("trust: a workspace chooses among the user's runners by name, and defines none") {
  const RunPlace place;
  place.root.write(".baton.yaml",
                   "run:\n  runner: evil\n  runners:\n    - {name: evil, argv: [/bin/sh, -c, \"touch " +
                       (place.home / "evil") + "\"]}\n");
  place.have_stub("  runner: stub\n");
  RunClient client(place, two_phases("Look"), trusted);
  client.choose = run_yes;
  CHECK(client.refusal("baton.run", {{"runner", "evil"}})
            .starts_with("there is no runner evil; there are stub, "));
  client.run("baton.run");
  CHECK(client.become("phase1.one fresh, phase2.two fresh, finished") ==
        "phase1.one fresh, phase2.two fresh, finished");
  CHECK_FALSE(fs::exists(place.home / "evil"));
  CHECK(place.calls() == "one\ntwo\n");
}
